import { balanceTransaction } from './balance-transaction.js';
import { DAY, LAST_SECOND, MINUTE } from './calendar.js';
import { charge, declinedCharge, type Label } from './charge-object.js';
import { paymentIntent } from './payment-intent-object.js';
import type { ChargePlan, DisputePlan, PaymentPlan } from './payment-plan.js';
import type { Random } from './random.js';
import { refundObjects } from './refund-objects.js';
import type { RefundPlan } from './refund-plan.js';
import { sharesOf } from './shares.js';
import { stripeId } from './stripe-id.js';
import type { ChargeObject, DisputeObject, StripeObject } from './stripe-objects.js';

const BETWEEN_ATTEMPTS = 2 * MINUTE;
/** Networks of cards take evidence for some weeks. */
const EVIDENCE_TAKEN_FOR = 21 * DAY;
/** The payment provider's fee, in thousandths of a charge. */
const FEE_PER_MILLE = 29;

/** A payment as Stripe's objects: the intent, its charges, and everything that belongs to them. */
export function* paymentObjects(random: Random, plan: PaymentPlan, label: Label): Generator<StripeObject> {
  const { order, intentStatus } = plan;
  const intent = intentStatus === null ? null : stripeId(random, 'pi');
  const attempt = (nth: number) => ({
    order,
    label,
    intent,
    created: order.placedAt + nth * BETWEEN_ATTEMPTS,
  });
  const declined = Array.from({ length: plan.declines }, (_, nth) => declinedCharge(random, attempt(nth)));
  const accepted = plan.charge && charge(random, attempt(plan.declines), plan.charge);
  const charges = accepted ? [...declined, accepted] : declined;
  if (intent !== null && intentStatus !== null)
    yield paymentIntent(plan, intentStatus, { id: intent, label, charges });
  yield* charges;
  if (accepted && plan.charge) yield* chargeConsequences(random, plan, plan.charge, accepted);
}

/** The consequences of a charge: its balance transaction, its refunds, its dispute. */
function* chargeConsequences(
  random: Random,
  { order }: PaymentPlan,
  { refunds, dispute }: ChargePlan,
  charged: ChargeObject,
): Generator<StripeObject> {
  if (charged.balance_transaction !== null)
    yield balanceTransaction({
      id: charged.balance_transaction,
      source: charged,
      amount: charged.amount_captured,
      fee: Math.round((charged.amount_captured * FEE_PER_MILLE) / 1000),
      created: charged.created,
      type: order.method.type === 'card' ? 'charge' : 'payment',
      description: charged.description,
    });
  const { fees, transfers } = connectShares(charged, refunds);
  for (const [nth, plan] of refunds.entries())
    yield* refundObjects(random, {
      order,
      plan,
      charge: charged,
      feeShare: fees[nth] ?? 0,
      transferShare: transfers[nth] ?? 0,
    });
  if (dispute) yield disputeObject(random, charged, dispute);
}

/** The shares of the fee and of the transfer that each refund returns. They are 0 without Connect. */
function connectShares(charged: ChargeObject, refunds: readonly RefundPlan[]) {
  const { amount, amount_captured: captured, application_fee_amount: fee, transfer_data: transfer } = charged;
  return {
    fees: sharesOf(
      fee ?? 0,
      refunds.map((each) => ({ amount: each.amount, shares: each.returnsFee ?? false })),
      captured,
    ),
    transfers: sharesOf(
      transfer ? (transfer.amount ?? amount) : 0,
      refunds.map((each) => ({ amount: each.amount, shares: each.reversesTransfer ?? false })),
      captured,
    ),
  };
}

/** The statuses in which the shop still can send evidence. In the others it has done so, or had no need. */
const OPEN: readonly DisputePlan['status'][] = ['needs_response', 'warning_needs_response'];

function evidenceDetails({ status, openedAt }: DisputePlan): DisputeObject['evidence_details'] {
  const dueBy = status === 'prevented' ? null : openedAt + EVIDENCE_TAKEN_FOR;
  const isSent = dueBy !== null && !OPEN.includes(status);
  return {
    due_by: dueBy,
    has_evidence: isSent,
    past_due: dueBy !== null && dueBy < LAST_SECOND,
    submission_count: isSent ? 1 : 0,
  };
}

const disputeObject = (random: Random, charged: ChargeObject, dispute: DisputePlan): DisputeObject => ({
  id: stripeId(random, 'dp'),
  object: 'dispute',
  amount: charged.amount_captured,
  charge: charged.id,
  created: dispute.openedAt,
  currency: charged.currency,
  evidence_details: evidenceDetails(dispute),
  is_charge_refundable: dispute.isChargeRefundable,
  livemode: false,
  metadata: {},
  payment_intent: charged.payment_intent,
  reason: dispute.reason,
  status: dispute.status,
});
