import { randomUUID } from 'node:crypto';
import type { Rows } from '../../../src/ledger/tables.js';
import { requestApproval } from '../../../src/refunds/approvals/request-approval.js';
import { readFacts } from '../../../src/refunds/create/read-facts.js';
import type { VerbContext } from '../../../src/refunds/verb-context.js';
import { decideRefund } from '../../../src/rules/decide-refund.js';
import { fingerprintOf } from '../../../src/rules/idempotency.js';
import type { CreateRefundInput } from '../../../src/rules/refund-input.js';
import { isRefusal } from '../../../src/rules/refusal.js';

export const APPROVAL_EXPIRES_AFTER_MS = 72 * 60 * 60_000;

/**
 * Asks for the approval of a refund as createRefund does where a policy says so.
 *
 * @param between what happens after the decision
 */
export async function askForApproval(
  context: VerbContext,
  input: CreateRefundInput,
  between: () => Promise<unknown> = async () => {},
) {
  const key = {
    caller: context.actor ?? '',
    key: input.idempotencyKey ?? `gateway_${randomUUID()}`,
    fingerprint: fingerprintOf(input),
    given: input.idempotencyKey != null,
  };
  const [read] = await readFacts(context.database, [{ terms: input, key: null }]);
  if (!read) throw new Error('No facts');
  const decision = decideRefund(input, read.facts, true);
  if (isRefusal(decision)) throw new Error(decision.message);
  await between();
  return requestApproval(context, {
    attempt: { input, key, madeIds: new Set() },
    decision,
    message: 'More than desk may refund alone.',
    expiresAfterMs: APPROVAL_EXPIRES_AFTER_MS,
  });
}

/** A new approval. Throws if the key has another outcome. */
export async function newApproval(
  context: VerbContext,
  input: CreateRefundInput,
): Promise<Rows['refundApproval']> {
  const asked = await askForApproval(context, input);
  if (!asked || !('approval' in asked) || isRefusal(asked)) throw new Error('No approval was made');
  return asked.approval;
}

/** Lets the time of an approval be over. Tests cannot set the database's clock, which decides about it. */
export const letExpire = ({ database }: Pick<VerbContext, 'database'>, id: string) =>
  database.pool.query(`UPDATE refund_approval SET expires_at = created + interval '0' WHERE id = $1`, [id]);
