import { balanceTransaction } from './balance-transaction.js';
import { charge } from './charge.js';
import { dispute } from './dispute.js';
import { paymentIntent } from './payment-intent.js';
import { refund } from './refund.js';
import { feeRefund, transferReversal } from './returns.js';

/** Every kind of Stripe object that the gateway reads, by the value of its field `object`. */
export const kinds = {
  payment_intent: paymentIntent,
  balance_transaction: balanceTransaction,
  charge,
  dispute,
  transfer_reversal: transferReversal,
  fee_refund: feeRefund,
  refund,
};

/** A key of `kinds`: code that handles Stripe objects is typed to handle each. */
export type KindName = keyof typeof kinds;
