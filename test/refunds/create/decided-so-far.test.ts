import { expect, test } from 'vitest';
import type { Refund } from '../../../prisma/generated/prisma/client.js';
import { DecidedSoFar } from '../../../src/refunds/create/decided-so-far.js';
import { allowed, factsOf } from '../../support/rows/deciding.js';
import { chargeOf } from '../../support/rows/ledger-rows.js';

const charge = chargeOf({ applicationFeeAmount: 100n, transferAmount: 500n, transferReversed: 7n });
const decided = (input: { refundApplicationFee?: boolean; reverseTransfer?: boolean }) => {
  const decision = allowed(charge, { amount: 200n, ...input });
  const refund = { id: 're_1', refundApplicationFee: false, reverseTransfer: false, ...input } as Refund;
  return [decision, refund] as const;
};

test('section 3: what was decided is counted as if it were written, with its shares', () => {
  const soFar = new DecidedSoFar();
  soFar.add(...decided({ refundApplicationFee: true, reverseTransfer: true }));
  soFar.add(...decided({ refundApplicationFee: true, reverseTransfer: true }));
  expect(soFar.apply(factsOf(charge))).toMatchObject({
    charge: { amountRefunded: 400n, applicationFeeRefunded: 40n, transferReversed: 207n },
    everyRefundReturnedFee: true,
    everyRefundReversedTransfer: true,
  });
});

const WITHOUT = { refundApplicationFee: false, reverseTransfer: false };
test.each([
  ['refundApplicationFee', { everyRefundReturnedFee: true, everyRefundReversedTransfer: false }],
  ['reverseTransfer', { everyRefundReturnedFee: false, everyRefundReversedTransfer: true }],
] as const)(
  'section 3: one refund that has %s alone is enough for the last one not to return the other remainder',
  (share, expected) => {
    const both = decided({ refundApplicationFee: true, reverseTransfer: true });
    const one = decided({ ...WITHOUT, [share]: true });
    for (const refunds of [[one], [one, both], [both, one]]) {
      const soFar = new DecidedSoFar();
      for (const refund of refunds) soFar.add(...refund);
      expect(soFar.apply(factsOf(charge))).toMatchObject(expected);
    }
    const soFar = new DecidedSoFar();
    soFar.add(...both);
    // A refund of the ledger counts as one of the group does.
    expect(soFar.apply({ ...factsOf(charge), ...expected })).toMatchObject(expected);
  },
);

test('rule 16.2: a refund that one of the group replaces is replaced for those after it', () => {
  const soFar = new DecidedSoFar();
  const [decision, refund] = decided({});
  soFar.add({ ...decision, replacesId: 're_old' }, refund);
  const replacedIn = (id: string, replacedById: string | null) => {
    const replaced = { id, chargeId: charge.id, status: 'failed' as const, replacedById };
    return soFar.apply(factsOf(charge, { replaced })).replaced?.replacedById;
  };
  expect(replacedIn('re_old', null)).toBe('re_1');
  expect(replacedIn('re_other', null)).toBeNull();
  expect(replacedIn('re_other', 're_before')).toBe('re_before');
  expect(soFar.apply(factsOf(charge)).replaced).toBeNull();
});

test('facts of another charge stay as they are', () => {
  const soFar = new DecidedSoFar();
  soFar.add(...decided({}));
  const facts = factsOf(chargeOf());
  expect(soFar.apply(facts)).toBe(facts);
});
