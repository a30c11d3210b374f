import type { Refund } from '../../../prisma/generated/prisma/client.js';
import type { AttemptKey } from './read-facts.js';
import type { Decided } from './record-refunds.js';

/**
 * Whether a new refund fills the column. The others stay empty or false: only later steps and the import fill them. Of
 * the filled ones, the order is that of the type `new_refund`.
 */
export const isFilled: { readonly [Field in keyof Refund]: boolean } = {
  id: true,
  amount: true,
  actionEmailSentAt: true,
  actionEmailSentTo: true,
  actionExpiresAt: true,
  applicationFeeRefundId: true,
  balanceTransactionId: true,
  chargeId: true,
  countedOn: true,
  created: true,
  createdBy: true,
  currency: true,
  description: false,
  destinationType: true,
  destinationCardReference: false,
  destinationCardReferenceStatus: true,
  destinationCardReferenceType: true,
  destinationCardType: true,
  failureBalanceTransactionId: false,
  failureReason: false,
  imported: false,
  instructionsEmail: true,
  lines: true,
  metadata: true,
  note: true,
  paymentIntentId: true,
  pendingReason: true,
  reason: true,
  reasonCode: true,
  receiptNumber: false,
  refundApplicationFee: true,
  released: false,
  replacesId: true,
  reverseTransfer: true,
  sourceTransferReversalId: false,
  status: true,
  transferReversalId: true,
};

/** The names of the values of `newRefundOf`, in the order of the type `new_refund`. */
export const newRefundFields = [
  'caller',
  'key',
  'fingerprint',
  ...(Object.keys(isFilled) as (keyof Refund)[]).filter((field) => isFilled[field]),
  'balanceAmount',
  'balanceFee',
  'balanceNet',
  'eventId',
  'eventActor',
  'eventChanges',
  'taskStep',
  'taskAt',
  'taskDelayMs',
] as const;

/** A decided refund with what is written beside it, as one row. */
export function newRefundOf({ rows, key, task }: Decided & { readonly key?: AttemptKey }) {
  const { refund, balanceTransaction, refundEvent } = rows;
  return {
    ...refund,
    caller: key?.caller,
    key: key?.key,
    fingerprint: key?.fingerprint,
    balanceAmount: balanceTransaction?.amount,
    balanceFee: balanceTransaction?.fee,
    balanceNet: balanceTransaction?.net,
    eventId: refundEvent.id,
    eventActor: refundEvent.actor,
    eventChanges: refundEvent.changes,
    taskStep: task?.step,
    taskAt: task?.at,
    taskDelayMs: task?.delayMs,
  };
}
