import { deepStrictEqual, ok } from 'node:assert/strict';
import { createRandom, type Random } from '../../src/sample-data/random.js';
import { idOf, paidCharge, ROOMY_CHARGE, type Sizes } from '../cluster/sizes.js';
import { encodeCursor } from '../servers/cursor.js';
import { type DocumentKind, type Documents, documentsOf } from './documents.js';
import { type Expect, everyRow, finds, hasId, isPage, payloadOf } from './expectations.js';
import type { Vocabulary } from './selections.js';

/** What a request does. A replay repeats a createRefund under its key. */
export type TrafficKind = DocumentKind | 'replay';

/** A request with what its answer must be. */
export interface TrafficRequest {
  readonly kind: TrafficKind;
  readonly body: string;
  readonly expect: Expect;
}

/** Of a hundred requests of a support desk, so many of each kind: eighty-four read. */
const SHARES: Readonly<Record<TrafficKind, number>> = {
  'one refund': 24,
  'page of refunds': 12,
  'charges with refunds': 10,
  'view of a charge': 16,
  'search of refunds': 6,
  'search of charges': 4,
  'list with a filter': 6,
  preview: 6,
  createRefund: 8,
  replay: 2,
  updateRefundMetadata: 4,
  cancelRefund: 2,
};
/** What the hand-written peers can answer as well. */
const SHARED_KINDS: readonly TrafficKind[] = [
  'one refund',
  'page of refunds',
  'charges with refunds',
  'createRefund',
];
/** One of so many new refunds waits for its customer, so that it can be canceled. */
const DESK_EVERY = 3;
/** Pages begin among the older three quarters, so that they are full. */
const FULL_PAGES_FROM = 0.25;
/** As in dataset.sql. */
const FIRST_REFUND_MS = Date.UTC(2024, 10, 1);
const REFUNDS_TAKE_MS = 600 * 86_400_000;
const FIRST_CHARGE_MS = Date.UTC(2024, 8, 1);
const CHARGES_TAKE_MS = 60 * 86_400_000;
const LIST_ROWS = 20;

/** The id of a charge of support-desk.sql. Those whose number can be divided by four wait for the customer. */
const deskCharge = (k: number): string => `ch_desk${String(k).padStart(16, '0')}`;

interface Made {
  readonly id: string;
  readonly body: string;
}

/** The requests of a support desk. They are the same for the same seed, except for the ids of new refunds. */
export class Traffic {
  readonly #random: Random;
  readonly #documents: Documents;
  readonly #kinds: readonly TrafficKind[];
  readonly #made: Made[] = [];
  readonly #cancelable: string[] = [];
  #number = 0;
  /** How many refunds the answers say were created, and canceled. */
  created = 0;
  canceled = 0;

  /** @param run distinguishes the idempotency keys from those of other runs on the ledger */
  constructor(
    private readonly sizes: Sizes,
    private readonly deskCharges: number,
    private readonly vocabulary: Vocabulary,
    private readonly run: string,
    seed: number,
  ) {
    this.#random = createRandom(seed);
    this.#documents = documentsOf(createRandom(1), vocabulary);
    const kinds = vocabulary === 'shared' ? SHARED_KINDS : (Object.keys(SHARES) as TrafficKind[]);
    this.#kinds = kinds.flatMap((kind) => Array<TrafficKind>(SHARES[kind]).fill(kind));
  }

