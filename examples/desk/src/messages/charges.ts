import type { Tone } from '../common/tone';
import type { ChargeStatus, PaymentIntentStatus } from '../generated/graphql';

export const chargeStatuses: Record<ChargeStatus, { readonly label: string; readonly tone: Tone }> = {
  SUCCEEDED: { label: 'Succeeded', tone: 'good' },
  PENDING: { label: 'Pending', tone: 'info' },
  FAILED: { label: 'Failed', tone: 'bad' },
};

export const intentStatuses: Record<PaymentIntentStatus, string> = {
  CANCELED: 'Canceled',
  PROCESSING: 'Processing',
  REQUIRES_ACTION: 'Waits for the customer',
  REQUIRES_CAPTURE: 'Authorized, not captured',
  REQUIRES_CONFIRMATION: 'To be confirmed',
  REQUIRES_PAYMENT_METHOD: 'Without a payment method',
  SUCCEEDED: 'Succeeded',
};

/** Names that are not written as other words are. */
const NAMES: Record<string, string> = {
  sepa_debit: 'SEPA debit',
  us_bank_account: 'US bank account',
  ideal: 'iDEAL',
  p24: 'Przelewy24',
  eps: 'EPS',
  paypal: 'PayPal',
  jcb: 'JCB',
};

/** A payment method or a brand of cards as people call it: "sepa_debit" is "SEPA debit". */
export function paymentMethodName(type: string): string {
  const words = type.replaceAll('_', ' ');
  return NAMES[type] ?? words.charAt(0).toUpperCase() + words.slice(1);
}
