import assert from 'node:assert/strict';
import fc from 'fast-check';
import { approveRefund } from '../../src/refunds/approvals/approve-refund.js';
import { expireApprovals } from '../../src/refunds/approvals/expire-approvals.js';
import { rejectRefund } from '../../src/refunds/approvals/reject-refund.js';
import { isRefusal } from '../../src/rules/refusal.js';
import { answerOf, modelTotals, totalsOf } from './answers.js';
import { approve, reject } from './approvals.js';
import { actor } from './creation.js';
import { contextOf, policy } from './gateway.js';
import { isRefused, type ModelApproval } from './ledger.js';
import { pick } from './pick.js';
import { steps, type World } from './step.js';

/** Null now and then, which stands for an approval that does not exist. Few numbers, so that decisions repeat. */
const decision = fc.record({
  approval: fc.option(fc.nat(11), { freq: 20 }),
  by: fc.oneof({ weight: 2, arbitrary: fc.constantFrom('sam', 'lead') }, { weight: 1, arbitrary: actor }),
  note: fc.constantFrom(null, 'as agreed'),
});
interface AboutApproval {
  readonly approval: number | null;
}
const NO_APPROVAL = 'apr_none';

/** Of the approvals that wait twice as often as of the others. */
const approvalOf = ({ approval }: AboutApproval, { ledger }: World): ModelApproval | undefined => {
  const pending = pendingOf(ledger.approvals);
  const some = pending.length > 0 && Number(approval) % 3 > 0 ? pending : ledger.approvals;
  return approval === null ? undefined : pick(some, approval);
};
const isThereOrNone = ({ approval }: AboutApproval, { ledger }: World): boolean =>
  approval === null || ledger.approvals.length > 0;

export const approvings = steps(
  'approve',
  decision,
  async (operation, world, gateway) => {
    const { ledger } = world;
    const { by, note } = operation;
    const approval = approvalOf(operation, world);
    const expected = approve(ledger, approval, by, note);
    const context = { ...contextOf(gateway, by), policy };
    const actual = await approveRefund(context, approval?.id ?? NO_APPROVAL, note);
    // The model cannot know the id.
    if (!isRefused(expected) && !isRefusal(actual)) expected.id = actual.id;
    assert.deepEqual(answerOf(actual), answerOf(expected));
    const shown = isRefusal(actual) ? 'charge' in actual && actual.charge : actual.charge;
    const charge = shown && ledger.charges.find(({ id }) => id === shown.id);
    if (shown && charge) assert.deepEqual(totalsOf(shown), modelTotals(ledger, charge));
    return isRefused(expected) ? nameOf(expected.code, approval, by) : 'approved';
  },
  isThereOrNone,
);

export const rejections = steps(
  'reject',
  decision,
  async (operation, world, gateway) => {
    const { by, note } = operation;
    const approval = approvalOf(operation, world);
    const expected = reject(approval, by, note);
    const actual = await rejectRefund(contextOf(gateway, by), approval?.id ?? NO_APPROVAL, note);
    assert.deepEqual(answerOf(actual), answerOf(expected));
    return isRefused(expected) ? nameOf(expected.code, approval, by) : 'rejected';
  },
  isThereOrNone,
);

const nameOf = (code: string, approval: ModelApproval | undefined, by: string | null): string => {
  if (code !== 'REFUND_APPROVAL_NOT_PENDING') return code;
  if (approval?.status !== 'pending') return `${code} ${approval?.status}`;
  return `${code} ${by === null ? 'no name' : 'who asked'}`;
};

/**
 * The time of a pending approval ends. The database's clock decides that, which the model cannot move, so its time is set to
 * what is over. The gateway writes it at once, or later.
 */
export const expiries = steps(
  'expire',
  fc.record({ approval: fc.nat(11), written: fc.boolean() }),
  async ({ approval: number, written }, { ledger }, { database }) => {
    const approval = pick(pendingOf(ledger.approvals), number) as ModelApproval;
    approval.status = 'expired';
    await database.pool.query('UPDATE refund_approval SET expires_at = created WHERE id = $1', [approval.id]);
    // Approvals of earlier runs may have expired too.
    if (written) assert.ok((await expireApprovals(database)) > 0);
    return written ? 'written' : 'seen by readers only';
  },
  (_, { ledger }) => pendingOf(ledger.approvals).length > 0,
);

const pendingOf = (approvals: readonly ModelApproval[]): readonly ModelApproval[] =>
  approvals.filter(({ status }) => status === 'pending');
