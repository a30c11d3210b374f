import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { grantRights } from '../../../src/database/migrations/grants.js';
import { readMigrations } from '../../../src/database/migrations/migration-history.js';
import { packageRoot } from '../../../src/process/package-root.js';
import { asUser } from '../../support/databases/gateway-role.js';
import { ownedDatabase, poolFor, roleFor } from '../../support/databases/role-databases.js';

/** The statements without comments. */
const GRANTS = readFileSync(path.join(packageRoot, 'prisma/grants.sql'), 'utf8').replace(/^ *--.*$/gm, '');
/** Everything that stores rows or counts them. */
const RELATIONS = `SELECT relname AS name FROM pg_class
  WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S') ORDER BY relname`;
/** The tables for which the role has a right, also if it is for some columns only. */
const WITH_RIGHT = `SELECT relname AS name FROM pg_class
  WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')
    AND (has_table_privilege($1, oid, $2) OR ($2 IN ('INSERT', 'UPDATE') AND has_any_column_privilege($1, oid, $2)))
  ORDER BY relname`;
const COLUMNS = `SELECT table_name || '.' || column_name AS name FROM information_schema.column_privileges
  WHERE grantee = $1 AND privilege_type = 'UPDATE' ORDER BY 1`;

describe.runIf(inject('template').kind === 'postgresql')('prisma/grants.sql', () => {
  const namesFor = async (statement: string, ...more: unknown[]): Promise<string[]> => {
    const { owner, role } = await ownedDatabase('migrated');
    const { rows } = await owner.query<{ name: string }>(statement, [role, ...more]);
    return rows.map(({ name }) => name);
  };

  test('has a line for every table and sequence: what the gateway does with it, or that it does nothing', async () => {
    const { owner } = await ownedDatabase('migrated');
    const { rows } = await owner.query<{ name: string }>(RELATIONS);
    expect(rows.length).toBeGreaterThan(10);
    const named = new Set(GRANTS.match(/\w+/g));
    expect(rows.map(({ name }) => name).filter((name) => !named.has(name))).toEqual([]);
  });

  test.each(['TRUNCATE', 'REFERENCES', 'TRIGGER'])('grants %s on no table', async (right) => {
    expect(await namesFor(WITH_RIGHT, right)).toEqual([]);
  });

  test('lets the gateway delete only what is not history', async () => {
    expect(await namesFor(WITH_RIGHT, 'DELETE')).toEqual(['audit_entry', 'idempotency_key', 'refund_task']);
  });

  test('names every column that may change', async () => {
    const tables = (await namesFor(COLUMNS)).map((name) => name.split('.')[0]);
    expect([...new Set(tables)]).toEqual([
      'api_key',
      'audit_entry',
      'caller_day',
      'charge',
      'idempotency_key',
      'refund',
      'refund_approval',
      'refund_task',
    ]);
    // A column would be missing here if a whole table could be updated.
    expect(await namesFor(COLUMNS)).not.toContain('refund.amount');
  });

  test('takes back what an earlier version granted', async () => {
    const { owner, gateway, role } = await ownedDatabase('migrated');
    await owner.query(`GRANT DELETE, UPDATE ON refund TO ${role}`);
    await owner.query(`GRANT UPDATE (amount) ON refund TO ${role}`);
    expect(await grantRights(owner, role)).toBe('granted');
    await expect(gateway.query('DELETE FROM refund')).rejects.toMatchObject({ code: '42501' });
    await expect(gateway.query('UPDATE refund SET amount = 1')).rejects.toMatchObject({ code: '42501' });
    await gateway.query("UPDATE refund SET metadata = '{}'");
  });

  test('a gateway of an older version may write the events of approvals before the new rights are granted', async () => {
    const { owner, gateway, role } = await ownedDatabase('empty');
    const migrations = await readMigrations();
    const at = migrations.findIndex(({ name }) => name.endsWith('_approval_events'));
    for (const { sql } of migrations.slice(0, at)) await owner.query(sql);
    await owner.query(`GRANT SELECT, INSERT ON refund_approval TO ${role}`);
    await owner.query(migrations[at]?.sql ?? '');
    // No charge is needed for this.
    await owner.query('ALTER TABLE refund_approval DROP CONSTRAINT refund_approval_charge_id_fkey');
    await gateway.query(`INSERT INTO refund_approval (id, amount, charge_id, created, currency, expires_at, input, message, status)
      VALUES ('apr_1', 1, 'ch_1', now(), 'usd', now(), '{}', '', 'pending')`);
    const { rows } = await gateway.query('SELECT id FROM refund_approval_event');
    expect(rows).toEqual([{ id: 'ape_1_requested' }]);
    await expect(gateway.query('DELETE FROM refund_approval_event')).rejects.toMatchObject({ code: '42501' });
  });

  test('a role that does not exist gets nothing', async () => {
    const { owner } = await ownedDatabase('migrated');
    expect(await grantRights(owner, 'refund_gateway_test_none')).toBe('noRole');
  });

  test('only the owner of the tables grants', async () => {
    const { gateway, role } = await ownedDatabase('migrated');
    expect(await grantRights(gateway, role)).toBe('notOwner');
  });

  test('an owner keeps its own rights, whatever its name is', async () => {
    const its = await roleFor('owner');
    const { url, owner } = await ownedDatabase('migrated');
    const { rows } = await owner.query<{ name: string }>(
      "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
    );
    for (const { name } of rows) await owner.query(`ALTER TABLE ${name} OWNER TO ${its.username}`);
    expect(await grantRights(owner, its.username)).toBe('noRole');
    await poolFor(asUser(url, its)).query('DELETE FROM payment_intent');
  });
});
