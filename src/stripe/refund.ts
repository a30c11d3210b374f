import type { Refund } from '../../prisma/generated/prisma/client.js';
import {
  RefundFailureReason,
  RefundPendingReason,
  RefundReason,
  RefundStatus,
} from '../../prisma/generated/prisma/enums.js';
import { idPrefixes } from '../rules/ids.js';
import { MAX_TEXT_CHARACTERS } from '../rules/text.js';
import { holdsAmount } from '../rules/transitions.js';
import type { Kind } from './kind.js';
import { NotOfLedger, type ObjectReader } from './object-reader.js';

/** A refund's own values. If it names a payment intent only, its charge has to be found by that (rule 1.2). */
type StripeRefund = Omit<
  Refund,
  | 'applicationFeeRefundId'
  | 'chargeId'
  | 'countedOn'
  | 'createdBy'
  | 'imported'
  | 'lines'
  | 'note'
  | 'reasonCode'
  | 'refundApplicationFee'
  | 'released'
  | 'replacesId'
  | 'reverseTransfer'
> & { readonly chargeId: string | null };

/** Stripe's `refund`. */
export const refund: Kind<'refund', StripeRefund> = {
  object: 'refund',
  read: (from) => {
    const chargeId = from.reference('charge', idPrefixes.charge);
    const paymentIntentId = from.reference('payment_intent', idPrefixes.paymentIntent);
    if (chargeId === null && paymentIntentId === null) throw new NotOfLedger(OF_A_CUSTOMERS_BALANCE);
    // Refunds of API versions before 2014-06-17 have none: the money left at once.
    const status = from.oneOfOrNull('status', RefundStatus) ?? RefundStatus.succeeded;
    return {
      id: from.id(idPrefixes.refund),
      amount: from.amount('amount', 1),
      ...nextAction(from),
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
      instructionsEmail: from.text('instructions_email', MAX_TEXT_CHARACTERS),
      metadata: from.metadata(),
      paymentIntentId,
      pendingReason: pendingReason(from, status),
      reason: from.oneOfOrNull('reason', RefundReason),
      receiptNumber: from.text('receipt_number'),
      sourceTransferReversalId: from.reference('source_transfer_reversal', idPrefixes.transferReversal),
      status,
      transferReversalId: from.reference('transfer_reversal', idPrefixes.transferReversal),
    };
  },
};

/** How a refund is called that names neither a charge nor a payment intent (rules, section 11). */
const OF_A_CUSTOMERS_BALANCE = 'refund of a customer’s balance';

/** Section 11: an unknown reason becomes `unknown`. Only a failed or canceled refund has one. */
function failureReason(from: ObjectReader, status: Refund['status']): Refund['failureReason'] {
  const said = from.text('failure_reason');
  if (said === null || holdsAmount(status)) return null;
  return Object.values(RefundFailureReason).find((known) => known === said) ?? 'unknown';
}

/** Section 11: an unknown reason becomes null. Only a pending refund has one. */
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
