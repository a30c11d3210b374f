import { balanceTransaction } from './balance-transaction.js';
import { MINUTE } from './calendar.js';
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
/** What the payment provider keeps of a charge, in thousandths. */
const FEE_PER_MILLE = 29;

/** A payment as Stripe would tell it: the intent, its charges, and all that hangs on them. */
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

/** What followed a charge: its own movement on the balance, its refunds, its dispute. */
function* chargeConsequences(
  random: Random,
  { order }: PaymentPlan,
  { refunds, dispute }: ChargePlan,
  made: ChargeObject,
): Generator<StripeObject> {
  if (made.balance_transaction !== null)
    yield balanceTransaction({
      id: made.balance_transaction,
      source: made,
      amount: made.amount_captured,
      fee: Math.round((made.amount_captured * FEE_PER_MILLE) / 1000),
      created: made.created,
      type: order.method.type === 'card' ? 'charge' : 'payment',
      description: made.description,
    });
  const { fees, transfers } = connectShares(made, refunds);
  for (const [nth, plan] of refunds.entries())
    yield* refundObjects(random, {
      order,
      plan,
      charge: made,
      feeShare: fees[nth] ?? 0,
      transferShare: transfers[nth] ?? 0,
    });
  if (dispute) yield disputeObject(random, made, dispute);
}

/** What goes back of the fee and of the transfer, with each refund; nothing without Connect. */
function connectShares(made: ChargeObject, refunds: readonly RefundPlan[]) {
  const { amount, amount_captured: captured, application_fee_amount: fee, transfer_data: transfer } = made;
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

const disputeObject = (random: Random, of: ChargeObject, dispute: DisputePlan): DisputeObject => ({
  id: stripeId(random, 'dp'),
  object: 'dispute',
  amount: of.amount_captured,
  charge: of.id,
  created: dispute.openedAt,
  currency: of.currency,
  is_charge_refundable: dispute.isChargeRefundable,
  livemode: false,
  metadata: {},
  payment_intent: of.payment_intent,
  reason: dispute.reason,
  status: dispute.status,
});