  next(): TrafficRequest {
    this.#number++;
    const kind = this.#random.pick(this.#kinds);
    // At first there is nothing to repeat and nothing to cancel.
    if (kind === 'replay' && this.#made.length === 0) return this.#create(false);
    if (kind === 'cancelRefund' && this.#cancelable.length === 0) return this.#create(true);
    return this.#makers[kind]();
  }

  #request(
    kind: DocumentKind,
    variables: object,
    expect: Expect,
    asKind: TrafficKind = kind,
  ): TrafficRequest {
    const query = this.#random.pick(this.#documents[kind]);
    return { kind: asKind, body: JSON.stringify({ query, variables }), expect };
  }

  readonly #makers: Readonly<Record<TrafficKind, () => TrafficRequest>> = {
    'one refund': () => {
      const id = this.#refund();
      return this.#request('one refund', { id }, hasId('refund', id));
    },
    'page of refunds': () => {
      const first = this.#random.between(10, 50);
      const after = this.#cursor('re', FIRST_REFUND_MS, REFUNDS_TAKE_MS);
      return this.#request('page of refunds', { first, after }, isPage('refunds', first));
    },
    'charges with refunds': () => {
      const after = this.#cursor('ch', FIRST_CHARGE_MS, CHARGES_TAKE_MS);
      const variables = { first: LIST_ROWS, after };
      return this.#request('charges with refunds', variables, isPage('charges', LIST_ROWS));
    },
    'view of a charge': () => {
      const id = this.#charge();
      return this.#request('view of a charge', { id }, hasId('charge', id));
    },
    'search of refunds': () => {
      // Every fourth refund has an order number.
      const n = 4 * this.#random.between(1, Math.floor(this.sizes.refunds / 4));
      const id = idOf('re', n);
      const filter = this.#random.pick([{ search: id }, { metadata: { key: 'order', value: `${n}` } }]);
      return this.#request('search of refunds', { filter }, finds('refunds', id));
    },
    'search of charges': () => {
      const k = this.#random.between(1, this.deskCharges);
      const filter = this.#random.pick<object>([
        { search: `customer${k}@example.com` },
        { email: `customer${k}@example.com` },
        { search: `desk order ${k}` },
        { metadata: { key: 'order', value: `desk-${k}` } },
      ]);
      return this.#request('search of charges', { filter }, finds('charges', deskCharge(k)));
    },
    'list with a filter': () => {
      const status = this.#random.pick(['SUCCEEDED', 'FAILED']);
      const currency = this.#random.pick(['usd', 'eur', 'gbp']);
      const lt = new Date(this.#time(FIRST_REFUND_MS, REFUNDS_TAKE_MS)).toISOString();
      const variables = {
        first: LIST_ROWS,
        filter: { status: [status], currency: [currency], created: { lt } },
      };
      return this.#request(
        'list with a filter',
        variables,
        everyRow('refunds', LIST_ROWS, { status, currency }),
      );
    },
    preview: () => {
      const [charge, amount] = [this.#charge(), this.#random.between(1, 9)];
      return this.#request('preview', { input: { charge, amount } }, (data) => {
        const found = payloadOf(data, 'refundPreview', 'RefundPreview');
        deepStrictEqual([found.amount, found.charge.id], [amount, charge]);
      });
    },
    createRefund: () => this.#create(this.vocabulary === 'gateway' && this.#number % DESK_EVERY === 0),
    replay: () => {
      const { id, body } = this.#random.pick(this.#made);
      const expect: Expect = (data) => {
        const { refund, idempotentReplay } = payloadOf(data, 'createRefund', 'CreateRefundPayload');
        deepStrictEqual([refund.id, idempotentReplay], [id, true]);
      };
      return { kind: 'replay', body, expect };
    },
    updateRefundMetadata: () => {
      const [refund, note] = [this.#refund(), `note ${this.run} ${this.#number}`];
      const input = { refund, metadata: { desk: note } };
      return this.#request('updateRefundMetadata', { input }, (data) => {
        const payload = payloadOf(data, 'updateRefundMetadata', 'UpdateRefundMetadataPayload');
        deepStrictEqual([payload.refund.id, payload.refund.metadata.desk], [refund, note]);
      });
    },
    cancelRefund: () => {
      const refund = this.#cancelable.shift() as string;
      return this.#request('cancelRefund', { input: { refund } }, (data) => {
        const payload = payloadOf(data, 'cancelRefund', 'CancelRefundPayload');
        deepStrictEqual([payload.refund.id, payload.refund.status], [refund, 'CANCELED']);
        this.canceled++;
      });
    },
  };

  /** @param waits whether the refund waits for its customer */
  #create(waits: boolean): TrafficRequest {
    const charge = waits ? this.#waitingCharge() : this.#anyCharge();
    const amount = this.#random.between(1, 9);
    const input = { charge, amount, idempotencyKey: `real-${this.run}-${this.#number}` };
    const request = this.#request('createRefund', { input }, (data) => {
      const { refund, idempotentReplay } = payloadOf(data, 'createRefund', 'CreateRefundPayload');
      deepStrictEqual([Number(refund.amount), refund.charge.id, idempotentReplay], [amount, charge, false]);
      ok(/^(re|pyr)_/.test(refund.id), refund.id);
      this.created++;
      this.#made.push({ id: refund.id, body: request.body });
      if (waits) this.#cancelable.push(refund.id);
    });
    return request;
  }

  #refund = (): string => idOf('re', this.#random.between(1, this.sizes.refunds));
  #charge = (): string => idOf('ch', paidCharge(this.#random.between(ROOMY_CHARGE + 1, this.sizes.intents)));
  #waitingCharge = (): string => deskCharge(4 * this.#random.between(1, Math.floor(this.deskCharges / 4)));
  /** The hand-written peers have no charges of the desk. */
  #anyCharge = (): string =>
    this.vocabulary === 'gateway' && this.#random.happens(0.5)
      ? deskCharge(this.#random.between(1, this.deskCharges))
      : this.#charge();

  #time = (firstMs: number, takeMs: number): number =>
    firstMs + Math.floor(takeMs * (FULL_PAGES_FROM + (1 - FULL_PAGES_FROM) * this.#random.fraction()));
  #cursor = (kind: 're' | 'ch', firstMs: number, takeMs: number): string =>
    encodeCursor(kind, {
      created: new Date(this.#time(firstMs, takeMs)).toISOString(),
      id: `${kind}_0`,
    });
}
