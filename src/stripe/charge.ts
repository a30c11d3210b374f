import type { Charge } from '../../prisma/generated/prisma/client.js';
import { ChargeStatus } from '../../prisma/generated/prisma/enums.js';
import { isCard } from '../rules/first-status.js';
import { idPrefixes } from '../rules/ids.js';
import { MAX_TEXT_CHARACTERS } from '../rules/text.js';
import type { Kind } from './kind.js';
import type { ObjectReader } from './object-reader.js';

/**
 * A charge's own values. Its `amountRefunded` is what Stripe reports, which may count refunds that are not known. So do
 * the reported amounts of an expanded fee and an expanded transfer, which are null if they do not stand in the charge.
 */
type StripeCharge = Reported &
  Omit<
    Charge,
    | 'openingRefunded'
    | 'refundCeiling'
    | 'refundsOpen'
    | 'disputeBlocks'
    | 'revision'
    | 'applicationFeeRefunded'
    | 'openingFeeRefunded'
    | 'transferReversed'
    | 'openingReversed'
  >;

interface Reported {
  /** Whether the object itself says how much was transferred. Otherwise it is what was captured. */
  readonly saysTransferAmount: boolean;
  readonly reportedFeeRefunded: bigint | null;
  readonly reportedReversed: bigint | null;
  /** The currency of the expanded transfer. */
  readonly reportedCurrency: string | null;
}

/** Stripe's `charge`. */
export const charge: Kind<'charge', StripeCharge> = {
  object: 'charge',
  read: (from) => {
    const amount = from.amount('amount');
    const captured = from.flag('captured');
    // Charges of API versions before 2020-08-27 do not have this field.
    const amountCaptured = from.amountOrNull('amount_captured') ?? (captured ? amount : 0n);
    return {
      id: from.id(idPrefixes.charge),
      amount,
      amountCaptured,
      amountRefunded: refundedInAll(from, amount, captured, amountCaptured),
      ...connect(from, amountCaptured),
      balanceTransactionId: from.reference('balance_transaction', idPrefixes.balanceTransaction),
      ...customer(from),
      captured,
      created: from.time('created'),
      currency: from.currency(),
      description: from.text('description'),
      // Charges of some older API versions have only the dispute.
      disputed: from.flag('disputed', (from.fields['dispute'] ?? null) !== null),
      failureCode: from.text('failure_code', MAX_TEXT_CHARACTERS),
      failureMessage: from.text('failure_message'),
      metadata: from.metadata(),
      paymentIntentId: from.reference('payment_intent', idPrefixes.paymentIntent),
      ...paymentMethod(from),
      receiptUrl: receiptUrl(from),
      status: statusOf(from),
    };
  },
};

/**
 * Who paid. Charges of older API versions have no `billing_details`: the name stands in the card, the bank account or the
 * owner of the source. Without a billing address, the address of the receipt is the only one that is known of the
 * customer.
 */
function customer(from: ObjectReader) {
  const details = from.personalPart('billing_details');
  const source = from.expanded('source');
  const owner = source?.personalPart('owner');
  const old = [owner, from.expanded('card'), source?.part('card')].map((one) =>
    one?.personalText('name', MAX_TEXT_CHARACTERS),
  );
  return {
    billingEmail:
      details?.text('email', MAX_TEXT_CHARACTERS) ??
      owner?.text('email', MAX_TEXT_CHARACTERS) ??
      from.text('receipt_email', MAX_TEXT_CHARACTERS),
    billingName:
      details?.personalText('name', MAX_TEXT_CHARACTERS) ??
      old.find((name) => name) ??
      source?.personalText('name', MAX_TEXT_CHARACTERS) ??
      source?.personalText('account_holder_name', MAX_TEXT_CHARACTERS) ??
      null,
  };
}

/** Pages link to it, so an address of another kind, such as a script, counts as none. */
function receiptUrl(from: ObjectReader): string | null {
  const url = from.personalText('receipt_url');
  return url?.startsWith('https://') ? url : null;
}

