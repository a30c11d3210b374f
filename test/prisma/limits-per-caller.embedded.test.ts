import { expect, test } from 'vitest';
import { readMigrations } from '../../src/database/migrations/migration-history.js';
import { embeddedCopy } from '../support/databases/embedded-copy.js';

test('section 12: refunds of an older ledger say who created them, as their history does', {
  tags: ['long'],
}, async () => {
  const db = await embeddedCopy('empty');
  const migrations = await readMigrations();
  const at = migrations.findIndex(({ name }) => name.endsWith('_limits_per_caller'));
  for (const { sql } of migrations.slice(0, at)) await db.exec(sql);
  await db.exec(`
    INSERT INTO charge (id, amount, amount_captured, amount_refunded, opening_refunded, refund_ceiling, refunds_open,
        dispute_blocks, revision, application_fee_refunded, transfer_reversed, captured, created, currency, disputed,
        metadata, status)
      VALUES ('ch_1', 1000, 1000, 3, 0, 1000, true, false, 0, 0, 0, true, now(), 'usd', false, '{}', 'succeeded');
    INSERT INTO refund (id, amount, charge_id, created, currency, imported, metadata, refund_application_fee,
        reverse_transfer, status)
      SELECT id, 1, 'ch_1', now(), 'usd', false, '{}', false, false, 'succeeded'
      FROM unnest(ARRAY['re_desk', 're_nobody', 're_later']) id;
    INSERT INTO refund_event (id, actor, created, refund_id, status, type) VALUES
      ('evt_1', 'desk', now(), 're_desk', 'succeeded', 'refund_created'),
      ('evt_2', 'boss', now(), 're_desk', 'succeeded', 'refund_updated'),
      ('evt_3', NULL, now(), 're_nobody', 'succeeded', 'refund_created'),
      ('evt_4', 'boss', now(), 're_later', 'succeeded', 'refund_updated');`);
  await db.exec(migrations[at]?.sql ?? '');
  const { rows } = await db.query('SELECT id, created_by, counted_on FROM refund ORDER BY id');
  expect(rows).toEqual([
    { id: 're_desk', created_by: 'desk', counted_on: null },
    { id: 're_later', created_by: null, counted_on: null },
    { id: 're_nobody', created_by: null, counted_on: null },
  ]);
});
