import { describe, expect, test } from 'vitest';
import type { Charge, Dispute } from '../../prisma/generated/prisma/client.js';
import {
  amountLeft,
  amountRefundable,
  derivedColumns,
  disputesBlock,
  isUncaptured,
  refusalsNow,
  refusalsOfCharge,
} from '../../src/rules/refundability.js';
import { chargeOf } from '../support/rows/ledger-rows.js';

type DisputeState = Pick<Dispute, 'status' | 'isChargeRefundable'>;
const dispute = (status: Dispute['status'], isChargeRefundable = false): DisputeState => ({
  status,
  isChargeRefundable,
});

describe('section 2: the ceiling', () => {
  test.each<[string, Partial<Charge>, bigint]>([
    ['captured in full: the captured amount', { amount: 1000n }, 1000n],
    [
      'captured in part: the captured 1300, not the authorised 4300',
      { amount: 4300n, amountCaptured: 1300n },
      1300n,
    ],
    ['uncaptured without a payment intent: the whole amount', { amount: 700n, captured: false }, 700n],
    [
      'uncaptured with a payment intent too',
      { amount: 700n, captured: false, paymentIntentId: 'pi_1' },
      700n,
    ],
    ['past 2^31 and 2^53', { amount: 2n ** 53n + 1n }, 2n ** 53n + 1n],
  ])('%s', (_, values, ceiling) => {
    expect(chargeOf(values).refundCeiling).toBe(ceiling);
  });
});

test('section 2: the amount left is the ceiling minus the refunded amount', () => {
  const charge = chargeOf({ amount: 4300n, amountCaptured: 1300n, amountRefunded: 300n });
  expect(amountLeft(charge)).toBe(1000n);
  expect(amountRefundable(charge)).toBe(1000n);
});

test.each<[string, Partial<Charge>, readonly string[]]>([
  ['some amount is accepted', {}, []],
  ['all is refunded', { amountRefunded: 1000n }, ['CHARGE_ALREADY_REFUNDED']],
  ['less than the smallest refund is left', { currency: 'isk', amountRefunded: 950n }, ['PARAMETER_INVALID']],
  ['the smallest refund and less are left', { currency: 'isk', amountRefunded: 850n }, []],
  ['less than the smallest refund was paid', { currency: 'isk', amountCaptured: 50n }, ['PARAMETER_INVALID']],
  ['a failed charge captured nothing', { status: 'failed', amountCaptured: 0n }, ['CHARGE_NOT_REFUNDABLE']],
  ['a failed charge was never refunded', { status: 'failed' }, ['CHARGE_NOT_REFUNDABLE']],
  ['disputed', { disputed: true }, ['CHARGE_DISPUTED']],
  [
    'disputed, and all is refunded',
    { disputed: true, amountRefunded: 1000n },
    ['CHARGE_DISPUTED', 'CHARGE_ALREADY_REFUNDED'],
  ],
])('section 2: why a charge takes no refund now: %s', (_, values, codes) => {
  expect(refusalsNow(chargeOf(values)).map(({ code }) => code)).toEqual(codes);
});

describe('rule 1.8: disputes', () => {
  test.each<[string, boolean, readonly DisputeState[], boolean]>([
    ['no dispute', false, [], false],
    ['a disputed charge whose dispute is unknown', true, [], true],
    ['needs_response', true, [dispute('needs_response')], true],
    ['under_review', true, [dispute('under_review')], true],
    ['lost', true, [dispute('lost')], true],
    ['won', true, [dispute('won')], false],
    ['is_charge_refundable', true, [dispute('needs_response', true)], false],
    ['warning_needs_response', true, [dispute('warning_needs_response')], false],
    ['warning_under_review', true, [dispute('warning_under_review')], false],
    ['warning_closed', true, [dispute('warning_closed')], false],
    ['one dispute won, one under review', true, [dispute('won'), dispute('under_review')], true],
    ['an inquiry and a won dispute', true, [dispute('warning_closed'), dispute('won')], false],
  ])('%s', (_, disputed, disputes, blocks) => {
    expect(disputesBlock(disputed, disputes)).toBe(blocks);
    const charge = chargeOf({ disputed }, disputes);
    expect(charge).toMatchObject({ disputed, disputeBlocks: blocks, refundsOpen: !blocks });
    expect(amountRefundable(charge)).toBe(blocks ? 0n : 1000n);
  });
});

describe('section 1: amountRefundable is the most that createRefund would accept', () => {
  test.each<[string, Partial<Charge>, bigint]>([
    ['rule 1.4: nothing of a failed charge', { status: 'failed' }, 0n],
    ['rule 1.4: nothing of a failed uncaptured charge', { status: 'failed', captured: false }, 0n],
    ['rule 1.5: all of a pending charge', { status: 'pending' }, 1000n],
    [
      'rule 1.6: nothing of an uncaptured charge with an intent',
      { captured: false, paymentIntentId: 'pi_1' },
      0n,
    ],
    ['rule 1.7: all of an uncaptured charge without an intent', { captured: false }, 1000n],
    ['rule 1.9: nothing of a refunded charge', { amountRefunded: 1000n }, 0n],
    ['section 2: KWD rounds down to a multiple of 10', { currency: 'kwd', amount: 1239n }, 1230n],
    [
      'section 2: ISK rounds down to a multiple of 100',
      { currency: 'isk', amount: 1299n, amountRefunded: 100n },
      1100n,
    ],
    ['section 2: JPY keeps every digit', { currency: 'jpy', amount: 1239n }, 1239n],
  ])('%s', (_, values, refundable) => {
    expect(amountRefundable(chargeOf(values))).toBe(refundable);
  });
});

test.each<[Partial<Charge>, boolean]>([
  [{ captured: false }, true],
  [{ captured: false, status: 'pending' }, true],
  [{ captured: false, status: 'failed' }, false],
  [{ captured: true }, false],
])('rule 1.7: a charge with %o is an uncaptured authorization: %s', (values, uncaptured) => {
  expect(isUncaptured(chargeOf(values))).toBe(uncaptured);
});

test('section 1: several refusals of a charge are in the order of the checks', () => {
  const uncaptured = chargeOf({ captured: false, paymentIntentId: 'pi_1' }, [dispute('lost')]);
  expect(refusalsOfCharge(uncaptured).map(({ code, message }) => [code, message])).toEqual([
    [
      'CHARGE_NOT_REFUNDABLE',
      'This uncaptured Charge was created by a PaymentIntent (pi_1). Cancel the PaymentIntent instead.',
    ],
    ['CHARGE_DISPUTED', `Charge ${uncaptured.id} has been charged back; cannot issue a refund.`],
  ]);
  expect(refusalsOfCharge(chargeOf({ status: 'failed' }, [dispute('lost')])).map(({ code }) => code)).toEqual(
    ['CHARGE_NOT_REFUNDABLE', 'CHARGE_DISPUTED'],
  );
  expect(refusalsOfCharge(chargeOf())).toEqual([]);
});

test('sections 1 and 2: the derived columns follow from the charge and its disputes', () => {
  const charge = chargeOf({ amount: 4300n, amountCaptured: 1300n });
  expect(derivedColumns(charge, [])).toEqual({
    refundCeiling: 1300n,
    refundsOpen: true,
    disputeBlocks: false,
  });
  expect(derivedColumns({ ...charge, disputed: true }, [])).toEqual({
    refundCeiling: 1300n,
    refundsOpen: false,
    disputeBlocks: true,
  });
  expect(derivedColumns({ ...charge, disputed: true }, [dispute('won')]).refundsOpen).toBe(true);
});
