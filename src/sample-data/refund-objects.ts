import { requiresInstructionsEmail } from '../rules/first-status.js';
import { balanceTransaction } from './balance-transaction.js';
import { DAY, daysBeforeEnd } from './calendar.js';
import type { Order } from './orders.js';
import { refundsTo } from './payment-methods.js';
import type { Random } from './random.js';
import type { RefundPlan } from './refund-plan.js';
import { stripeId } from './stripe-id.js';
import type { ChargeObject, RefundObject, StripeObject, TransferReversalObject } from './stripe-objects.js';

const ACTION_EXPIRES_AFTER = 45 * DAY;
/** The network's reference for a card refund arrives after some days. */
const REFERENCE_AFTER_DAYS = 5;

/** A refund with its balance transactions, its transfer reversal and its fee refund. */
export function* refundObjects(
  random: Random,
  { order, plan, charge, feeShare, transferShare }: RefundOfCharge,
): Generator<StripeObject> {
  const isCard = order.method.type === 'card';
  const id = plan.id ?? stripeId(random, isCard ? 're' : 'pyr');
  const source = { id, currency: charge.currency };
  const common = { created: plan.createdAt, currency: charge.currency, metadata: {} };
  const taken = charge.captured
    ? balanceTransaction({
        id: stripeId(random, 'txn'),
        source,
        amount: -plan.amount,
        created: plan.createdAt,
        type: isCard ? 'refund' : 'payment_refund',
      })
    : null;
  const givenBack =
    plan.endedAt === undefined
      ? null
      : balanceTransaction({
          id: stripeId(random, 'txn'),
          source,
          amount: plan.amount,
          created: plan.endedAt,
          type: isCard ? 'refund_failure' : 'payment_failure_refund',
        });
  const reversal: TransferReversalObject | null =
    transferShare > 0 && charge.transfer !== null
      ? {
          ...common,
          id: stripeId(random, 'trr'),
          object: 'transfer_reversal',
          amount: transferShare,
          balance_transaction: null,
          source_refund: id,
          transfer: charge.transfer,
        }
      : null;
  yield {
    id,
    object: 'refund',
    amount: plan.amount,
    balance_transaction: taken?.id ?? null,
    charge: charge.id,
    created: plan.createdAt,
    currency: charge.currency,
    destination_details: destinationDetails(random, order, plan, charge.captured),
    ...(givenBack && { failure_balance_transaction: givenBack.id }),
    ...(plan.failureReason && { failure_reason: plan.failureReason }),
    ...instructions(order, plan),
    metadata: plan.metadata ?? {},
    payment_intent: charge.payment_intent,
    ...(plan.pendingReason && { pending_reason: plan.pendingReason }),
    reason: plan.reason ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: plan.status,
    transfer_reversal: reversal?.id ?? null,
  };
  if (taken) yield taken;
  if (givenBack) yield givenBack;
  if (reversal) yield reversal;
  if (feeShare > 0 && charge.application_fee !== null)
    yield {
      ...common,
      id: stripeId(random, 'fr'),
      object: 'fee_refund',
      amount: feeShare,
      balance_transaction: null,
      fee: charge.application_fee,
    };
}

interface RefundOfCharge {
  readonly order: Order;
  readonly plan: RefundPlan;
  readonly charge: ChargeObject;
  /** The returned shares of the platform's fee and of the transfer. */
  readonly feeShare: number;
  readonly transferShare: number;
}

/** The destination of the money. An authorization that was not captured is only released. */
function destinationDetails(random: Random, { method }: Order, plan: RefundPlan, captured: boolean) {
  if (method.type !== 'card') return { type: refundsTo(method.type), [refundsTo(method.type)]: {} };
  if (!captured) return { type: 'card', card: { type: 'reversal' } };
  const reference_type = 'acquirer_reference_number';
  const isKnown = plan.status === 'succeeded' && daysBeforeEnd(plan.createdAt) > REFERENCE_AFTER_DAYS;
  return {
    type: 'card',
    card: isKnown
      ? { type: 'refund', reference: referenceNumber(random), reference_status: 'available', reference_type }
      : { type: 'refund', reference_status: 'pending', reference_type },
  };
}

const referenceNumber = (random: Random): string => `${random.between(1e11, 1e12 - 1)}`;

/** For methods without refunds of their own: the customer is asked for bank details by e-mail. */
function instructions({ method, customer: { email } }: Order, { status, createdAt }: RefundPlan): Asked {
  if (email === null || !requiresInstructionsEmail({ paymentMethodType: method.type })) return {};
  if (status !== 'requires_action') return { instructions_email: email };
  return {
    instructions_email: email,
    next_action: {
      type: 'display_details',
      display_details: {
        email_sent: { email_sent_at: createdAt, email_sent_to: email },
        expires_at: createdAt + ACTION_EXPIRES_AFTER,
      },
    },
  };
}

type Asked = Partial<Pick<RefundObject, 'instructions_email' | 'next_action'>>;
