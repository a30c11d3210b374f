import type { Charge } from '../../prisma/generated/prisma/client.js';
import { ChargeStatus } from '../../prisma/generated/prisma/enums.js';
import { isCard } from '../rules/first-status.js';
import { idPrefixes } from '../rules/ids.js';
import { MAX_TEXT_CHARACTERS } from '../rules/text.js';
import type { Kind } from './kind.js';
import type { ObjectReader } from './object-reader.js';

/** A charge's own values. Its `amountRefunded` is what Stripe reports, which may count refunds that are not known. */
type StripeCharge = Omit<
  Charge,
  | 'openingRefunded'
  | 'refundCeiling'
  | 'refundsOpen'
  | 'disputeBlocks'
  | 'revision'
  | 'applicationFeeRefunded'
  | 'transferReversed'
>;

/** Stripe's `charge`. */
export const charge: Kind<'charge', StripeCharge> = {
  object: 'charge',
  references: ['balance_transaction', 'payment_intent'],
  read: (from) => {
    const amount = from.amount('amount');
    const captured = from.flag('captured');
    return {
      id: from.id(idPrefixes.charge),
      amount,
      // Charges of API versions before 2020-08-27 do not have this field.
      amountCaptured: from.amountOrNull('amount_captured') ?? (captured ? amount : 0n),
      amountRefunded: from.amountOrNull('amount_refunded') ?? 0n,
      ...connect(from, amount),
      balanceTransactionId: from.reference('balance_transaction', idPrefixes.balanceTransaction),
      billingEmail:
        from.part('billing_details')?.text('email', MAX_TEXT_CHARACTERS) ??
        from.text('receipt_email', MAX_TEXT_CHARACTERS),
      captured,
      created: from.time('created'),
      currency: from.currency(),
      description: from.text('description'),
      disputed: from.flag('disputed', false),
      metadata: from.metadata(),
      paymentIntentId: from.reference('payment_intent', idPrefixes.paymentIntent),
      ...paymentMethod(from),
      status: from.oneOf('status', ChargeStatus),
    };
  },
};

/** Section 3: the application fee and the transfer. */
function connect(from: ObjectReader, amount: bigint) {
  const transferData = from.part('transfer_data');
  const transferId = from.reference('transfer');
  const transferred =
    transferData?.amountOrNull('amount') ?? from.expanded('transfer')?.amountOrNull('amount') ?? amount;
  return {
    applicationFeeId: from.reference('application_fee'),
    applicationFeeAmount:
      from.amountOrNull('application_fee_amount') ??
      from.expanded('application_fee')?.amountOrNull('amount') ??
      null,
    transferId,
    transferAmount: transferId === null && transferData === null ? null : transferred,
  };
}

/** The payment method. A bank account has last digits and a fingerprint too; only those of a card are kept. */
function paymentMethod(from: ObjectReader) {
  const details = from.part('payment_method_details');
  const type = details?.text('type') ?? null;
  if (type !== null)
    return {
      paymentMethodType: type,
      ...card(isCard({ paymentMethodType: type }) ? details?.part(type) : null),
    };
  // Charges from before payment methods existed have a `source`.
  const source = from.expanded('source');
  return source?.text('object') === 'card'
    ? { paymentMethodType: 'card', ...card(source) }
    : { paymentMethodType: null, ...card(null) };
}

const card = (from: ObjectReader | null | undefined) => ({
  cardBrand: from?.text('brand') ?? null,
  cardLast4: from?.text('last4') ?? null,
  cardFingerprint: from?.text('fingerprint', MAX_TEXT_CHARACTERS) ?? null,
});
