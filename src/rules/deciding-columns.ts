import type { Charge } from '../../prisma/generated/prisma/client.js';
import { type KeysWith, keysWith } from './keys-with.js';

/**
 * Whether decisions about refunds read a column of their charge. A new column of a charge does not compile until this
 * table says:
 * - `decides`: the rules or a processor read it. A change of it, except by a new refund, raises the charge's revision, so
 *   that a refund that was decided on the old value is decided again.
 * - `never changes`: a decision may read it too, as no import accepts another value.
 * - `does not decide`: no decision may read it. A change of it disturbs no refund in flight.
 */
const columns = {
  id: 'never changes',
  amount: 'decides',
  amountCaptured: 'decides',
  amountRefunded: 'decides',
  openingRefunded: 'decides',
  refundCeiling: 'decides',
  refundsOpen: 'decides',
  disputeBlocks: 'decides',
  revision: 'does not decide',
  applicationFeeId: 'decides',
  applicationFeeAmount: 'decides',
  applicationFeeRefunded: 'decides',
  openingFeeRefunded: 'does not decide',
  transferId: 'decides',
  transferAmount: 'decides',
  transferCurrency: 'decides',
  transferReversed: 'decides',
  openingReversed: 'does not decide',
  balanceTransactionId: 'does not decide',
  billingEmail: 'decides',
  billingName: 'does not decide',
  captured: 'decides',
  created: 'decides',
  currency: 'never changes',
  description: 'does not decide',
  disputed: 'decides',
  failureCode: 'does not decide',
  failureMessage: 'does not decide',
  metadata: 'does not decide',
  paymentIntentId: 'decides',
  paymentMethodType: 'decides',
  cardBrand: 'does not decide',
  cardLast4: 'decides',
  cardFingerprint: 'decides',
  receiptUrl: 'does not decide',
  status: 'decides',
} as const satisfies Record<keyof Charge, 'decides' | 'never changes' | 'does not decide'>;

/** The columns that raise the charge's revision when they change, except by a new refund. */
export const decidingColumns = keysWith(columns, 'decides');

/** A charge as far as a decision may read it. */
export type DecidingCharge = Pick<Charge, KeysWith<typeof columns, 'decides' | 'never changes'>>;
