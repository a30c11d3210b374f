import { expect, test } from 'vitest';
import type { Charge } from '../../../prisma/generated/prisma/client.js';
import { guardsOf } from '../../../src/refunds/create/guards.js';
import type { Decided } from '../../../src/refunds/create/new-refund.js';
import { refundRows } from '../../../src/refunds/create/refund-rows.js';
import type { CreateRefundInput } from '../../../src/rules/refund-input.js';
import { allowed } from '../../support/rows/deciding.js';
import { chargeOf } from '../../support/rows/ledger-rows.js';

const AT = new Date('2026-03-01T12:00:00Z');

function decided(charge: Charge, input: CreateRefundInput, replacesId: string | null = null): Decided {
  const decision = { ...allowed(charge, input), replacesId };
  const rows = refundRows(decision, input, { at: AT, actor: null, actionExpiresAfterMs: 1 });
  return { decision, rows, task: null };
}

const plain = chargeOf();
const shared = chargeOf({
  applicationFeeAmount: 100n,
  applicationFeeId: 'fee_1',
  transferAmount: 500n,
  transferId: 'tr_1',
});
const part = { amount: 200n };

test.each<[what: string, byTotal: boolean, refund: Decided]>([
  ['a part', false, decided(plain, part)],
  ['all that is left', true, decided(plain, {})],
  ['all but one cent', false, decided(plain, { amount: plain.amount - 1n })],
  [
    'a part for a caller who saw what is left',
    true,
    decided(plain, { ...part, expectedAmountRefundable: 1000n }),
  ],
  ['a part in place of another refund', true, decided(plain, part, 're_other')],
  ['a part of a charge with shares that keeps them', false, decided(shared, part)],
  ['a part that returns its fee', true, decided(shared, { ...part, refundApplicationFee: true })],
  ['a part that takes its transfer back', true, decided(shared, { ...part, reverseTransfer: true })],
  [
    'a part that would return a fee, where there is none',
    false,
    decided(plain, { ...part, refundApplicationFee: true }),
  ],
  [
    'a part that would take a transfer back, where there is none',
    false,
    decided(plain, { ...part, reverseTransfer: true }),
  ],
])('rule 3: whether %s may not be written beside another refund: %j', (_, byTotal, refund) => {
  expect(guardsOf([refund])).toEqual([
    {
      charge: refund.decision.charge,
      amount: refund.decision.amount,
      applicationFeeRefundAmount: refund.decision.applicationFeeRefundAmount,
      transferReversalAmount: refund.decision.transferReversalAmount,
      byTotal,
    },
  ]);
});

test('one guard of each charge has what all its refunds take, and holds the total if one of them needs it', () => {
  const [one, other] = [
    decided(shared, part),
    decided(shared, { ...part, refundApplicationFee: true, reverseTransfer: true }),
  ];
  const guard = {
    charge: shared,
    amount: 400n,
    applicationFeeRefundAmount: 20n,
    transferReversalAmount: 100n,
    byTotal: true,
  };
  const alone = {
    charge: plain,
    amount: 200n,
    applicationFeeRefundAmount: 0n,
    transferReversalAmount: 0n,
    byTotal: false,
  };
  expect(guardsOf([one, decided(plain, part), other])).toEqual([guard, alone]);
  expect(guardsOf([other, one, decided(plain, part)])).toEqual([guard, alone]);
});
