import { beforeAll, expect, inject, test } from 'vitest';
import { sentStatementsOf } from '../../support/databases/statements.js';
import { testGateway } from '../../support/gateways/test-gateway.js';
import { insertCharge } from '../../support/rows/ledger-rows.js';

/** So many approvals that reading all of them is never the cheapest plan for a page. */
const APPROVALS = 20_000;

const gateway = testGateway();
const isServer = inject('template').kind === 'postgresql';
beforeAll(async () => {
  if (!isServer) return;
  const { pool } = gateway.database;
  await insertCharge(gateway.database, { id: 'ch_of_one' });
  await insertCharge(gateway.database, { id: 'ch_of_many' });
  // Nearly all were rejected. Few expired, and fewer still wait, of which some have expired.
  await pool.query(
    `INSERT INTO refund_approval (id, amount, charge_id, created, currency, decided_at, decided_by, expires_at, input,
       message, requested_by, status)
     SELECT 'apr_' || n, 1, CASE WHEN n % 2000 = 9 THEN 'ch_of_one' ELSE 'ch_of_many' END, made, 'usd',
       CASE WHEN rejected THEN made END, CASE WHEN rejected THEN 'ben' END,
       CASE WHEN n % 500 = 4 THEN 'infinity' ELSE made + interval '1 day' END, '{}', '', 'anna',
       CASE WHEN rejected THEN 'rejected' WHEN n % 4000 = 3 THEN 'expired' ELSE 'pending' END::refund_approval_status
     FROM (SELECT n, timestamptz '2026-01-01' + n * interval '1 minute' AS made,
       n % 4000 <> 3 AND n % 500 <> 4 AND n % 4000 <> 5 AS rejected FROM generate_series(1, ${APPROVALS}) n) numbers`,
  );
  await pool.query('ANALYZE refund_approval');
}, 60_000);

const WALK = 'refund_approval_created_id_idx';
const STATUS = 'refund_approval_status_created_id_idx';
const day = { gte: '2026-01-10T00:00:00Z', lt: '2026-01-11T00:00:00Z' };

test.runIf(isServer).each([
  // Few wait, and their index is the smallest: they are sorted.
  ['that wait', { status: ['PENDING'] }, 'refund_approval_pending_expires_at_idx'],
  ['that expired, written or not', { status: ['EXPIRED'] }, STATUS],
  ['with the most frequent status', { status: ['REJECTED'] }, WALK],
  ['that were approved, which none was', { status: ['APPROVED'] }, STATUS],
  ['of a charge', { charge: 'ch_of_one' }, 'refund_approval_charge_id_created_id_idx'],
  ['of a day', { created: day }, WALK],
])('section 9: approvals %s are found by an index', async (_, filter, index) => {
  const [statement] = await sentStatementsOf(async () => {
    const { errors } = await gateway.query(
      'query ($filter: RefundApprovalFilter) { refundApprovals(filter: $filter) { nodes { id status } } }',
      { filter },
    );
    expect(errors).toBeUndefined();
  });
  const { rows } = await gateway.database.pool.query(`EXPLAIN ${statement?.text}`, [
    ...(statement?.values ?? []),
  ]);
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  expect(plan).not.toContain('Seq Scan');
  expect(plan).toContain(`${index} `);
});
