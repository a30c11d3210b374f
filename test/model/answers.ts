import type { CreatedRefund } from '../../src/refunds/create-refund.js';
import type { RefundPreview } from '../../src/refunds/preview-refund.js';
import { isRefusal, type Refusal } from '../../src/refunds/refusal.js';
import { type Decision, stepOf } from './decide.js';
import {
  isRefused,
  type Ledger,
  leftOf,
  type ModelCharge,
  type ModelRefund,
  type Refused,
  refundedOf,
  returnedFeeOf,
  reversedTransferOf,
} from './ledger.js';
import type { Created } from './verbs.js';

/** Answers of the gateway and of the model, in one shape. */

/** A refusal as callers act on it. */
const refusedOf = ({ code, param, amountRefundable }: Refusal): Refused => ({
  code,
  param,
  ...(amountRefundable !== undefined && { amountRefundable: Number(amountRefundable) }),
});

type RefundAnswer = Pick<CreatedRefund['refund'], 'id' | 'status' | 'pendingReason' | 'failureReason'> & {
  readonly amount: bigint | number;
};

const refundAnswer = ({ id, amount, status, pendingReason, failureReason }: RefundAnswer) => ({
  id,
  amount: Number(amount),
  status,
  pendingReason,
  failureReason,
});

export const createdAnswer = (answer: CreatedRefund | Refusal) =>
  isRefusal(answer) ? refusedOf(answer) : { ...refundAnswer(answer.refund), replay: answer.idempotentReplay };

export const modelCreatedAnswer = (answer: Created | Refused) =>
  isRefused(answer)
    ? answer
    : { ...refundAnswer(answer.refund as ModelRefund & RefundAnswer), replay: answer.replay };

export const changedAnswer = (answer: CreatedRefund['refund'] | Refusal) =>
  isRefusal(answer) ? refusedOf(answer) : refundAnswer(answer);

export const modelChangedAnswer = (answer: ModelRefund | Refused) =>
  isRefused(answer) ? answer : refundAnswer(answer as ModelRefund & RefundAnswer);

export function previewAnswer(answer: RefundPreview | Refusal) {
  if (isRefusal(answer)) return refusedOf(answer);
  return {
    amount: Number(answer.amount),
    after: Number(answer.amountRefundableAfter),
    fee: Number(answer.applicationFeeRefundAmount),
    transfer: Number(answer.transferReversalAmount),
    status: answer.status,
  };
}

export function modelPreviewAnswer(ledger: Ledger, answer: Decision | Refused) {
  if (isRefused(answer)) return answer;
  const { charge, amount, fee, transfer, status } = answer;
  const left = leftOf(ledger, charge) - amount;
  return { amount, after: left - (left % stepOf(charge)), fee, transfer, status };
}

/** The totals of the charge that an answer brings with it, where it does. */
export function answeredTotals(answer: CreatedRefund | Refusal) {
  const charge = isRefusal(answer) ? answer.charge : answer.refund.charge;
  return (
    charge && {
      id: charge.id,
      refunded: Number(charge.amountRefunded),
      opening: Number(charge.openingRefunded),
      fee: Number(charge.applicationFeeRefunded),
      transfer: Number(charge.transferReversed),
    }
  );
}

export const modelTotals = (ledger: Ledger, charge: ModelCharge) => ({
  id: charge.id,
  refunded: refundedOf(ledger, charge),
  opening: charge.opening,
  fee: returnedFeeOf(ledger, charge),
  transfer: reversedTransferOf(ledger, charge),
});
