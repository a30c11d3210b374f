import type { RefundErrorCode } from '../generated/graphql';

/** What a refusal means at the desk: what is the case, and what one can do. */
interface RefusalWords {
  readonly title: string;
  readonly advice: string;
}

const KNOWN: Partial<Record<RefundErrorCode, RefusalWords>> = {
  AMOUNT_REFUNDABLE_CHANGED: {
    title: 'Somebody else was faster',
    advice: 'What is left of the charge has changed. Look at the new amount, and confirm once more.',
  },
  AMOUNT_TOO_LARGE: {
    title: 'More than is left',
    advice: 'Choose an amount up to what is left of the charge.',
  },
  CHARGE_ALREADY_REFUNDED: {
    title: 'Refunded already',
    advice: 'Nothing is left of this charge. Its refunds are listed on its page.',
  },
  CHARGE_DISPUTED: {
    title: 'The customer disputed this charge',
    advice: 'The bank decides about the money. A refund would pay the customer twice.',
  },
  CHARGE_NOT_REFUNDABLE: {
    title: 'This charge has no money to give back',
    advice: 'The payment failed, or the money was never taken.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    title: 'This request was sent before with other values',
    advice: 'Look at the refunds of the charge. If yours is not there, close this window and begin again.',
  },
  PARAMETER_INVALID: { title: 'A value is not allowed', advice: 'Correct it, and try again.' },
  PARAMETER_MISSING: { title: 'A value is missing', advice: 'Fill it in, and try again.' },
  PAYMENT_INTENT_NOT_REFUNDABLE: {
    title: 'This payment cannot be refunded',
    advice: 'None of its charges has money to give back.',
  },
  REFUND_LIMIT_EXCEEDED: {
    title: 'Beyond your limit',
    advice: 'Choose a smaller amount, or ask somebody with a higher limit.',
  },
  REFUND_APPROVAL_NOT_PENDING: {
    title: 'It cannot be decided any more',
    advice: 'Somebody decided already, it has expired, or it is your own request.',
  },
  REFUND_NOT_CANCELABLE: {
    title: 'It cannot be canceled any more',
    advice: 'Only a refund that waits for the customer can be canceled.',
  },
  RESOURCE_MISSING: { title: 'It does not exist', advice: 'Check the id.' },
};

/** Newer gateways have refusals that this desk does not know. Their own message says what is the case. */
const UNKNOWN: RefusalWords = { title: 'The gateway refused this', advice: '' };

export const refusalWords = (code: RefundErrorCode): RefusalWords => KNOWN[code] ?? UNKNOWN;
