import type {
  ApplicationFeeRefund,
  BalanceTransaction,
  BlockListEntry,
  Refund,
  RefundEvent,
  TransferReversal,
} from '../../../prisma/generated/prisma/client.js';
import type { RefundDecision } from '../../rules/decide-refund.js';
import { isCard } from '../../rules/first-status.js';
import { newId } from '../../rules/ids.js';
import { mergeMetadata } from '../../rules/metadata.js';
import type { CreateRefundInput } from '../../rules/refund-input.js';
import { keptLines } from '../../rules/refund-lines.js';
import { unlessBlank } from '../../rules/text.js';
import { askCustomer, type ChangeContext } from '../change-status.js';

/** All rows of a new refund. They are written together or not at all. */
export interface RefundRows {
  readonly refund: Refund;
  /** Null if the refund moves no money. */
  readonly balanceTransaction: BalanceTransaction | null;
  readonly transferReversal: readonly TransferReversal[];
  readonly applicationFeeRefund: readonly ApplicationFeeRefund[];
  readonly refundEvent: Omit<RefundEvent, 'position'>;
  readonly blockListEntry: readonly BlockListEntry[];
}

/** Who creates a refund and when, and the day in which a limit counts it. */
export interface CreationContext extends ChangeContext {
  readonly countedOn?: string | null;
}

/** The rows that record a decision. */
export function refundRows(
  decision: RefundDecision,
  input: CreateRefundInput,
  { at, actor, actionExpiresAfterMs, countedOn = null }: CreationContext,
): RefundRows {
  const { charge, amount } = decision;
  const { currency } = charge;
  const part = (prefix: 'trr' | 'fr', share: bigint, shareCurrency: string) =>
    share > 0n
      ? [{ id: newId(prefix, at), amount: share, chargeId: charge.id, created: at, currency: shareCurrency }]
      : [];
  // Section 3: a transfer may be in another currency than its charge.
  const transferCurrency = charge.transferCurrency ?? currency;
  const transferReversal = part('trr', decision.transferReversalAmount, transferCurrency).map((row) => ({
    ...row,
    transferId: charge.transferId,
  }));
  const applicationFeeRefund = part('fr', decision.applicationFeeRefundAmount, currency).map((row) => ({
    ...row,
    applicationFeeId: charge.applicationFeeId,
  }));
  const balanceTransaction = decision.releasesAuthorization ? null : refundTransaction(amount, currency, at);
  const refund: Refund = {
    id: newId('re', at),
    amount,
    ...(decision.status === 'requires_action'
      ? askCustomer(decision, at, actionExpiresAfterMs)
      : NOBODY_ASKED),
    applicationFeeRefundId: applicationFeeRefund[0]?.id ?? null,
    balanceTransactionId: balanceTransaction?.id ?? null,
    chargeId: charge.id,
    countedOn,
    created: at,
    createdBy: actor,
    currency,
    description: null,
    ...destination(decision),
    failureBalanceTransactionId: null,
    failureReason: null,
    imported: false,
    released: false,
    instructionsEmail: decision.instructionsEmail,
    lines: input.lines == null ? null : keptLines(input.lines),
    metadata: input.metadata == null ? {} : mergeMetadata({}, input.metadata),
    note: unlessBlank(input.note ?? null),
    paymentIntentId: charge.paymentIntentId,
    pendingReason: decision.pendingReason,
    reason: input.reason ?? null,
    reasonCode: input.reasonCode ?? null,
    receiptNumber: null,
    replacesId: decision.replacesId,
    refundApplicationFee: input.refundApplicationFee ?? false,
    reverseTransfer: input.reverseTransfer ?? false,
    sourceTransferReversalId: null,
    status: decision.status,
    transferReversalId: transferReversal[0]?.id ?? null,
  };
  return {
    refund,
    balanceTransaction,
    transferReversal,
    applicationFeeRefund,
    refundEvent: {
      id: newId('evt', at),
      actor,
      changes: replacementChange(decision),
      created: at,
      refundId: refund.id,
      status: refund.status,
      type: 'refund_created',
    },
    blockListEntry: input.reason === 'fraudulent' ? blockListEntries(decision, refund) : [],
  };
}

/** The history of a refund names the one that it replaces. */
const replacementChange = ({ replacesId }: RefundDecision) =>
  replacesId === null ? [] : [{ field: 'replaces', before: null, after: replacesId }];

/** The movement that takes the refund from the account's balance. */
const refundTransaction = (amount: bigint, currency: string, at: Date): BalanceTransaction => ({
  id: newId('txn', at),
  amount: -amount,
  created: at,
  currency,
  fee: 0n,
  net: -amount,
  type: 'refund',
});

const NOBODY_ASKED = { actionEmailSentAt: null, actionEmailSentTo: null, actionExpiresAt: null };

/** Section 6: where the money goes. The reference of a card refund comes later; a released authorization has none. */
function destination({ charge, releasesAuthorization }: RefundDecision) {
  const card = isCard(charge);
  const refunded = card && !releasesAuthorization;
  return {
    destinationType: charge.paymentMethodType,
    destinationCardReference: null,
    destinationCardReferenceStatus: refunded ? 'pending' : null,
    destinationCardReferenceType: refunded ? 'acquirer_reference_number' : null,
    destinationCardType: card ? (releasesAuthorization ? 'reversal' : 'refund') : null,
  };
}

/** Section 5: blocks the card, by its fingerprint, and the e-mail address, if they are known. */
function blockListEntries({ charge }: RefundDecision, { id: refundId, created }: Refund): BlockListEntry[] {
  const entry = (type: BlockListEntry['type'], stored: string | null): BlockListEntry[] => {
    const value = unlessBlank(stored);
    return value === null
      ? []
      : [{ id: newId('blk', created), type, value, chargeId: charge.id, created, refundId }];
  };
  return [...entry('card_fingerprint', charge.cardFingerprint), ...entry('email', charge.billingEmail)];
}
