import { createHash } from 'node:crypto';
import type { Charge } from '../../prisma/generated/prisma/client.js';
import type { ProcessedRefund, RefundProcessor, Task, TaskResult } from '../refunds/processing/processor.js';
import { isCard, requiresInstructionsEmail } from '../rules/first-status.js';

/** Stripe's test cards, by their last four digits (rules, section 7). */
const PENDING_THEN_SUCCEEDS = '7726';
const SUCCEEDS_THEN_FAILS = '5126';

export interface SandboxOptions {
  /** The duration of each step of the network. */
  readonly delayMs: number;
  readonly actionExpiresAfterMs: number;
}

type StepName =
  | 'await_charge'
  | 'settle'
  | 'fail'
  | 'send_reference'
  | 'give_details'
  | 'give_details_again'
  | 'return'
  | 'expire';

/** A processor in place of the payment network. The test card or the e-mail address decides the life of each refund. */
export function createSandbox({ delayMs, actionExpiresAfterMs }: SandboxOptions): RefundProcessor {
  const soon = (step: StepName): Task<StepName> => ({ step, delayMs });

  const steps: Readonly<Record<StepName, (refund: ProcessedRefund, charge: Charge) => TaskResult<StepName>>> =
    {
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

  const isStep = (name: string): name is StepName => Object.hasOwn(steps, name);

  /** Rule 1.5: a refund of a pending charge continues once the charge is settled. */
  function afterCharge(refund: ProcessedRefund, charge: Charge): TaskResult<StepName> {
    if (charge.status === 'pending') return { next: { step: 'await_charge', delayMs: null } };
    if (charge.status === 'failed') return { change: { status: 'failed', failureReason: 'unknown' } };
    if (requiresInstructionsEmail(charge))
      return { change: { status: 'requires_action' }, next: afterRequest(refund) };
    return { next: soon('settle') };
  }

  /** Rules 6.6 and 6.7: the local part of the e-mail address decides what the customer does. */
  const afterRequest = (refund: ProcessedRefund): Task<StepName> =>
    isAnswered(refund) ? soon('give_details') : { step: 'expire', delayMs: actionExpiresAfterMs };

  return {
    name: 'sandbox',
    actionExpiresAfterMs,
    succeedsAtOnce: ({ cardLast4 }) => cardLast4 !== PENDING_THEN_SUCCEEDS,
    firstTask(refund, charge): Task<StepName> | null {
      if (refund.balanceTransactionId === null) return null; // a released authorization
      if (refund.pendingReason === 'charge_pending') return { step: 'await_charge', delayMs: null };
      if (refund.status === 'requires_action') return afterRequest(refund);
      if (refund.status === 'pending') return soon('settle');
      return soon(charge.cardLast4 === SUCCEEDS_THEN_FAILS ? 'fail' : 'send_reference');
    },
    parseStep: (name) => (isStep(name) ? async (refund, charge) => steps[name](refund, charge) : null),
  };
}

const localPartOf = ({ instructionsEmail }: ProcessedRefund): string =>
  instructionsEmail?.split('@')[0] ?? '';
const isReturned = (refund: ProcessedRefund): boolean => localPartOf(refund).endsWith('+returned');
const isAnswered = (refund: ProcessedRefund): boolean =>
  localPartOf(refund).endsWith('+details') || isReturned(refund);

/** Twelve digits, as acquirers' references have; always the same for the same refund. */
function referenceOf({ id }: ProcessedRefund): string {
  const digits = createHash('sha256').update(id).digest().readBigUInt64BE() % 10n ** 12n;
  return digits.toString().padStart(12, '0');
}
