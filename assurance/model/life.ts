import type { Ledger, ModelCharge, ModelRefund, ModelTask, Status } from './ledger.js';
import { movesMoney, refundsOf } from './ledger.js';

/** The sandbox's delay for each step, and the time that a customer has to answer. */
export const DELAY_MS = 5_000;
export const EXPIRY_MS = 24 * 60 * 60_000;

const isCard = ({ method }: ModelCharge): boolean => method === 'card';

/** Rule 6.4. */
export const asksCustomer = ({ method }: ModelCharge): boolean => method === 'konbini';

/** Rules 1.5, 1.7 and 6.1 to 6.4, plus the card of section 7 whose refunds are pending first. */
export function firstStatus(charge: ModelCharge): Pick<ModelRefund, 'status' | 'pendingReason'> {
  const { captured, last4, status } = charge;
  if (!captured) return { status: 'succeeded', pendingReason: null };
  if (status === 'pending') return { status: 'pending', pendingReason: 'charge_pending' };
  if (asksCustomer(charge)) return { status: 'requires_action', pendingReason: null };
  if (isCard(charge) && last4 !== '7726') return { status: 'succeeded', pendingReason: null };
  return { status: 'pending', pendingReason: 'processing' };
}

/** Section 7: the sandbox's first step for a new refund. */
export function firstTask(refund: ModelRefund, now: number): ModelTask | null {
  if (!movesMoney(refund)) return null;
  if (refund.pendingReason === 'charge_pending') return { step: 'await', due: null };
  if (refund.status === 'requires_action') return customerTask(refund, now);
  if (refund.status === 'pending') return { step: 'settle', due: now + DELAY_MS };
  return { step: refund.charge.last4 === '5126' ? 'fail' : 'reference', due: now + DELAY_MS };
}

/** Section 7: the e-mail address decides whether the customer answers. */
const customerTask = ({ email }: ModelRefund, now: number): ModelTask =>
  /\+(details|returned)@/.test(email ?? '')
    ? { step: 'details', due: now + DELAY_MS }
    : { step: 'expire', due: now + EXPIRY_MS };

function become(refund: ModelRefund, status: Status, actor: string | null, reason: string | null = null) {
  refund.status = status;
  refund.pendingReason = status === 'pending' ? 'processing' : null;
  refund.failureReason = reason;
  refund.events.push(`${status === 'failed' ? 'refund_failed' : 'refund_updated'} ${status} ${actor}`);
}

/** Lets time pass and performs the steps that became due. */
export function passTime(ledger: Ledger, ms: number): void {
  ledger.now += ms;
  for (const refund of ledger.refunds)
    while (isDue(refund.task, ledger.now)) perform(refund, refund.task, ledger.now);
}

const isDue = (task: ModelTask | null, now: number): task is ModelTask =>
  task !== null && task.due !== null && task.due <= now;

/** Performs a step. Rule 6.11 takes precedence over it, and over the next step of a refund that became pending. */
function perform(refund: ModelRefund, { step }: ModelTask, now: number): void {
  const isOvertaken = () => refund.status === 'pending' && refund.charge.blocked;
  const disputed = isOvertaken();
  if (disputed) become(refund, 'failed', 'sandbox', 'charge_for_pending_refund_disputed');
  refund.task = disputed ? null : steps[step](refund, now);
  if (refund.task && isOvertaken()) refund.task.due = now;
}

type Steps = Readonly<Record<ModelTask['step'], (refund: ModelRefund, now: number) => ModelTask | null>>;

/** Section 7: performs each step and returns the next one. */
const steps: Steps = {
  await(refund, now) {
    const { charge } = refund;
    // A dispute woke the task, and the dispute was won before the task ran.
    if (charge.status === 'pending') return { step: 'await', due: null };
    if (charge.status === 'failed') {
      become(refund, 'failed', 'sandbox', 'unknown');
      return null;
    }
    if (!asksCustomer(charge)) return { step: 'settle', due: now + DELAY_MS };
    become(refund, 'requires_action', 'sandbox');
    return customerTask(refund, now);
  },
  settle(refund, now) {
    become(refund, 'succeeded', 'sandbox');
    if (asksCustomer(refund.charge) && refund.email?.includes('+recalled+'))
      return { step: 'return', due: now + DELAY_MS };
    return isCard(refund.charge) ? { step: 'reference', due: now + DELAY_MS } : null;
  },
  fail(refund) {
    become(refund, 'failed', 'sandbox', 'expired_or_canceled_card');
    return null;
  },
  reference(refund) {
    refund.hasReference = true;
    refund.events.push(`refund_updated ${refund.status} sandbox`);
    return null;
  },
  details(refund, now) {
    become(refund, 'pending', 'sandbox');
    return { step: refund.email?.includes('+returned@') ? 'return' : 'settle', due: now + DELAY_MS };
  },
  return(refund, now) {
    become(refund, 'requires_action', 'sandbox');
    return { step: 'again', due: now + DELAY_MS };
  },
  again(refund, now) {
    become(refund, 'pending', 'sandbox');
    return { step: 'settle', due: now + DELAY_MS };
  },
  expire(refund) {
    become(refund, 'failed', 'sandbox', 'unknown');
    return null;
  },
};

/** Rule 6.8: cancels a refund with status requires_action. */
export function endByCancel(refund: ModelRefund, actor: string | null): void {
  become(refund, 'canceled', actor, 'merchant_request');
  refund.task = null;
}

/** Wakes the tasks that wait for a settled charge, and those of pending refunds if a dispute blocks the charge. */
export function wake(ledger: Ledger, charge: ModelCharge): void {
  for (const { task, status } of refundsOf(ledger, charge)) {
    if (!task) continue;
    if (charge.blocked && status === 'pending') task.due = Math.min(task.due ?? ledger.now, ledger.now);
    else if (charge.status !== 'pending') task.due ??= ledger.now;
  }
}
