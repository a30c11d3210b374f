import { builder } from '../builder.js';

export const RefundStatus = builder.enumType('RefundStatus', {
  description: 'The status of a refund. FAILED and CANCELED are final; the amount can be refunded again.',
  values: {
    PENDING: { value: 'pending', description: 'The money is on its way.' },
    REQUIRES_ACTION: {
      value: 'requires_action',
      description: 'The customer must give bank details. The refund can be canceled.',
    },
    SUCCEEDED: {
      value: 'succeeded',
      description: 'The customer has the money. The bank can still return it.',
    },
    FAILED: { value: 'failed', description: 'The refund failed, or the bank returned the money.' },
    CANCELED: {
      value: 'canceled',
      description: 'The refund was canceled before the customer gave bank details.',
    },
  } as const,
});

const givenReasons = {
  DUPLICATE: { value: 'duplicate', description: 'The customer was charged twice.' },
  FRAUDULENT: {
    value: 'fraudulent',
    description: 'The charge was fraudulent. Its card and e-mail address are put on the block list.',
  },
  REQUESTED_BY_CUSTOMER: {
    value: 'requested_by_customer',
    description: 'The customer asked for the refund.',
  },
  RESOLVED_DISPUTE: {
    value: 'resolved_dispute',
    description: 'The refund settles a dispute with the customer.',
  },
} as const;

export const RefundReason = builder.enumType('RefundReason', {
  description: 'The reason for a refund.',
  values: {
    ...givenReasons,
    EXPIRED_UNCAPTURED_CHARGE: {
      value: 'expired_uncaptured_charge',
      description: 'The authorization expired before it was captured. Callers cannot give this reason.',
    },
  } as const,
});

export const CreateRefundReason = builder.enumType('CreateRefundReason', {
  description: 'The reasons that a caller may give.',
  values: givenReasons,
});

export const RefundFailureReason = builder.enumType('RefundFailureReason', {
  description: 'The reason why a refund failed or was canceled.',
  values: {
    LOST_OR_STOLEN_CARD: {
      value: 'lost_or_stolen_card',
      description: 'The card was reported lost or stolen.',
    },
    EXPIRED_OR_CANCELED_CARD: {
      value: 'expired_or_canceled_card',
      description: 'The card or its account was closed.',
    },
    CHARGE_FOR_PENDING_REFUND_DISPUTED: {
      value: 'charge_for_pending_refund_disputed',
      description: 'The customer disputed the charge while the refund was pending.',
    },
    INSUFFICIENT_FUNDS: {
      value: 'insufficient_funds',
      description: "The account's balance was too low.",
    },
    DECLINED: { value: 'declined', description: 'The bank declined the refund.' },
    MERCHANT_REQUEST: { value: 'merchant_request', description: 'The merchant canceled the refund.' },
    UNKNOWN: { value: 'unknown', description: 'No reason is known.' },
  } as const,
});

export const RefundPendingReason = builder.enumType('RefundPendingReason', {
  description: 'The reason why a refund is pending.',
  values: {
    PROCESSING: { value: 'processing', description: 'The payment network is processing the refund.' },
    INSUFFICIENT_FUNDS: { value: 'insufficient_funds', description: "The account's balance is too low." },
    CHARGE_PENDING: { value: 'charge_pending', description: 'The charge is not settled yet.' },
  } as const,
});
