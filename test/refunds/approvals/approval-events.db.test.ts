import { expect, test } from 'vitest';
import { approveRefund } from '../../../src/refunds/approvals/approve-refund.js';
import { expireApprovals } from '../../../src/refunds/approvals/expire-approvals.js';
import { findApproval } from '../../../src/refunds/approvals/find-approval.js';
import { rejectRefund } from '../../../src/refunds/approvals/reject-refund.js';
import { letExpire, newApproval } from '../../support/gateways/ask-for-approval.js';
import { accepted, refused, testVerbs } from '../../support/gateways/test-verbs.js';
import { eventIdOf } from '../../support/rows/feed-events.js';
import { insertCharge, testId } from '../../support/rows/ledger-rows.js';

const verbs = testVerbs();
const asked = async (amount = 400n, idempotencyKey: string | null = null) => {
  const { id: charge } = await insertCharge(verbs.database);
  return newApproval(verbs.as('anna'), { charge, amount, idempotencyKey });
};
const now = async (id: string) => accepted(await findApproval(verbs.database, id));
const eventsOf = (approvalId: string) =>
  verbs.database.prisma.refundApprovalEvent.findMany({
    where: { approvalId },
    orderBy: { position: 'asc' },
  });
const typesOf = async (id: string) => (await eventsOf(id)).map(({ type }) => type);

test('rule 13.7: a request, an approval and a rejection are events with their callers and times', async () => {
  const [first, second] = [await asked(), await asked()];
  accepted(await approveRefund(verbs.as('ben'), first.id, null));
  accepted(await rejectRefund(verbs.as('carl'), second.id, null));
  for (const [{ id }, type, actor] of [
    [first, 'approved', 'ben'],
    [second, 'rejected', 'carl'],
  ] as const) {
    const { created, decidedAt } = await now(id);
    expect(await eventsOf(id)).toEqual([
      {
        id: eventIdOf(id, 'requested'),
        position: expect.any(BigInt),
        actor: 'anna',
        approvalId: id,
        created,
        type: 'requested',
      },
      {
        id: eventIdOf(id, type),
        position: expect.any(BigInt),
        actor,
        approvalId: id,
        created: decidedAt,
        type,
      },
    ]);
  }
});

test('rule 13.7: an expiry is an event of nobody, at the moment at which the approval expired', async () => {
  const { id } = await asked();
  await letExpire(verbs, id);
  // Every reader shows it as expired. The event comes with the periodic step.
  expect([(await now(id)).status, await typesOf(id)]).toEqual(['expired', ['requested']]);
  await expireApprovals(verbs.database);
  const [, event] = await eventsOf(id);
  expect(event).toMatchObject({ type: 'expired', actor: null, created: (await now(id)).expiresAt });
  await expireApprovals(verbs.database);
  expect(await typesOf(id)).toEqual(['requested', 'expired']);
});

test('rule 13.7: the request of nobody is an event of nobody', async () => {
  const { id: charge } = await insertCharge(verbs.database);
  const { id } = await newApproval(verbs.as(null), { charge, amount: 1n });
  expect(await eventsOf(id)).toMatchObject([{ actor: null, type: 'requested' }]);
});

test('rule 13.7: what is refused or repeated writes no event', async () => {
  const key = testId('key');
  const { id, chargeId } = await asked(1000n, key);
  await newApproval(verbs.as('anna'), { charge: chargeId, amount: 1000n, idempotencyKey: key });
  expect(refused(await rejectRefund(verbs.as('anna'), id, null)).code).toBe('REFUND_APPROVAL_NOT_PENDING');
  await verbs.refund({ charge: chargeId, amount: 1n });
  expect(refused(await approveRefund(verbs.as('ben'), id, null)).code).toBe('AMOUNT_TOO_LARGE');
  expect(await typesOf(id)).toEqual(['requested']);
  accepted(await rejectRefund(verbs.as('ben'), id, null));
  refused(await rejectRefund(verbs.as('ben'), id, null));
  expect(await typesOf(id)).toEqual(['requested', 'rejected']);
});

test('rule 13.7: the event of an approval and that of its refund are one transaction', async () => {
  const { id } = await asked();
  const refund = accepted(await approveRefund(verbs.as('ben'), id, null));
  const { rows } = await verbs.database.pool.query(
    `SELECT a.transaction_id = e.transaction_id AS together FROM refund_approval_event a, refund_event e
     WHERE a.approval_id = $1 AND a.type = 'approved' AND e.refund_id = $2`,
    [id, refund.id],
  );
  expect(rows).toEqual([{ together: true }]);
});

test('rule 13.7: a decision that is rolled back leaves no event', async () => {
  const { id } = await asked();
  const client = await verbs.database.pool.connect();
  try {
    await client.query('BEGIN');
    await client.query(
      `UPDATE refund_approval SET status = 'rejected', decided_by = 'ben', decided_at = now() WHERE id = $1`,
      [id],
    );
    await client.query('ROLLBACK');
  } finally {
    client.release();
  }
  expect(await typesOf(id)).toEqual(['requested']);
});
