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

describe('section 3: what goes back', () => {
  test.each<[string, CreateRefundInput, bigint, bigint]>([
    ['nothing without a flag', {}, 0n, 0n],
    ['nothing where the flags are false', { refundApplicationFee: false, reverseTransfer: false }, 0n, 0n],
    ['of the fee alone', { refundApplicationFee: true }, 50n, 0n],
    ['of the transfer alone', { reverseTransfer: true }, 0n, 367n],
    ['of both', both, 50n, 367n],
  ])('%s', (_, flags, fee, transfer) => {
    expect(shares({}, { amount: 500n, ...flags })).toMatchObject(parts(fee, transfer));
  });

  test('the whole of both with a full refund', () => {
    expect(shares({}, both)).toMatchObject(parts(121n, 880n));
  });

  test('a charge with nothing to return is accepted and returns nothing', () => {
    expect(shares({ applicationFeeAmount: null, transferAmount: null }, both)).toMatchObject(parts(0n, 0n));
  });

  test('in proportion to the ceiling, not to what was authorised', () => {
    const captured = { amount: 4300n, amountCaptured: 1200n };
    expect(shares(captured, { amount: 500n, ...both })).toMatchObject(parts(50n, 367n));
  });
});

describe('section 3: the last', () => {
  // 121 · 500 / 1200 = 50.42 and 880 · 500 / 1200 = 366.67, twice before: the remainder is not the share of 200.
  const last = { amountRefunded: 1000n, applicationFeeRefunded: 100n, transferReversed: 734n };

  test('takes the remainder of both', () => {
    expect(shares(last, both)).toMatchObject(parts(21n, 146n));
  });

  test('takes the share of the fee where one refund kept its share', () => {
    const returned = { ...last, applicationFeeRefunded: 50n };
    expect(shares(returned, both, { everyRefundReturnedFee: false })).toMatchObject(parts(20n, 146n));
  });

  test('takes the share of the transfer where one refund kept its share', () => {
    const reversed = { ...last, transferReversed: 367n };
    expect(shares(reversed, both, { everyRefundReversedTransfer: false })).toMatchObject(parts(21n, 147n));
  });

  test('takes the share where some was refunded before the gateway knew', () => {
    const opened = { ...last, openingRefunded: 500n, applicationFeeRefunded: 50n, transferReversed: 367n };
    expect(shares(opened, both)).toMatchObject(parts(20n, 147n));
  });
});