/** Charges of API versions before 2014-05-19 have only `paid`. */
function statusOf(from: ObjectReader): ChargeStatus {
  const status = from.oneOfOrNull('status', ChargeStatus, { paid: ChargeStatus.succeeded });
  if (status !== null) return status;
  return from.flag('paid') ? ChargeStatus.succeeded : ChargeStatus.failed;
}

/**
 * Section 2: a canceled authorization is released as a whole, whatever its `amount_refunded` is. If all that was captured
 * is refunded, the release counts too, so that the amount is not taken for that of the release.
 */
function refundedInAll(
  from: ObjectReader,
  amount: bigint,
  captured: boolean,
  amountCaptured: bigint,
): bigint {
  const reported = from.amountOrNull('amount_refunded') ?? 0n;
  const isWhole = from.flag('refunded', false) && (!captured || reported === amountCaptured);
  return isWhole ? amount : reported;
}

/** Section 3: the application fee and the transfer. */
function connect(from: ObjectReader, captured: bigint) {
  const fee = from.expanded('application_fee');
  return {
    applicationFeeId: from.reference('application_fee'),
    applicationFeeAmount: from.amountOrNull('application_fee_amount') ?? fee?.amountOrNull('amount') ?? null,
    reportedFeeRefunded: fee?.amountOrNull('amount_refunded') ?? null,
    ...transferOf(from, captured),
  };
}

/** A transfer may be in another currency than its charge. `transfer_data` then has the amount in the charge's. */
function transferOf(from: ObjectReader, captured: bigint) {
  const data = from.part('transfer_data');
  const transfer = from.expanded('transfer');
  const transferId = from.reference('transfer');
  const currency = transfer?.currencyOrNull() ?? null;
  const isForeign = currency !== null && currency !== from.currency();
  const amount = transfer?.amountOrNull('amount') ?? null;
  const said = isForeign ? amount : (data?.amountOrNull('amount') ?? amount);
  return {
    transferId,
    saysTransferAmount: isForeign || said !== null,
    transferAmount: transferId === null && data === null ? null : isForeign ? said : (said ?? captured),
    transferCurrency: isForeign ? currency : null,
    reportedReversed: transfer?.amountOrNull('amount_reversed') ?? null,
    reportedCurrency: currency,
  };
}

/** The payment method. A bank account has last digits and a fingerprint too; only those of a card are kept. */
function paymentMethod(from: ObjectReader) {
  const { type, details } = methodOf(from);
  return {
    paymentMethodType: type,
    ...card(isCard({ paymentMethodType: type }) ? details : null),
  };
}

interface Method {
  readonly type: string | null;
  readonly details: ObjectReader | null;
}

/** Charges of older API versions have a `source` in place of `payment_method_details`, or a `card`. */
function methodOf(from: ObjectReader): Method {
  const current = from.part('payment_method_details');
  const type = current?.text('type', MAX_TEXT_CHARACTERS) ?? null;
  if (current && type !== null) return { type, details: current.part(type) };
  const source = from.expanded('source');
  const details = current?.part('card') ?? source?.part('card') ?? from.expanded('card');
  if (details) return { type: 'card', details };
  if (source?.text('object') === 'card') return { type: 'card', details: source };
  if (source?.text('object') === 'bank_account') return { type: 'ach_debit', details: null };
  const sourceType = source?.text('type', MAX_TEXT_CHARACTERS) ?? null;
  // A check of a card, which is charged.
  if (sourceType === '3d_secure' || sourceType === 'three_d_secure')
    return { type: 'card', details: source?.part('three_d_secure') ?? null };
  if (sourceType !== null) return { type: sourceType, details: null };
  // The ids of Stripe's cards begin so.
  return { type: from.reference('source')?.startsWith('card_') ? 'card' : null, details: null };
}

const card = (from: ObjectReader | null | undefined) => ({
  cardBrand: from?.text('brand') ?? null,
  cardLast4: from?.text('last4', MAX_TEXT_CHARACTERS) ?? null,
  cardFingerprint: from?.text('fingerprint', MAX_TEXT_CHARACTERS) ?? null,
});
