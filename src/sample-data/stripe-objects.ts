import type {
  ChargeStatus,
  DisputeStatus,
  PaymentIntentStatus,
  RefundFailureReason,
  RefundPendingReason,
  RefundReason,
  RefundStatus,
} from '../../prisma/generated/prisma/client.js';

/**
 * Stripe's objects as its API returns them in JSON, with the fields that the gateway reads and some that a reader
 * expects. Amounts are in the currency's smallest unit, times in seconds since 1970, and references are ids.
 */
export type StripeObject =
  | PaymentIntentObject
  | ChargeObject
  | RefundObject
  | BalanceTransactionObject
  | DisputeObject
  | TransferReversalObject
  | FeeRefundObject;

interface MoneyObject {
  readonly id: string;
  readonly amount: number;
  readonly created: number;
  readonly currency: string;
}

interface LabelledObject extends MoneyObject {
  readonly livemode: false;
  readonly metadata: Readonly<Record<string, string>>;
}

/** The destination of a payment's money on Connect. An amount of null means all of it. */
interface TransferData {
  readonly amount: number | null;
  readonly destination: string;
}

export interface PaymentIntentObject extends LabelledObject {
  readonly object: 'payment_intent';
  readonly amount_capturable: number;
  readonly amount_received: number;
  readonly canceled_at: number | null;
  readonly cancellation_reason: 'abandoned' | null;
  readonly capture_method: 'automatic' | 'manual';
  readonly description: string;
  readonly latest_charge: string | null;
  readonly payment_method_types: readonly string[];
  readonly receipt_email: string | null;
  readonly status: PaymentIntentStatus;
  readonly transfer_data: TransferData | null;
}

export interface ChargeObject extends LabelledObject {
  readonly object: 'charge';
  readonly amount_captured: number;
  readonly amount_refunded: number;
  readonly application_fee: string | null;
  readonly application_fee_amount: number | null;
  readonly balance_transaction: string | null;
  readonly billing_details: { readonly email: string | null; readonly name: string | null };
  readonly captured: boolean;
  readonly description: string;
  readonly disputed: boolean;
  readonly failure_code: string | null;
  readonly failure_message: string | null;
  readonly paid: boolean;
  readonly payment_intent: string | null;
  readonly payment_method_details: PaymentMethodDetails;
  readonly receipt_email: string | null;
  /** Null unless the charge took money. */
  readonly receipt_url: string | null;
  readonly refunded: boolean;
  readonly status: ChargeStatus;
  readonly transfer: string | null;
  readonly transfer_data: TransferData | null;
}

/** The method's type, and its details under a key of the same name. */
export type PaymentMethodDetails = { readonly type: string } & Readonly<Record<string, unknown>>;

export interface RefundObject extends MoneyObject {
  readonly object: 'refund';
  readonly balance_transaction: string | null;
  readonly charge: string;
  readonly destination_details: PaymentMethodDetails;
  readonly failure_balance_transaction?: string;
  readonly failure_reason?: RefundFailureReason;
  readonly instructions_email?: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly next_action?: RefundNextAction;
  readonly payment_intent: string | null;
  readonly pending_reason?: RefundPendingReason;
  readonly reason: RefundReason | null;
  readonly receipt_number: null;
  readonly source_transfer_reversal: null;
  readonly status: RefundStatus;
  readonly transfer_reversal: string | null;
}

interface RefundNextAction {
  readonly type: 'display_details';
  readonly display_details: {
    readonly email_sent: { readonly email_sent_at: number; readonly email_sent_to: string };
    readonly expires_at: number;
  };
}

export interface BalanceTransactionObject extends MoneyObject {
  readonly object: 'balance_transaction';
  readonly available_on: number;
  readonly description: string | null;
  readonly exchange_rate: null;
  readonly fee: number;
  readonly net: number;
  readonly reporting_category: 'charge' | 'refund' | 'refund_failure';
  /** The charge or refund that moved the money. */
  readonly source: string;
  readonly status: 'available' | 'pending';
  readonly type: BalanceTransactionType;
}

/** Stripe uses `charge` and `refund` for cards, and `payment` for all other methods. */
export type BalanceTransactionType =
  | 'charge'
  | 'payment'
  | 'refund'
  | 'payment_refund'
  | 'refund_failure'
  | 'payment_failure_refund';

export interface DisputeObject extends LabelledObject {
  readonly object: 'dispute';
  readonly charge: string;
  readonly evidence_details: EvidenceDetails;
  readonly is_charge_refundable: boolean;
  readonly payment_intent: string | null;
  readonly reason: string;
  readonly status: DisputeStatus;
}

interface EvidenceDetails {
  /** Null if the network asks for none. */
  readonly due_by: number | null;
  readonly has_evidence: boolean;
  readonly past_due: boolean;
  readonly submission_count: number;
}

export interface TransferReversalObject extends MoneyObject {
  readonly object: 'transfer_reversal';
  readonly balance_transaction: null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly source_refund: string;
  readonly transfer: string;
}

interface FeeRefundObject extends MoneyObject {
  readonly object: 'fee_refund';
  readonly balance_transaction: null;
  readonly fee: string;
  readonly metadata: Readonly<Record<string, string>>;
}
