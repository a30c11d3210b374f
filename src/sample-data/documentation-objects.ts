import { MINUTE } from './calendar.js';
import { receiptOf } from './charge-object.js';
import type { StripeObject } from './stripe-objects.js';

const REFUND = 're_1Nispe2eZvKYlo2Cd31jOCgZ';
const CHARGE = 'ch_1NirD82eZvKYlo2CIvbtLWuY';
const PAYMENT_INTENT = 'pi_1GszsK2eZvKYlo2CfhZyoZLp';
const CHARGE_TRANSACTION = 'txn_1NirD82eZvKYlo2CkbtgsZ0z';
const REFUND_TRANSACTION = 'txn_1Nispe2eZvKYlo2CYezqFhEx';

const REFUNDED_AT = 1692942318;
const CHARGED_AT = REFUNDED_AT - 100 * MINUTE;
const AMOUNT = 10_000;
const FEE = 320;
const REFUNDED = 1_000;

const label = {
  currency: 'usd',
  description: 'My First Test Charge (created for API docs)',
  livemode: false,
  metadata: {},
} as const;

/**
 * The refund of Stripe's API reference, so that its readers find something familiar, and the payment behind it, which
 * the reference does not show. The payment is large enough for GraphiQL's first mutation to refund more of it.
 */
export const documentationObjects: readonly StripeObject[] = [
  {
    ...label,
    id: PAYMENT_INTENT,
    object: 'payment_intent',
    amount: AMOUNT,
    amount_capturable: 0,
    amount_received: AMOUNT,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic',
    created: CHARGED_AT,
    latest_charge: CHARGE,
    payment_method_types: ['card'],
    receipt_email: null,
    status: 'succeeded',
    transfer_data: null,
  },
  {
    ...label,
    id: CHARGE,
    object: 'charge',
    amount: AMOUNT,
    amount_captured: AMOUNT,
    amount_refunded: REFUNDED,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: CHARGE_TRANSACTION,
    billing_details: { email: null, name: 'Jenny Rosen' },
    captured: true,
    created: CHARGED_AT,
    disputed: false,
    failure_code: null,
    failure_message: null,
    paid: true,
    payment_intent: PAYMENT_INTENT,
    payment_method_details: {
      type: 'card',
      card: { brand: 'visa', last4: '4242', fingerprint: 'AOB934RVNwzk6xtn' },
    },
    receipt_email: null,
    receipt_url: receiptOf(CHARGE),
    refunded: false,
    status: 'succeeded',
    transfer: null,
    transfer_data: null,
  },
  {
    id: CHARGE_TRANSACTION,
    object: 'balance_transaction',
    amount: AMOUNT,
    available_on: CHARGED_AT,
    created: CHARGED_AT,
    currency: 'usd',
    description: label.description,
    exchange_rate: null,
    fee: FEE,
    net: AMOUNT - FEE,
    reporting_category: 'charge',
    source: CHARGE,
    status: 'available',
    type: 'charge',
  },
  {
    id: REFUND,
    object: 'refund',
    amount: REFUNDED,
    balance_transaction: REFUND_TRANSACTION,
    charge: CHARGE,
    created: REFUNDED_AT,
    currency: 'usd',
    destination_details: {
      card: {
        reference: '123456789012',
        reference_status: 'available',
        reference_type: 'acquirer_reference_number',
        type: 'refund',
      },
      type: 'card',
    },
    metadata: {},
    payment_intent: PAYMENT_INTENT,
    reason: null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: 'succeeded',
    transfer_reversal: null,
  },
  {
    id: REFUND_TRANSACTION,
    object: 'balance_transaction',
    amount: -REFUNDED,
    available_on: REFUNDED_AT,
    created: REFUNDED_AT,
    currency: 'usd',
    description: null,
    exchange_rate: null,
    fee: 0,
    net: -REFUNDED,
    reporting_category: 'refund',
    source: REFUND,
    status: 'available',
    type: 'refund',
  },
];
