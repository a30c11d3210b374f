import type { RefundApproval } from '../../../prisma/generated/prisma/client.js';
import { DatabaseUnavailableError, OutcomeUnknownError } from '../../database/retry.js';
import { sql } from '../../database/sql.js';
import { readRows } from '../../ledger/page.js';
import { wholeRow } from '../../ledger/select.js';
import type { Rows } from '../../ledger/tables.js';
import { approvalDecisionCodes, inputOf, refusalOfApproved, refuseToDecide } from '../../rules/approval.js';
import { refuseApprover } from '../../rules/decide-policy.js';
import { type DecisionCode, type DecisionFacts, decideRefund } from '../../rules/decide-refund.js';
import { NO_POLICY } from '../../rules/policy.js';
import { isRefusal, type Refusal } from '../../rules/refusal.js';
import type { AttemptContext } from '../create/create-group.js';
import type { Decided } from '../create/new-refund.js';
import { readFacts } from '../create/read-facts.js';
import { entryOf, totalsOf } from '../create/record-refunds.js';
import { refundRows } from '../create/refund-rows.js';
import type { EventChange } from '../events/record-event.js';
import { succeedsAtOnce } from '../processing/processor.js';
import type { VerbContext } from '../verb-context.js';
import { findDecidable } from './find-approval.js';

/** The context of `approveRefund`. */
export type ApproveContext = VerbContext & Pick<AttemptContext, 'policy'>;

/** The codes with which `approveRefund` refuses. */
export const approveRefundCodes = ['REFUND_APPROVAL_NOT_PENDING', ...approvalDecisionCodes] as const;
type ApproveRefundCode = (typeof approveRefundCodes)[number];

/** Others were quicker so often in a row that the approver has to try again later. */
const MAX_REPEATS = 100;

/**
 * Rule 13.4: approves a refund, by another caller than the one who asked. The refund is decided anew, from the charge as it
 * is now. It is written together with the decision, or neither is: if the approval or the charge changed in between, both
 * are read and decided again. If the rules refuse the refund now, the approval stays pending.
 *
 * @throws OutcomeUnknownError if the connection broke during the write; the approval tells the outcome
 */
export async function approveRefund(
  context: ApproveContext,
  id: string,
  note: string | null,
): Promise<Rows['refund'] | Refusal<ApproveRefundCode>> {
  const { database, actor } = context;
  const madeIds = new Set<string>();
  for (let repeats = 0; repeats < MAX_REPEATS; repeats++) {
    const approval = await findDecidable(database, id);
    if (isRefusal(approval)) return approval;
    // This call may have approved it and lost the answer.
    if (approval.refundId !== null && madeIds.has(approval.refundId)) return refundOf(context, approval);
    const refused = refuseToDecide(approval, actor);
    if (refused) return refused;
    const [read] = await readFacts(database, [{ terms: inputOf(approval), key: null }]);
    if (!read?.facts.charge) throw new Error(`The charge ${approval.chargeId} of an approval is missing`);
    const written = decide(context, approval, read.facts);
    if (isRefusal(written)) {
      // The charge was read after the approval. What is missing there may be the refund that another decision made meanwhile.
      const now = await findDecidable(database, id);
      if (!isRefusal(now) && now.status !== 'pending') continue;
      // What was sent over the broken connection may still be written.
      if (madeIds.size > 0)
        throw new OutcomeUnknownError(`The approval of ${id} was refused after a write`, {});
      return refusalOfApproved(written, read.facts.charge);
    }
    const { refund } = written.rows;
    // Without a key: the request for approval has it. The approval itself ensures that it gets one refund.
    const { refunds, guards, beside } = entryOf([written]);
    const decision = { approval: id, refund: refund.id, decided_by: actor, note };
    const totals = totalsOf(
      await database.write(
        sql`SELECT charge_id, amount_refunded, application_fee_refunded, transfer_reversed
          FROM approve_refund(${refunds}::new_refund[], ${guards}::charge_guard[], ${beside}::jsonb,
            ${JSON.stringify(decision)}::jsonb)`,
        () => madeIds.add(refund.id),
      ),
      guards.length,
    );
    if (totals) return { ...refund, charge: { ...read.facts.charge, ...totals.get(refund.chargeId) } };
  }
  throw new DatabaseUnavailableError('conflict', new Error(`${id} was repeated ${MAX_REPEATS} times`));
}

function decide(
  { clock, processor, actor, policy = NO_POLICY }: ApproveContext,
  approval: RefundApproval,
  facts: DecisionFacts,
): Decided | Refusal<DecisionCode> {
  const input = inputOf(approval);
  const decision = decideRefund(input, facts, succeedsAtOnce(processor, facts));
  if (isRefusal(decision)) return decision;
  const refused = refuseApprover(decision, { policy, caller: actor ?? '', now: clock.now() });
  if (refused) return refused;
  const { actionExpiresAfterMs } = processor;
  const rows = refundRows(decision, input, { at: clock.now(), actor, actionExpiresAfterMs });
  const task = processor.firstTask(rows.refund, decision.charge);
  const changes = approvalChanges(approval, actor);
  return {
    decision,
    rows: {
      ...rows,
      // Who asked for it (rule 13.4). The actor of its event is the approver.
      refund: { ...rows.refund, createdBy: approval.requestedBy },
      refundEvent: {
        ...rows.refundEvent,
        changes: [...(rows.refundEvent.changes as EventChange[]), ...changes],
      },
    },
    task: task && { ...task, at: clock.shared },
  };
}

/** The history of the refund has both names. */
const approvalChanges = ({ id, requestedBy }: RefundApproval, actor: string | null): EventChange[] => [
  { field: 'approval', before: null, after: id },
  { field: 'approval.requestedBy', before: null, after: requestedBy },
  { field: 'approval.decidedBy', before: null, after: actor },
];

async function refundOf(
  { database }: VerbContext,
  { id, refundId }: RefundApproval,
): Promise<Rows['refund']> {
  const [refund] = await readRows(database.query, 'refund', [`${refundId}`], wholeRow);
  if (!refund) throw new Error(`The refund ${refundId} of approval ${id} is missing`);
  return refund;
}
