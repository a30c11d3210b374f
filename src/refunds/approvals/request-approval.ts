import { causesOf } from '../../database/failure.js';
import { sql } from '../../database/sql.js';
import { readRows } from '../../ledger/page.js';
import { wholeRow } from '../../ledger/select.js';
import { keptInput } from '../../rules/approval.js';
import type { DecisionCode, RefundDecision } from '../../rules/decide-refund.js';
import { newId } from '../../rules/ids.js';
import type { Refusal } from '../../rules/refusal.js';
import type { ApprovalRequested, Attempt, CreatedRefund } from '../create/create-group.js';
import { readFacts } from '../create/read-facts.js';
import { replayOutcome } from '../create/replay-outcome.js';
import type { VerbContext } from '../verb-context.js';

/** A refund that the rules allow, and a policy does not allow its caller alone. */
export interface ApprovalRequest {
  readonly attempt: Pick<Attempt, 'input' | 'key' | 'madeIds'>;
  readonly decision: RefundDecision;
  /** Why it needs approval. */
  readonly message: string;
  readonly expiresAfterMs: number;
}

/**
 * Rule 13.3: asks for the approval of a refund. The approval and its key are one statement, and so one transaction. It
 * holds nothing of the charge. If the key has an outcome by now, that is the answer.
 *
 * @returns null if the charge has changed since the decision: an erased address must not be kept again
 * @throws OutcomeUnknownError if the connection broke during the write; the key tells the outcome
 */
export async function requestApproval(
  { database, clock, actor }: Pick<VerbContext, 'database' | 'clock' | 'actor'>,
  { attempt, decision, message, expiresAfterMs }: ApprovalRequest,
): Promise<ApprovalRequested | CreatedRefund | Refusal<DecisionCode | 'IDEMPOTENCY_KEY_REUSED'> | null> {
  const { input, key, madeIds } = attempt;
  const { charge, amount } = decision;
  const id = newId('apr', clock.now());
  const kept = JSON.stringify(keptInput(input, decision));
  const written = await database
    .write(
      // The key first, as every verb does. The charge is locked only for rows that the join has found, so for a new key.
      sql`WITH key AS (
          INSERT INTO idempotency_key (caller, key, fingerprint, approval_id)
          VALUES (${key.caller}, ${key.key}, ${key.fingerprint}, ${id})
          ON CONFLICT DO NOTHING RETURNING created
        ), unchanged AS (
          SELECT key.created FROM key, charge
          WHERE charge.id = ${charge.id} AND charge.revision = ${charge.revision}::int FOR SHARE OF charge
        )
        INSERT INTO refund_approval (id, amount, charge_id, created, currency, expires_at, input, message, requested_by, status)
        SELECT ${id}, ${`${amount}`}::bigint, ${charge.id}, created, ${charge.currency},
          created + ${expiresAfterMs}::bigint * interval '1 millisecond', ${kept}::jsonb, ${message}, ${actor}, 'pending'
        FROM unchanged RETURNING 1`,
      () => madeIds.add(id),
    )
    .catch((error: unknown) => {
      if (isKeyWithoutApproval(error)) return null;
      throw error;
    });
  if (written === null) return null;
  if (written.length > 0) {
    const [approval] = await readRows(database.query, 'refundApproval', [id], wholeRow);
    if (!approval) throw new Error(`The approval ${id} is missing`);
    return { approval, idempotentReplay: false };
  }
  const [found] = await readFacts(database, [{ terms: input, key }]);
  if (!found?.outcome) return null;
  return replayOutcome(database, attempt, found.outcome);
}

/** The charge has changed, so no approval was made, and the database refuses the key that names one. */
const isKeyWithoutApproval = (error: unknown): boolean =>
  [...causesOf(error)].some(({ constraint }) => constraint === 'idempotency_key_approval_id_fkey');
