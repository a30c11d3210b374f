import { describe, expect, test } from 'vitest';
import type { Charge } from '../../prisma/generated/prisma/client.js';
import type { DecisionFacts, RefundDecision } from '../../src/rules/decide-refund.js';
import type { CreateRefundInput } from '../../src/rules/refund-input.js';
import { isRefusal } from '../../src/rules/refusal.js';
import { decide, factsOf } from '../support/rows/deciding.js';
import { chargeOf } from '../support/rows/ledger-rows.js';

const connected = { amount: 1200n, applicationFeeAmount: 121n, transferAmount: 880n };
const both = { refundApplicationFee: true, reverseTransfer: true };

function shares(
  values: Partial<Charge>,
  input: CreateRefundInput,
  facts: Partial<DecisionFacts> = {},
): Pick<RefundDecision, 'applicationFeeRefundAmount' | 'transferReversalAmount'> {
  const charge = chargeOf({ ...connected, ...values });
  const decision = decide({ charge: charge.id, ...input }, factsOf(charge, facts));
  if (isRefusal(decision)) throw new Error(`Refused: ${decision.message}`);
  return decision;
}
const parts = (applicationFeeRefundAmount: bigint, transferReversalAmount: bigint) => ({
  applicationFeeRefundAmount,
  transferReversalAmount,
});

describe('section 3: the shares that a refund returns', () => {
  test.each<[string, CreateRefundInput, bigint, bigint]>([
    ['nothing without flags', {}, 0n, 0n],
    ['nothing with false flags', { refundApplicationFee: false, reverseTransfer: false }, 0n, 0n],
    ['a share of the fee alone', { refundApplicationFee: true }, 50n, 0n],
    ['a share of the transfer alone', { reverseTransfer: true }, 0n, 367n],
    ['a share of both', both, 50n, 367n],
  ])('%s', (_, flags, fee, transfer) => {
    expect(shares({}, { amount: 500n, ...flags })).toMatchObject(parts(fee, transfer));
  });

  test('a full refund returns the whole fee and the whole transfer', () => {
    expect(shares({}, both)).toMatchObject(parts(121n, 880n));
  });

  test('a charge with nothing to return is accepted and returns nothing', () => {
    expect(shares({ applicationFeeAmount: null, transferAmount: null }, both)).toMatchObject(parts(0n, 0n));
  });

  test('shares are in proportion to the ceiling, not to the authorised amount', () => {
    const captured = { amount: 4300n, amountCaptured: 1200n };
    expect(shares(captured, { amount: 500n, ...both })).toMatchObject(parts(50n, 367n));
  });
});

describe('section 3: the last refund of a charge', () => {
  // Two refunds of 500 came before: 121 · 500 / 1200 = 50.42 and 880 · 500 / 1200 = 366.67. Because of rounding, the
  // remainders differ from the shares of 200.
  const last = { amountRefunded: 1000n, applicationFeeRefunded: 100n, transferReversed: 734n };

  test('returns the remainder of the fee and of the transfer', () => {
    expect(shares(last, both)).toMatchObject(parts(21n, 146n));
  });

  test('returns only its share of the fee if an earlier refund returned none', () => {
    const returned = { ...last, applicationFeeRefunded: 50n };
    expect(shares(returned, both, { everyRefundReturnedFee: false })).toMatchObject(parts(20n, 146n));
  });

  test('returns only its share of the transfer if an earlier refund returned none', () => {
    const reversed = { ...last, transferReversed: 367n };
    expect(shares(reversed, both, { everyRefundReversedTransfer: false })).toMatchObject(parts(21n, 147n));
  });

  test('returns only its shares if the charge has an opening balance', () => {
    const opened = { ...last, openingRefunded: 500n, applicationFeeRefunded: 50n, transferReversed: 367n };
    expect(shares(opened, both)).toMatchObject(parts(20n, 147n));
  });
});
