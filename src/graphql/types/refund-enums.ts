import { builder } from '../builder.js';

export const RefundStatus = builder.enumType('RefundStatus', {
  description:
    'How far a refund has come. FAILED and CANCELED are final and give the amount back to the charge.',
  values: {
    PENDING: { value: 'pending', description: 'The money is on its way.' },
    REQUIRES_ACTION: {
      value: 'requires_action',
      description: 'The customer has to give bank details; it can be canceled.',
    },
    SUCCEEDED: { value: 'succeeded', description: 'The money is with the customer; it can still come back.' },
    FAILED: { value: 'failed', description: 'The money came back.' },
    CANCELED: { value: 'canceled', description: 'It was canceled before the customer gave bank details.' },
  } as const,
});

const givenReasons = {
  DUPLICATE: { value: 'duplicate', description: 'The customer was charged twice.' },
  FRAUDULENT: {
    value: 'fraudulent',
    description: 'The charge was a fraud; the card and the e-mail address go to the block list.',
  },
  REQUESTED_BY_CUSTOMER: { value: 'requested_by_customer', description: 'The customer asked for it.' },
  RESOLVED_DISPUTE: { value: 'resolved_dispute', description: 'It settles a dispute with the customer.' },
} as const;

export const RefundReason = builder.enumType('RefundReason', {
  description: 'Why a refund was made.',
  values: {
    ...givenReasons,
    EXPIRED_UNCAPTURED_CHARGE: {
      value: 'expired_uncaptured_charge',
      description: 'The authorization ran out before it was captured; made by the system only.',
    },
  } as const,
});

export const CreateRefundReason = builder.enumType('CreateRefundReason', {
  description: 'The reasons that a caller may give.',
  values: givenReasons,
});

export const RefundFailureReason = builder.enumType('RefundFailureReason', {
  description: 'Why a refund failed or was canceled.',
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
      description: "The account's balance did not cover it.",
    },
    DECLINED: { value: 'declined', description: 'The bank declined it.' },
    MERCHANT_REQUEST: { value: 'merchant_request', description: 'It was canceled by the merchant.' },
    UNKNOWN: { value: 'unknown', description: 'No reason was given.' },
  } as const,
});

export const RefundPendingReason = builder.enumType('RefundPendingReason', {
  description: 'What a pending refund waits for.',
  values: {
    PROCESSING: { value: 'processing', description: 'The payment network.' },
    INSUFFICIENT_FUNDS: { value: 'insufficient_funds', description: "Money in the account's balance." },
    CHARGE_PENDING: { value: 'charge_pending', description: 'The charge to settle.' },
  } as const,
});
