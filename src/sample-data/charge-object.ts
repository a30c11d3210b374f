import { holdsAmount } from '../rules/transitions.js';
import type { Order } from './orders.js';
import { paymentMethodDetails } from './payment-methods.js';
import type { ChargePlan } from './payment-plan.js';
import type { Random } from './random.js';
import { stripeId } from './stripe-id.js';
import type { ChargeObject } from './stripe-objects.js';

/** The shop's own text and data about an order, the same on the intent and on every charge. */
export interface Label {
  readonly description: string;
  readonly metadata: Readonly<Record<string, string>>;
}

interface Attempt {
  readonly order: Order;
  readonly label: Label;
  readonly intent: string | null;
  readonly created: number;
}

/** An attempt that the bank declined. */
export const declinedCharge = (random: Random, attempt: Attempt): ChargeObject => ({
  ...basics(random, attempt),
  ...random.pick(declines),
});

const declines = [
  { failure_code: 'card_declined', failure_message: 'Your card was declined.' },
  { failure_code: 'card_declined', failure_message: 'Your card has insufficient funds.' },
  { failure_code: 'expired_card', failure_message: 'Your card has expired.' },
  { failure_code: 'incorrect_cvc', failure_message: "Your card's security code is incorrect." },
  { failure_code: 'processing_error', failure_message: 'An error occurred while processing your card.' },
];

/** An attempt that took the money, or will take it. */
export function charge(random: Random, attempt: Attempt, plan: ChargePlan): ChargeObject {
  const { amount } = attempt.order;
  const held = plan.refunds
    .filter(({ status }) => holdsAmount(status))
    .reduce((sum, refund) => sum + refund.amount, 0);
  const started = basics(random, attempt);
  const movedMoney = plan.status === 'succeeded' && plan.captured !== null;
  return {
    ...started,
    amount_captured: plan.captured ?? 0,
    amount_refunded: held,
    application_fee: plan.connect?.fee == null ? null : stripeId(random, 'fee'),
    application_fee_amount: plan.connect?.fee ?? null,
    balance_transaction: movedMoney ? stripeId(random, 'txn') : null,
    captured: plan.captured !== null,
    disputed: plan.dispute !== null,
    paid: plan.status === 'succeeded',
    receipt_url: movedMoney ? receiptOf(started.id) : null,
    refunded: held === (plan.captured ?? amount),
    status: plan.status,
    transfer: plan.connect ? stripeId(random, 'tr') : null,
    transfer_data: plan.connect
      ? { amount: plan.connect.transferAmount, destination: plan.connect.destination }
      : null,
  };
}

/** No such page exists. */
export const receiptOf = (charge: string): string => `https://pay.example.com/receipts/${charge}`;

/** A charge that took nothing: every attempt starts as this. */
function basics(random: Random, { order, label, intent, created }: Attempt): ChargeObject {
  const { amount, market, customer, method } = order;
  return {
    id: stripeId(random, method.type === 'card' ? 'ch' : 'py'),
    object: 'charge',
    amount,
    amount_captured: 0,
    amount_refunded: 0,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: { email: customer.email, name: customer.name },
    captured: false,
    created,
    currency: market.currency,
    description: label.description,
    disputed: false,
    failure_code: null,
    failure_message: null,
    livemode: false,
    metadata: label.metadata,
    paid: false,
    payment_intent: intent,
    payment_method_details: paymentMethodDetails(method),
    receipt_email: customer.email,
    receipt_url: null,
    refunded: false,
    status: 'failed',
    transfer: null,
    transfer_data: null,
  };
}
