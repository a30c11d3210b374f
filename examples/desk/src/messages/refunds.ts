import type { Tone } from '../common/tone';
import type {
  RefundFailureReason,
  RefundPendingReason,
  RefundReason,
  RefundStatus,
} from '../generated/graphql';

interface StatusWords {
  readonly label: string;
  readonly tone: Tone;
  readonly meaning: string;
}

export const refundStatuses: Record<RefundStatus, StatusWords> = {
  SUCCEEDED: { label: 'Succeeded', tone: 'good', meaning: 'The customer has the money.' },
  PENDING: { label: 'Pending', tone: 'info', meaning: 'The money is on its way.' },
  REQUIRES_ACTION: {
    label: 'Waits for customer',
    tone: 'warn',
    meaning: 'The customer must give bank details. Until then the refund can be canceled.',
  },
  FAILED: {
    label: 'Failed',
    tone: 'bad',
    meaning: 'The money did not arrive. The amount can be refunded again.',
  },
  CANCELED: {
    label: 'Canceled',
    tone: 'neutral',
    meaning: 'It was canceled. The amount can be refunded again.',
  },
};

export const refundReasons: Record<RefundReason, string> = {
  REQUESTED_BY_CUSTOMER: 'Requested by customer',
  DUPLICATE: 'Charged twice',
  FRAUDULENT: 'Fraudulent',
  RESOLVED_DISPUTE: 'Settles a dispute',
  EXPIRED_UNCAPTURED_CHARGE: 'Authorization expired',
};

export const noReason = 'No reason given';

export const failureReasons: Record<RefundFailureReason, string> = {
  CHARGE_FOR_PENDING_REFUND_DISPUTED: 'The customer disputed the charge.',
  DECLINED: 'The bank declined the refund.',
  EXPIRED_OR_CANCELED_CARD: 'The card or its account was closed.',
  INSUFFICIENT_FUNDS: 'The account’s balance was too low.',
  LOST_OR_STOLEN_CARD: 'The card was reported lost or stolen.',
  MERCHANT_REQUEST: 'The merchant canceled it.',
  UNKNOWN: 'No reason is known.',
};

export const pendingReasons: Record<RefundPendingReason, string> = {
  CHARGE_PENDING: 'The charge is not settled yet.',
  INSUFFICIENT_FUNDS: 'The account’s balance is too low.',
  PROCESSING: 'The payment network is processing it.',
};
