import { expect, test } from 'vitest';
import { readMigrations } from '../../src/database/migrations/migration-history.js';
import { embeddedCopy } from '../support/databases/embedded-copy.js';

test('rule 13.7: approvals of an older ledger get their events, in the order in which it happened', {
  tags: ['long'],
}, async () => {
  const db = await embeddedCopy('empty');
  const migrations = await readMigrations();
  const at = migrations.findIndex(({ name }) => name.endsWith('_approval_events'));
  for (const { sql } of migrations.slice(0, at)) await db.exec(sql);
  await db.exec(`
    INSERT INTO charge (id, amount, amount_captured, amount_refunded, opening_refunded, refund_ceiling, refunds_open,
        dispute_blocks, revision, application_fee_refunded, transfer_reversed, captured, created, currency, disputed,
        metadata, status)
      VALUES ('ch_1', 1000, 1000, 1, 0, 1000, true, false, 0, 0, 0, true, now(), 'usd', false, '{}', 'succeeded');
    INSERT INTO refund (id, amount, charge_id, created, currency, imported, metadata, refund_application_fee,
        reverse_transfer, status)
      VALUES ('re_1', 1, 'ch_1', now(), 'usd', false, '{}', false, false, 'succeeded');
    INSERT INTO refund_approval (id, amount, charge_id, created, currency, decided_at, decided_by, expires_at, input,
        message, refund_id, requested_by, status)
      SELECT id, 1, 'ch_1', '2026-03-01 10:00Z'::timestamptz + minute * interval '1 min', 'usd', decided::timestamptz, by,
        '2026-03-01 12:00Z', '{}', '', refund, asker, status::refund_approval_status
      FROM (VALUES
        ('apr_pending', 3, NULL, NULL, NULL, NULL, 'pending'),
        ('apr_rejected', 1, '2026-03-01 10:02Z', 'ben', NULL, 'anna', 'rejected'),
        ('apr_approved', 0, '2026-03-01 11:00Z', 'carl', 're_1', 'anna', 'approved'),
        ('apr_expired', 4, NULL, NULL, NULL, 'dora', 'expired')
      ) old (id, minute, decided, by, refund, asker, status);`);
  await db.exec(migrations[at]?.sql ?? '');
  const { rows } = await db.query<{
    id: string;
    actor: string;
    type: string;
    approval_id: string;
    at: string;
  }>(
    `SELECT id, actor, type, approval_id, to_char(created AT TIME ZONE 'UTC', 'HH24:MI') AS at
     FROM refund_approval_event ORDER BY position`,
  );
  expect(rows.map(({ at: time, id, actor }) => [time, id, actor])).toEqual([
    ['10:00', 'ape_approved_requested', 'anna'],
    ['10:01', 'ape_rejected_requested', 'anna'],
    ['10:02', 'ape_rejected_rejected', 'ben'],
    ['10:03', 'ape_pending_requested', null],
    ['10:04', 'ape_expired_requested', 'dora'],
    ['11:00', 'ape_approved_approved', 'carl'],
    ['12:00', 'ape_expired_expired', null],
  ]);
  for (const { id, approval_id, type } of rows)
    expect(id).toBe(`${approval_id.replace('apr_', 'ape_')}_${type}`);
});
