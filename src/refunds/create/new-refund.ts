import type { Refund } from '../../../prisma/generated/prisma/client.js';
import type { Attributes, Value } from '../../database/composite.js';
import type { RefundDecision } from '../../rules/decide-refund.js';
import type { Task } from '../processing/processor.js';
import type { AttemptKey } from './read-facts.js';
import type { RefundRows } from './refund-rows.js';

/** A decided refund with its rows. */
export interface Decided {
  readonly decision: RefundDecision;
  readonly rows: RefundRows;
  /** The first task of the processor. If `at` is null, the database's clock gives the time. */
  readonly task: (Task & { readonly at: Date | null }) | null;
}

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

type Column = keyof Refund;
const filled = (Object.keys(isFilled) as Column[]).filter((column) => isFilled[column]);

/** A decided refund with what is written beside it, as the type `new_refund`. */
export const newRefund: Attributes<Decided & { readonly key?: AttemptKey }> = new Map<
  string,
  (refund: Decided & { readonly key?: AttemptKey }) => Value
>([
  ['caller', ({ key }) => key?.caller],
  ['key', ({ key }) => key?.key],
  ['fingerprint', ({ key }) => key?.fingerprint],
  ...filled.map((column) => [column, ({ rows }: Decided) => rows.refund[column] satisfies Value] as const),
  ['balanceAmount', ({ rows }) => rows.balanceTransaction?.amount],
  ['balanceFee', ({ rows }) => rows.balanceTransaction?.fee],
  ['balanceNet', ({ rows }) => rows.balanceTransaction?.net],
  ['eventId', ({ rows }) => rows.refundEvent.id],
  ['eventActor', ({ rows }) => rows.refundEvent.actor],
  ['eventChanges', ({ rows }) => rows.refundEvent.changes],
  ['taskStep', ({ task }) => task?.step],
  ['taskAt', ({ task }) => task?.at],
  ['taskDelayMs', ({ task }) => task?.delayMs],
]);
