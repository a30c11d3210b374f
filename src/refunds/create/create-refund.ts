import { randomUUID } from 'node:crypto';
import { DatabaseUnavailableError, OutcomeUnknownError } from '../../database/retry.js';
import { decisionCodes } from '../../rules/decide-refund.js';
import { fingerprintOf } from '../../rules/idempotency.js';
import { type CreateRefundInput, refuseInput } from '../../rules/refund-input.js';
import type { Refusal } from '../../rules/refusal.js';
import { requestApproval } from '../approvals/request-approval.js';
import type { ApprovalRequested, Attempt, AttemptContext, CreatedRefund } from './create-group.js';
import type { RefundGroups } from './refund-groups.js';
import { replayOutcome } from './replay-outcome.js';

/** The codes with which `createRefund` refuses. */
export const createRefundCodes = [...decisionCodes, 'IDEMPOTENCY_KEY_REUSED'] as const;
export type CreateRefundCode = (typeof createRefundCodes)[number];

/** The context of `createRefund`. Its database is that of the groups. */
export interface CreateContext extends AttemptContext {
  readonly groups: RefundGroups;
  /** Gets the key of each refund before anything is written: the caller's, or the one that is generated. */
  readonly keys?: Set<string>;
}

/**
 * Creates a refund, or returns the refusal of the rules. It reads, decides, and writes under a guard: if the charge or
 * the key changed in between, it reads and decides again, so that no interleaving refunds too much. Simultaneous
 * refunds are decided in order and written in one transaction. A refund that its caller may not make alone becomes a
 * request for approval.
 *
 * @throws OutcomeUnknownError if the connection broke during the write; it has the key that tells the outcome
 * @throws DatabaseUnavailableError if nothing was written, such as when no connection was free
 */
export async function createRefund(
  context: CreateContext,
  input: CreateRefundInput,
): Promise<CreatedRefund | ApprovalRequested | Refusal<CreateRefundCode>> {
  const refused = refuseInput(input);
  if (refused) return refused;
  const attempt: Attempt = {
    context,
    input,
    key: {
      caller: context.actor ?? '',
      key: input.idempotencyKey ?? `gateway_${randomUUID()}`,
      fingerprint: fingerprintOf(input),
      given: input.idempotencyKey != null,
    },
    madeIds: new Set(),
  };
  const { groups, keys } = context;
  keys?.add(attempt.key.key);
  try {
    for (;;) {
      const result = await groups.run(attempt);
      if ('outcome' in result) return await replayOutcome(groups.database, attempt, result.outcome);
      if (!('held' in result)) return result;
      const { held: decision, exceeded, expiresAfterMs } = result;
      const request = { attempt, decision, message: exceeded.message, expiresAfterMs };
      const requested = await requestApproval({ ...context, database: groups.database }, request);
      if (requested) return requested;
    }
  } catch (error) {
    throw inDoubt(error, attempt);
  }
}

/** If the refund may have been written, the error does not tell the outcome. */
function inDoubt(error: unknown, { key, madeIds }: Attempt): unknown {
  const unknown =
    error instanceof OutcomeUnknownError || (error instanceof DatabaseUnavailableError && madeIds.size > 0);
  return unknown ? new OutcomeUnknownError(error.message, { cause: error, idempotencyKey: key.key }) : error;
}
