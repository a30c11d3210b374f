import { createHash } from 'node:crypto';
import type { Charge, Refund } from '../../prisma/generated/prisma/client.js';
import type { RefundProcessor, Task, TaskResult } from '../refunds/processing/processor.js';
import { isCard, requiresInstructionsEmail } from '../rules/first-status.js';

/** Stripe's test cards, by their last four digits (rules, section 7). */
const PENDING_THEN_SUCCEEDS = '7726';
const SUCCEEDS_THEN_FAILS = '5126';

export interface SandboxOptions {
  /** How long each step of the network takes. */
  readonly delayMs: number;
  readonly actionExpiresAfterMs: number;
}

type Step =
  | 'await_charge'
  | 'settle'
  | 'fail'
  | 'send_reference'
  | 'give_details'
  | 'give_details_again'
  | 'return'
  | 'expire';

/** Stands in for the payment network: each refund meets the fate that its test card or e-mail address asks for. */
export function createSandbox({ delayMs, actionExpiresAfterMs }: SandboxOptions): RefundProcessor {
  const soon = (step: Step): Task => ({ step, delayMs });

  const steps: Readonly<Record<Step, (refund: Refund, charge: Charge) => TaskResult>> = {
    await_charge: (refund, charge) => afterCharge(refund, charge),
    settle: (_, charge) => ({
      change: { status: 'succeeded' },
      ...(isCard(charge) && { next: soon('send_reference') }),
    }),
    fail: () => ({ change: { status: 'failed', failureReason: 'expired_or_canceled_card' } }),
    send_reference: (refund) => ({ reference: referenceOf(refund) }),
    give_details: (refund) => ({
      change: { status: 'pending', pendingReason: 'processing' },
      next: soon(isReturned(refund) ? 'return' : 'settle'),
    }),
    give_details_again: () => ({
      change: { status: 'pending', pendingReason: 'processing' },
      next: soon('settle'),
    }),
    return: () => ({ change: { status: 'requires_action' }, next: soon('give_details_again') }),
    expire: () => ({ change: { status: 'failed', failureReason: 'unknown' } }),
  };

  /** Rule 1.5: a refund of a charge that was pending goes on once that settles. */
  function afterCharge(refund: Refund, charge: Charge): TaskResult {
    if (charge.status === 'pending') return { next: { step: 'await_charge', delayMs: null } };
    if (charge.status === 'failed') return { change: { status: 'failed', failureReason: 'unknown' } };
    if (requiresInstructionsEmail(charge))
      return { change: { status: 'requires_action' }, next: afterRequest(refund) };
    return { next: soon('settle') };
  }

  /** Rules 6.6 and 6.7: the local part of the e-mail address tells what the customer does. */
  const afterRequest = (refund: Refund): Task =>
    isAnswered(refund) ? soon('give_details') : { step: 'expire', delayMs: actionExpiresAfterMs };

  return {
    name: 'sandbox',
    actionExpiresAfterMs,
    succeedsAtOnce: ({ cardLast4 }) => cardLast4 !== PENDING_THEN_SUCCEEDS,
    firstTask(refund, charge) {
      if (refund.balanceTransactionId === null) return null; // an authorization that was released
      if (refund.pendingReason === 'charge_pending') return { step: 'await_charge', delayMs: null };
      if (refund.status === 'requires_action') return afterRequest(refund);
      if (refund.status === 'pending') return soon('settle');
      return soon(charge.cardLast4 === SUCCEEDS_THEN_FAILS ? 'fail' : 'send_reference');
    },
    perform: async (step, refund, charge) => steps[step as Step](refund, charge),
  };
}

const localPartOf = ({ instructionsEmail }: Refund): string => instructionsEmail?.split('@')[0] ?? '';
const isReturned = (refund: Refund): boolean => localPartOf(refund).endsWith('+returned');
const isAnswered = (refund: Refund): boolean =>
  localPartOf(refund).endsWith('+details') || isReturned(refund);

/** Twelve digits, as acquirers give; the same for the same refund, however often it is asked. */
function referenceOf({ id }: Refund): string {
  const digits = createHash('sha256').update(id).digest().readBigUInt64BE() % 10n ** 12n;
  return digits.toString().padStart(12, '0');
}
