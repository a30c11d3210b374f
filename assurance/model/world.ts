import fc from 'fast-check';
import type { Prisma } from '../../prisma/generated/prisma/client.js';
import type { Database } from '../../src/ledger/open-ledger.js';
import { chargeOf, testId } from '../../test/support/rows/ledger-rows.js';
import type { Generated } from './generated.js';
import type { Ledger, ModelCharge } from './ledger.js';

/** Each run has few charges, so that operations meet on them. */
const MAX_CHARGES = 4;

/** The address decides the customer's behaviour (section 7). With `+recalled` the refund is paid and then comes back. */
export const EMAILS = [
  'jane@example.com',
  'jane+details@example.com',
  'jane+returned@example.com',
  'jane+recalled+details@example.com',
] as const;

/** A charge before a run. The first value of each choice is the simplest. Counterexamples shrink to it. */
const chargeSpec = fc.record({
  // The largest amount exceeds 2^31, and the products for its shares exceed 2^53.
  amount: fc.constantFrom(1000, 1200, 333, 10, 999_999_999_999),
  currency: fc.constantFrom('usd', 'usd', 'usd', 'jpy', 'jpy', 'kwd', 'isk'),
  method: fc.constantFrom('card', 'card', 'sepa_debit', 'konbini', 'konbini'),
  last4: fc.constantFrom('4242', '5126', '7726'),
  email: fc.constantFrom(null, ...EMAILS),
  capture: fc.constantFrom('all', 'all', 'all', 'all', 'part', 'part', 'none'),
  status: fc.constantFrom(...Array<'succeeded'>(6).fill('succeeded'), 'pending', 'pending', 'failed'),
  hasOpening: fc.constantFrom(false, false, false, true),
  // A refund of 100 out of 1000 has the shares 3.4 and 88.4. The last refund must add the part lost by rounding.
  fee: fc.constantFrom(null, 34, 34, 7),
  transfer: fc.constantFrom(null, 884, 884, 109),
  hasIntent: fc.boolean(),
  /** The charge is disputed but the dispute is unknown, so the charge is blocked. */
  disputed: fc.constantFrom(...Array<false>(12).fill(false), true),
});
export type ChargeSpec = Generated<typeof chargeSpec>;

export const chargeSpecs = fc.array(chargeSpec, { minLength: 1, maxLength: MAX_CHARGES, size: 'max' });

function modelCharge(spec: ChargeSpec, intentId: string, created: number): ModelCharge {
  const { amount, capture, method, last4, hasIntent, hasOpening, disputed, ...same } = spec;
  const captured = capture !== 'none';
  const ceiling = capture === 'part' ? amount - Math.floor(amount / 3) : amount;
  const intent = hasIntent ? intentId : null;
  return {
    ...same,
    id: testId('ch'),
    amount,
    created,
    captured,
    ceiling: captured || intent === null ? ceiling : 0,
    intent,
    last4: method === 'card' ? last4 : null,
    method,
    opening: captured && hasOpening ? Math.floor(ceiling / 4) : 0,
    blocked: disputed,
  };
}

/** Creates the ledger of a new run in the model and in the database. Charges with a payment intent share one. */
export async function createWorld(
  { prisma }: Database,
  specs: readonly ChargeSpec[],
  now: Date,
): Promise<Ledger> {
  const intent = testId('pi');
  const charges = specs.map((spec, index) => modelCharge(spec, intent, now.getTime() + index));
  // Tasks of earlier runs must not run in this one.
  await prisma.refundTask.deleteMany();
  if (charges.some((charge) => charge.intent))
    await prisma.paymentIntent.create({
      data: {
        id: intent,
        amount: 1000n,
        amountReceived: 1000n,
        created: now,
        currency: 'usd',
        metadata: {},
        status: 'succeeded',
      },
    });
  await prisma.charge.createMany({
    data: charges.map(rowOf),
  });
  return { now: now.getTime(), charges, refunds: [], approvals: [], days: new Map(), keys: new Map() };
}

const bigintOf = (amount: number | null): bigint | null => (amount === null ? null : BigInt(amount));

function rowOf(charge: ModelCharge): Prisma.ChargeCreateManyInput {
  const { captured, opening } = charge;
  const row = chargeOf({
    id: charge.id,
    amount: BigInt(charge.amount),
    amountCaptured: captured ? BigInt(charge.ceiling) : 0n,
    amountRefunded: BigInt(opening),
    openingRefunded: BigInt(opening),
    applicationFeeAmount: bigintOf(charge.fee),
    transferAmount: bigintOf(charge.transfer),
    billingEmail: charge.email,
    captured,
    cardLast4: charge.last4,
    created: new Date(charge.created),
    currency: charge.currency,
    disputed: charge.blocked,
    paymentIntentId: charge.intent,
    paymentMethodType: charge.method,
    status: charge.status,
  });
  return { ...row, metadata: {} };
}
