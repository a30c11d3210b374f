import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sql } from '../../src/database/sql.js';
import { approveRefund } from '../../src/refunds/approvals/approve-refund.js';
import { rejectRefund } from '../../src/refunds/approvals/reject-refund.js';
import { createRefund } from '../../src/refunds/create/create-refund.js';
import { isRefusal } from '../../src/rules/refusal.js';
import { atOnce, type Crowd, chargeOf } from './crowd.js';
import { stepOf } from './decide.js';
import { contextOf, inputOf, policyFor } from './gateway.js';
import { brokenApprovals, brokenLimits } from './limit-invariants.js';
import { EMAILS } from './world.js';

/** Concurrent refunds of one limited caller, and then concurrent decisions about the ones that need approval. */
export interface LimitedBatch {
  readonly limited: number;
  readonly times: number;
  /** The charge is fully refunded after this many refunds. */
  readonly parts: number;
  /** The day allows this many of them, by their sum or by their number. */
  readonly allowed: number;
  readonly by: 'sum' | 'number';
  readonly above: 'approve' | 'refuse';
  readonly decisions: readonly ('approve' | 'reject' | 'expire')[];
}

export const limitedBatch: fc.Arbitrary<LimitedBatch> = fc.record({
  limited: fc.nat(3),
  times: fc.integer({ min: 2, max: 12 }),
  parts: fc.integer({ min: 1, max: 12 }),
  allowed: fc.nat(6),
  by: fc.constantFrom('sum' as const, 'number' as const),
  above: fc.constantFrom('approve' as const, 'approve' as const, 'refuse' as const),
  decisions: fc.array(
    fc.constantFrom('approve' as const, 'approve' as const, 'reject' as const, 'expire' as const),
    {
      minLength: 1,
      maxLength: 5,
    },
  ),
});

/** I14: as many refunds succeed as the charge and the day have room for. */
export async function limitedStorm(crowd: Crowd, batch: LimitedBatch): Promise<void> {
  const { gateway, counts } = crowd;
  const { database } = gateway;
  const charge = chargeOf(crowd, batch.limited);
  const { amountRefunded, refundCeiling, refundsOpen } = await database.prisma.charge.findUniqueOrThrow({
    where: { id: charge.id },
  });
  const left = Number(refundCeiling - amountRefunded);
  const part = Math.floor(left / batch.parts);
  const amount = part - (part % stepOf(charge));
  // A new caller has an unused day. An authorization can only be refunded in full (rule 1.7).
  if (amount === 0 || !charge.captured) return;
  const caller = `crowd ${counts.operations} ${charge.id}`;
  const limit = {
    caller,
    currency: charge.currency,
    maxAmount: null,
    // Less than one more refund is left of the sum, which is not enough for it.
    maxAmountPerDay: batch.by === 'sum' ? batch.allowed * amount + Math.floor(amount / 2) : null,
    maxCountPerDay: batch.by === 'number' ? batch.allowed : null,
  };
  const context = { ...contextOf(gateway, caller), policy: policyFor(limit, batch.above) };
  const answers = await atOnce(batch.times, () =>
    createRefund(context, inputOf({ charge: charge.id, amount, instructionsEmail: EMAILS[0] })),
  );
  const outcomes = answers.map((answer) =>
    isRefusal(answer) ? answer.code : 'refund' in answer ? 'made' : 'needs approval',
  );
  const made = outcomes.filter((outcome) => outcome === 'made').length;
  const room = Math.min(Math.floor(left / amount), batch.allowed);
  // A refund of a bank debit is only allowed while its charge is new.
  const isLate = outcomes.every((outcome) => outcome === 'CHARGE_NOT_REFUNDABLE');
  if (refundsOpen && !isLate)
    assert.equal(made, Math.min(batch.times, room), 'I14: as many as the day allows');
  for (const outcome of outcomes) counts.add('limited', outcome);
  assert.deepEqual(await brokenLimits(database, [limit]), []);
  const asked = answers.flatMap((answer) =>
    !isRefusal(answer) && 'approval' in answer ? [answer.approval.id] : [],
  );
  const [first] = asked;
  if (first !== undefined) await decideAtOnce(crowd, first, batch.decisions);
  assert.deepEqual(await brokenApprovals(database, [charge.id]), []);
  assert.deepEqual(await brokenLimits(database, [limit]), []);
}

/** I16: of decisions at once, and the end of the time, at most one counts. The others are told which one. */
async function decideAtOnce({ gateway, counts }: Crowd, id: string, decisions: LimitedBatch['decisions']) {
  const { database } = gateway;
  const answers = await atOnce(decisions.length, async (index) => {
    const by = `${decisions[index]} ${index}`;
    if (decisions[index] === 'approve') return approveRefund(contextOf(gateway, by), id, null);
    if (decisions[index] === 'reject') return rejectRefund(contextOf(gateway, by), id, null);
    await database.pool.query(
      `UPDATE refund_approval SET expires_at = created WHERE id = $1 AND status = 'pending'`,
      [id],
    );
    return null;
  });
  const [row] = await database.query(sql`
    SELECT status, decided_by, refund_id FROM refund_approval_now WHERE id = ${id}`);
  const [status, decidedBy] = row as [string, string | null];
  const winners = decisions.filter((_, index) => answers[index] && !isRefusal(answers[index]));
  assert.equal(
    winners.length,
    decidedBy === null ? 0 : 1,
    `I16: one of ${decisions} decides, it is ${status}`,
  );
  for (const answer of answers) {
    if (answer && isRefusal(answer) && answer.code === 'REFUND_APPROVAL_NOT_PENDING')
      assert.equal(answer.approval.status, status, 'I16: the others are told which one');
    const outcome = answer === null ? 'expire' : isRefusal(answer) ? answer.code : 'decided';
    counts.add('decide', outcome);
  }
}
