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

test('section 3: one refund without a share is enough for the last one not to return the remainder', () => {
  const soFar = new DecidedSoFar();
  soFar.add(...decided({ refundApplicationFee: true, reverseTransfer: false }));
  expect(soFar.apply(factsOf(charge))).toMatchObject({
    charge: { applicationFeeRefunded: 20n, transferReversed: 7n },
    everyRefundReturnedFee: true,
    everyRefundReversedTransfer: false,
  });
});

test('facts of another charge stay as they are', () => {
  const soFar = new DecidedSoFar();
  soFar.add(...decided({}));
  const facts = factsOf(chargeOf());
  expect(soFar.apply(facts)).toBe(facts);
});
