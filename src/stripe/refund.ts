import {
  Prisma,
  type Refund,
  RefundFailureReason,
  RefundPendingReason,
  RefundReason,
  RefundStatus,
} from '../../prisma/generated/prisma/client.js';
import { columnOf } from '../ledger/tables.js';
import { idPrefixes } from '../rules/ids.js';
import { holdsAmount } from '../rules/transitions.js';
import { type Kind, MAX_INDEXED_TEXT_CHARACTERS } from './kind.js';
import { BadObject, type ObjectReader } from './object-reader.js';

/** A refund as it was read: its charge may still have to be found by the payment intent. */
type ImportedRefund = Omit<Refund, 'chargeId'> & {
  readonly chargeId: string | null;
  readonly holds: boolean;
};

/** Stripe's `refund`. */
export const refund: Kind = {
  object: 'refund',
  table: 'refund',
  columns: Object.keys(Prisma.RefundScalarFieldEnum).map(columnOf),
  notes: { holds: 'boolean' },
  references: [
    'balance_transaction',
    'charge',
    'failure_balance_transaction',
    'payment_intent',
    'source_transfer_reversal',
    'transfer_reversal',
  ],
  read: (from): ImportedRefund => {
    const chargeId = from.reference('charge', idPrefixes.charge);
    const paymentIntentId = from.reference('payment_intent', idPrefixes.paymentIntent);
    if (chargeId === null && paymentIntentId === null)
      throw new BadObject('it names neither a charge nor a payment_intent');
    const status = from.oneOf('status', RefundStatus);
    const transferReversalId = from.reference('transfer_reversal', idPrefixes.transferReversal);
    return {
      id: from.id(idPrefixes.refund),
      amount: from.amount('amount', 1),
      ...nextAction(from),
      applicationFeeRefundId: null,
      balanceTransactionId: from.reference('balance_transaction', idPrefixes.balanceTransaction),
      chargeId,
      created: from.time('created'),
      currency: from.currency(),
      description: from.text('description'),
      ...destination(from),
      failureBalanceTransactionId: from.reference(
        'failure_balance_transaction',
        idPrefixes.balanceTransaction,
      ),
      failureReason: failureReason(from, status),
      holds: holdsAmount(status),
      imported: true,
      instructionsEmail: from.text('instructions_email', MAX_INDEXED_TEXT_CHARACTERS),
      metadata: from.metadata(),
      paymentIntentId,
      pendingReason: pendingReason(from, status),
      reason: from.oneOfOrNull('reason', RefundReason),
      receiptNumber: from.text('receipt_number'),
      refundApplicationFee: false, // Stripe's refund does not say it
      reverseTransfer: transferReversalId !== null,
      sourceTransferReversalId: from.reference('source_transfer_reversal', idPrefixes.transferReversal),
      status,
      transferReversalId,
    };
  },
};

/** Section 11: a reason that is not known is `unknown`. Only what ended has one. */
function failureReason(from: ObjectReader, status: Refund['status']): Refund['failureReason'] {
  const said = from.text('failure_reason');
  if (said === null || holdsAmount(status)) return null;
  return Object.values(RefundFailureReason).find((known) => known === said) ?? 'unknown';
}

/** Section 11: a reason that is not known is none. Only what is pending has one. */
function pendingReason(from: ObjectReader, status: Refund['status']): Refund['pendingReason'] {
  const said = from.text('pending_reason');
  if (status !== 'pending') return null;
  return Object.values(RefundPendingReason).find((known) => known === said) ?? null;
}

function nextAction(from: ObjectReader) {
  const details = from.part('next_action')?.part('display_details');
  const email = details?.part('email_sent');
  return {
    actionEmailSentAt: email?.timeOrNull('email_sent_at') ?? null,
    actionEmailSentTo: email?.text('email_sent_to') ?? null,
    actionExpiresAt: details?.timeOrNull('expires_at') ?? null,
  };
}

function destination(from: ObjectReader) {
  const details = from.part('destination_details');
  const card = details?.part('card');
  return {
    destinationType: details?.text('type') ?? null,
    destinationCardReference: card?.text('reference') ?? null,
    destinationCardReferenceStatus: card?.text('reference_status') ?? null,
    destinationCardReferenceType: card?.text('reference_type') ?? null,
    destinationCardType: card?.text('type') ?? null,
  };
}
