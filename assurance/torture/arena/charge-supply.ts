import type pg from 'pg';
import { toColumns } from '../../../src/ledger/tables.js';
import { createRandom, type Random } from '../../../src/sample-data/random.js';
import { chargeOf, paymentIntentOf } from '../../../test/support/rows/ledger-rows.js';
import { untilReached } from './until-reached.js';

/** When fewer than `LOW` charges are left, the next `BATCH` of charges is created. */
const LOW = 300;
const BATCH = 1_000;

/** The payment methods of charges. The method decides the transitions of the refunds (rules, sections 6 and 7). */
const methods = {
  plain: { paymentMethodType: 'card', cardLast4: '4242' },
  pending: { paymentMethodType: 'card', cardLast4: '7726' },
  failing: { paymentMethodType: 'card', cardLast4: '5126' },
  bank: { paymentMethodType: 'sepa_debit', cardLast4: null },
  silent: { paymentMethodType: 'konbini', cardLast4: null, billingEmail: 'jenny@example.com' },
  answering: { paymentMethodType: 'konbini', cardLast4: null, billingEmail: 'jenny+details@example.com' },
  returned: { paymentMethodType: 'konbini', cardLast4: null, billingEmail: 'jenny+returned@example.com' },
} as const;
export type Method = keyof typeof methods;
const METHODS: readonly Method[] = [
  ...(['plain', 'plain', 'plain', 'plain', 'plain', 'pending', 'failing'] as const),
  ...(['bank', 'silent', 'answering', 'returned'] as const),
];

/** A charge that no client has touched yet. */
export interface FreshCharge {
  readonly id: string;
  readonly amount: number;
  readonly method: Method;
  /** The payment intent, which has no other charge. */
  readonly paymentIntent: string | null;
}

/** Supplies charges for the run. They are created by SQL in batches, and the seed decides their values. */
export class ChargeSupply {
  readonly #fresh = new Map<Method, FreshCharge[]>();
  readonly #random: Random;
  #made = 0;
  #making: Promise<void> | undefined;

  constructor(
    private readonly pool: pg.Pool,
    private readonly seed: number,
  ) {
    this.#random = createRandom(seed);
  }

  /** Returns a charge that no other client gets. */
  async take(method: Method): Promise<FreshCharge> {
    for (;;) {
      const fresh = this.#fresh.get(method) ?? [];
      if (fresh.length < LOW / METHODS.length) this.#making ??= this.#make();
      const charge = fresh.shift();
      if (charge) return charge;
      await this.#making;
    }
  }

  async #make(): Promise<void> {
    const made: FreshCharge[] = [];
    const rows = Array.from({ length: BATCH }, () => {
      const method = this.#random.pick(METHODS);
      const number = `${this.seed}x${++this.#made}`;
      const charge = {
        id: `ch_${number}`,
        amount: this.#random.between(20, 5_000),
        method,
        paymentIntent: this.#random.happens(0.5) ? `pi_${number}` : null,
      };
      made.push(charge);
      const shares = this.#random.happens(0.3)
        ? { applicationFeeAmount: 17n, transferAmount: BigInt(charge.amount - 3) }
        : {};
      return chargeOf({
        ...methods[method],
        ...shares,
        id: charge.id,
        amount: BigInt(charge.amount),
        paymentIntentId: charge.paymentIntent,
      });
    });
    const intents = made.flatMap(({ paymentIntent: id }) => (id === null ? [] : [paymentIntentOf({ id })]));
    const insert = (table: string, rows: readonly object[]) =>
      untilReached(() =>
        this.pool.query(
          `INSERT INTO ${table} SELECT * FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb) ON CONFLICT DO NOTHING`,
          [JSON.stringify(rows.map(toColumns))],
        ),
      );
    await insert('payment_intent', intents);
    await insert('charge', rows);
    for (const charge of made)
      this.#fresh.set(charge.method, [...(this.#fresh.get(charge.method) ?? []), charge]);
    this.#making = undefined;
  }
}
