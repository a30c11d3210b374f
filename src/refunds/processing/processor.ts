import type { Charge, Refund } from '../../../prisma/generated/prisma/client.js';
import type { DecidingCharge } from '../../rules/deciding-columns.js';
import type { StatusChange } from '../change-status.js';

/** What a processor has to do for a refund, in a word of its own, kept in the database until it is done. */
export interface Task {
  readonly step: string;
  /** From now; null until something wakes it, such as the charge that settles. */
  readonly delayMs: number | null;
}

/** What came of a task: nothing yet, a change of status, or a reference that became known; and what is next. */
export interface TaskResult {
  readonly change?: StatusChange;
  /** The network's reference of a card refund. */
  readonly reference?: string;
  readonly next?: Task;
}

/**
 * What carries refunds out: the payment network, or what stands in for it. It may answer now, later or never; the
 * refund is recorded before it is asked, and nothing is lost when the gateway stops in between.
 */
export interface RefundProcessor {
  /** The actor of the events that it brings about. */
  readonly name: string;
  /** How long a customer has to give bank details (rule 6.7). */
  readonly actionExpiresAfterMs: number;
  /** Whether a refund to the charge's card succeeds at once (rule 6.1); else it starts as pending. */
  succeedsAtOnce(charge: DecidingCharge): boolean;
  /** What to do first for a new refund, if anything; recorded with it. */
  firstTask(refund: Refund, charge: DecidingCharge): Task | null;
  /**
   * Does a task that is due, outside any transaction. After a crash it is asked again: what it asks of a network must
   * carry a key of its own, such as the refund's id with the step.
   */
  perform(step: string, refund: Refund, charge: Charge): Promise<TaskResult>;
}

/** Whether a refund to the card of the charge that was found, if any, succeeds at once (rule 6.1). */
export const succeedsAtOnce = (
  processor: Pick<RefundProcessor, 'succeedsAtOnce'>,
  { charge }: { readonly charge: DecidingCharge | null },
): boolean => charge !== null && processor.succeedsAtOnce(charge);
