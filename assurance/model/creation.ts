import fc from 'fast-check';
import { stepOf } from './decide.js';
import type { Generated } from './generated.js';
import { type Ledger, leftOf, type ModelCharge, refundsOf } from './ledger.js';
import { pick } from './pick.js';
import type { MetadataChange, Request } from './request.js';
import { EMAILS } from './world.js';

/** A failure shrinks to the first choice. */
const choice = { withCrossShrink: true };

/** A value that is present once in `often` times. */
const sometimes = <T>(often: number, value: fc.Arbitrary<T>) =>
  fc.oneof(choice, { weight: often - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });

/** A value that is valid in 14 of 15 cases. */
const mostly = (valid: fc.Arbitrary<string>, ...invalid: string[]) =>
  fc.oneof(choice, { weight: 14, arbitrary: valid }, { weight: 1, arbitrary: fc.constantFrom(...invalid) });

/** Nobody, limited callers, and one without limits. */
export const actor = fc.constantFrom(null, 'ann', 'ann', 'desk', 'desk', 'desk', 'till', 'lead', 'sam');

const labels = fc.constantFrom('order', 'note', '__proto__', 'constructor');
const values = fc.constantFrom('A-1', 'A-2', '', null);
const many = (count: number): MetadataChange =>
  new Map(Array.from({ length: count }, (_, index) => [`key ${index}`, 'x']));

/**
 * Changes of few keys, so that they collide. 49 keys exceed the limit together with two others; 51 keys exceed the
 * limit alone.
 */
export const metadataChange: fc.Arbitrary<MetadataChange> = fc.oneof(
  choice,
  { weight: 12, arbitrary: fc.array(fc.tuple(labels, values), { maxLength: 3 }).map((all) => new Map(all)) },
  { weight: 2, arbitrary: fc.constant('' as const) },
  { weight: 2, arbitrary: fc.constant(many(49)) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<MetadataChange>(
      many(51),
      new Map([['a[0]', 'x']]),
      new Map([['', 'x']]),
      new Map([['k'.repeat(41), 'x']]),
      new Map([['long', 'x'.repeat(501)]]),
    ),
  },
);

/** The input of createRefund in general terms, before the run has charges. */
export const creation = fc.record({
  charge: fc.nat(3),
  by: fc.oneof(
    choice,
    { weight: 30, arbitrary: fc.constantFrom('charge', 'charge', 'intent', 'both') },
    { weight: 2, arbitrary: fc.constantFrom('neither', 'no charge', 'no intent', 'another intent') },
  ),
  /** An amount, or a difference to the remaining amount. Undefined refunds the whole remaining amount. */
  amount: fc.oneof(
    choice,
    { weight: 3, arbitrary: fc.constant(undefined) },
    { weight: 8, arbitrary: fc.constantFrom(100, 10, 1, 3, 50, 200, 333, 500) },
    { weight: 4, arbitrary: fc.constantFrom({ left: 0 }, { left: -1 }, { left: 1 }, { left: -100 }) },
    { weight: 1, arbitrary: fc.constant(0) },
  ),
  // The flags are mostly true: the last refund takes the remainder only if every earlier refund had the flag too.
  fee: fc.constantFrom(undefined, true, true, true, false),
  transfer: fc.constantFrom(undefined, true, true, true, false),
  email: sometimes(2, mostly(fc.constantFrom(...EMAILS), 'not an address')),
  expected: sometimes(8, fc.constantFrom('right', 'right', 'wrong')),
  metadata: sometimes(6, metadataChange),
  replaces: sometimes(
    5,
    fc.oneof(choice, { weight: 9, arbitrary: fc.nat(30) }, { weight: 1, arbitrary: fc.constant('none') }),
  ),
  lines: sometimes(6, fc.constantFrom('right', 'right', 'right', 'wrong', 'none')),
  reasonCode: sometimes(6, mostly(fc.constantFrom('damaged', 'late'), 'another')),
  key: sometimes(3, mostly(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), '', 'k'.repeat(256))),
  actor,
});
export type Creation = Generated<typeof creation>;

/** Turns the general terms into a request for a charge of this ledger. */
export function requestOf(creation: Creation, ledger: Ledger): Request {
  const charge = pick(ledger.charges, creation.charge) as ModelCharge;
  const left = leftOf(ledger, charge);
  const { expected, key } = creation;
  const amount =
    typeof creation.amount === 'object' ? Math.max(left + creation.amount.left, 0) : creation.amount;
  return {
    ...namesOf(creation, charge, ledger),
    amount,
    replaces: replacedOf(creation, charge, ledger),
    lines: linesOf(creation, amount),
    refundApplicationFee: creation.fee,
    reverseTransfer: creation.transfer,
    instructionsEmail: creation.email,
    expectedAmountRefundable: expected && left - (left % stepOf(charge)) + (expected === 'right' ? 0 : 1),
    metadata: creation.metadata,
    reasonCode: creation.reasonCode,
    // The database keeps the keys of earlier runs, so each run needs its own keys.
    idempotencyKey: key && key.length === 1 ? `${key} ${ledger.charges[0]?.id}` : key,
  };
}

/** Mostly a refund of the charge that has failed or was canceled. */
function replacedOf({ replaces }: Creation, charge: ModelCharge, ledger: Ledger): string | undefined {
  if (replaces === undefined || replaces === 'none') return replaces && 're_none';
  const ended = refundsOf(ledger, charge).filter(
    ({ status }) => status === 'failed' || status === 'canceled',
  );
  const some = ended.length > 0 && replaces % 4 > 0 ? ended : ledger.refunds;
  return pick(some, replaces)?.id;
}

/** Lines that add up to the amount, or others. */
function linesOf({ lines }: Creation, amount = 13): readonly number[] | undefined {
  if (lines === undefined || lines === 'none') return lines && [];
  return lines === 'wrong' ? [amount + 1, 0] : [Math.max(amount - 3, 0), Math.min(amount, 3)];
}

/** The fields by which the request names its charge. */
function namesOf({ by }: Creation, { id, intent }: ModelCharge, { charges }: Ledger) {
  const paymentIntent = intent ?? undefined;
  if (by === 'neither') return {};
  if (by === 'no charge') return { charge: 'ch_none' };
  if (by === 'no intent') return { paymentIntent: 'pi_none' };
  if (by === 'another intent')
    return {
      charge: charges.find((charge) => charge.intent === null)?.id ?? id,
      paymentIntent: charges.find((charge) => charge.intent !== null)?.intent ?? 'pi_none',
    };
  if (by === 'intent' && paymentIntent) return { paymentIntent };
  return by === 'both' ? { charge: id, paymentIntent } : { charge: id };
}
