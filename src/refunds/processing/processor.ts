import type { Charge, Refund } from '../../../prisma/generated/prisma/client.js';
import type { DecidingCharge } from '../../rules/deciding-columns.js';
import type { StatusChange } from '../change-status.js';

/** A refund as a processor may see it: without what colleagues write for each other (rules, section 12). */
export type ProcessedRefund = Omit<Refund, 'note' | 'reasonCode' | 'lines' | 'createdBy' | 'countedOn'>;

/** The next step of a refund, by the processor's own name for it. It is stored until the step is done. */
export interface Task<StepName extends string = string> {
  readonly step: StepName;
  /** From now. If null, the task waits to be woken, for example by the settling of its charge. */
  readonly delayMs: number | null;
}

/** The result of a step: a change of status, a reference that became known, or nothing yet; and the next task. */
export interface TaskResult<StepName extends string = string> {
  readonly change?: StatusChange;
  /** The network's reference of a card refund. */
  readonly reference?: string;
  readonly next?: Task<StepName>;
}

/**
 * Performs a step for a refund, outside any transaction. After a crash it is performed again, so its requests to a
 * network must carry a key of their own, such as the refund's id with the step's name.
 */
export type Step = (refund: ProcessedRefund, charge: Charge) => Promise<TaskResult>;

/**
 * Carries refunds out: a payment network, or a sandbox in its place. It may answer now, later or never. A refund is
 * recorded before the processor is asked, so nothing is lost when the gateway stops in between.
 */
export interface RefundProcessor {
  /** The actor of the events that it causes. */
  readonly name: string;
  /** The time that a customer has to give bank details (rule 6.7). */
  readonly actionExpiresAfterMs: number;
  /** Whether a refund to the charge's card succeeds at once (rule 6.1). Otherwise it starts as pending. */
  succeedsAtOnce(charge: DecidingCharge): boolean;
  /** The first task of a new refund, if any. It is recorded with the refund. */
  firstTask(refund: ProcessedRefund, charge: DecidingCharge): Task | null;
  /**
   * The step of that name. Null if the processor has no such step: another version of the gateway, or another
   * processor, recorded the task.
   */
  parseStep(name: string): Step | null;
}

/** Whether a refund to the card of the charge, if one was found, succeeds at once (rule 6.1). */
export const succeedsAtOnce = (
  processor: Pick<RefundProcessor, 'succeedsAtOnce'>,
  { charge }: { readonly charge: DecidingCharge | null },
): boolean => charge !== null && processor.succeedsAtOnce(charge);
