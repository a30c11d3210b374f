import { randomUUID } from 'node:crypto';
import { GroupCommit } from '../../database/group-commit.js';
import { DatabaseUnavailableError, OutcomeUnknownError } from '../../database/retry.js';
import type { Database } from '../../ledger/open-ledger.js';
import { decisionCodes } from '../../rules/decide-refund.js';
import { fingerprintOf } from '../../rules/idempotency.js';
import { type CreateRefundInput, refuseInput } from '../../rules/refund-input.js';
import type { Refusal } from '../../rules/refusal.js';
import type { VerbContext } from '../verb-context.js';
import { type Attempt, type Created, type CreatedRefund, createGroup } from './create-group.js';
import { replayOutcome } from './replay-outcome.js';

/** The codes with which `createRefund` refuses. */
export const createRefundCodes = [...decisionCodes, 'IDEMPOTENCY_KEY_REUSED'] as const;
export type CreateRefundCode = (typeof createRefundCodes)[number];

/**
 * Makes a refund, or says why the rules refuse it. Decides on what it reads and writes under a guard: where the
 * charge or the key moved in between, it reads and decides again, so that no interleaving over-refunds. Those who
 * ask at once are decided in order and written by one transaction.
 *
 * @throws OutcomeUnknownError with the key that tells the outcome, where the database broke in the middle
 */
export async function createRefund(
  context: VerbContext,
  input: CreateRefundInput,
): Promise<CreatedRefund | Refusal<CreateRefundCode>> {
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
  const result = await groupsOf(context.database)
    .run(attempt, subjectOf(input))
    .catch((error) => {
      throw inDoubt(error, attempt);
    });
  return 'outcome' in result ? replayOutcome(context.database, attempt, result.outcome) : result;
}

/** What the refund is of. One charge may be named in two ways: two groups that race each other, no more. */
const subjectOf = ({ charge, paymentIntent }: CreateRefundInput): string => `${charge ?? paymentIntent}`;

const groups = new WeakMap<Database, GroupCommit<Attempt, Created>>();

/** One for a database, whoever asks. */
function groupsOf(database: Database): GroupCommit<Attempt, Created> {
  const known = groups.get(database);
  if (known) return known;
  const made = new GroupCommit<Attempt, Created>((attempts) => createGroup(database, attempts), mayBeOnes);
  groups.set(database, made);
  return made;
}

/** A database that is away is away for each of a group; a charge that is locked is so for each who asks for it. */
const mayBeOnes = (error: unknown, subjects: number): boolean => {
  if (error instanceof OutcomeUnknownError) return false;
  return !(error instanceof DatabaseUnavailableError) || (error.failure === 'busy' && subjects > 1);
};

/** Once it was written, or may have been, an error says nothing of the outcome. */
function inDoubt(error: unknown, { key, madeIds }: Attempt): unknown {
  const unknown =
    error instanceof OutcomeUnknownError || (error instanceof DatabaseUnavailableError && madeIds.size > 0);
  return unknown ? new OutcomeUnknownError(error.message, { cause: error, idempotencyKey: key.key }) : error;
}
