import type { Charge } from '../../prisma/generated/prisma/client.js';
import type { RefundPreview } from '../../src/refunds/preview-refund.js';
import { type Decision, stepOf } from './decide.js';
import {
  type Ledger,
  leftOf,
  type ModelCharge,
  refundedOf,
  returnedFeeOf,
  reversedTransferOf,
} from './ledger.js';

/** Brings the answers of the gateway and of the model into one shape, so that they can be compared. */

interface AnsweredRefund {
  readonly id: string;
  readonly amount: bigint | number;
  readonly status: string;
  readonly pendingReason: string | null;
  readonly failureReason: string | null;
}
interface AnsweredApproval {
  readonly id: string;
  readonly amount: bigint | number;
  readonly status: string;
  readonly requestedBy: string | null;
  readonly decidedBy: string | null;
  /** The database's row has the id of the refund, the model has the refund. */
  readonly refundId?: string | null;
  readonly refund?: { readonly id: string } | null;
}
interface AnsweredRequest {
  readonly approval: AnsweredApproval;
  readonly idempotentReplay: boolean;
}
interface AnsweredCreation {
  readonly refund: AnsweredRefund;
  readonly idempotentReplay: boolean;
}
interface AnsweredRefusal {
  readonly code: string;
  readonly param: string | null;
  readonly amountRefundable?: bigint | number;
  readonly left?: bigint | number;
}

/** The parts of an answer that callers act on. The gateway or the model gave the answer. */
export function answerOf(
  answer: AnsweredRefund | AnsweredCreation | AnsweredApproval | AnsweredRequest | AnsweredRefusal,
) {
  if ('code' in answer)
    return {
      code: answer.code,
      param: answer.param,
      amountRefundable: Number(answer.amountRefundable),
      left: Number(answer.left),
    };
  if ('approval' in answer) return approvalOf(answer.approval, answer.idempotentReplay);
  if ('requestedBy' in answer) return approvalOf(answer, null);
  const { refund = answer, idempotentReplay = null } = answer as Partial<AnsweredCreation>;
  const { id, amount, status, pendingReason, failureReason } = refund as AnsweredRefund;
  return { id, amount: Number(amount), status, pendingReason, failureReason, idempotentReplay };
}

const approvalOf = (
  { id, amount, status, requestedBy, decidedBy, refundId, refund }: AnsweredApproval,
  idempotentReplay: boolean | null,
) => ({
  approval: id,
  amount: Number(amount),
  status,
  requestedBy,
  decidedBy,
  refund: refundId ?? refund?.id ?? null,
  idempotentReplay,
});

export const previewOf = (preview: RefundPreview) => ({
  amount: Number(preview.amount),
  after: Number(preview.amountRefundableAfter),
  fee: Number(preview.applicationFeeRefundAmount),
  transfer: Number(preview.transferReversalAmount),
  status: preview.status,
  waits: preview.approvalMessage !== null,
});

export function modelPreviewOf(
  ledger: Ledger,
  { charge, amount, fee, transfer, status, waits }: Decision & { readonly waits: boolean },
) {
  const left = leftOf(ledger, charge) - amount;
  return { amount, after: left - (left % stepOf(charge)), fee, transfer, status, waits };
}

export const totalsOf = (charge: Charge) => ({
  id: charge.id,
  refunded: Number(charge.amountRefunded),
  opening: Number(charge.openingRefunded),
  fee: Number(charge.applicationFeeRefunded),
  transfer: Number(charge.transferReversed),
});

export const modelTotals = (ledger: Ledger, charge: ModelCharge) => ({
  id: charge.id,
  refunded: refundedOf(ledger, charge),
  opening: charge.opening,
  fee: returnedFeeOf(ledger, charge),
  transfer: reversedTransferOf(ledger, charge),
});
