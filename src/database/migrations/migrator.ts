import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { OperatorError } from '../../process/operator-error.js';
import { explanationOf } from '../explain-failure.js';
import { setPatience } from '../pipeline/watched-client.js';
import { type Migration, pendingMigrations, readMigrations } from './migration-history.js';

/** The advisory lock that Prisma's own `migrate deploy` takes, so that the two exclude each other. */
const ADVISORY_LOCK = 72_707_369;
/** Prisma's table, as its engine creates it, so that an operator may use either tool. */
const CREATE_HISTORY = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id                  VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum            VARCHAR(64) NOT NULL,
  finished_at         TIMESTAMPTZ,
  migration_name      VARCHAR(255) NOT NULL,
  logs                TEXT,
  rolled_back_at      TIMESTAMPTZ,
  started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

/**
 * Makes sure that the database has this version's schema before a gateway starts. An empty database is migrated, also
 * when several processes start at once, if the user may create tables. Any other difference is for the operator to
 * decide.
 *
 * @throws OperatorError DATABASE_EMPTY, SCHEMA_OLDER, SCHEMA_NEWER, SCHEMA_FAILED, SCHEMA_EDITED, DATABASE_NOT_EMPTY
 */
export async function ensureSchema(pool: Pool): Promise<void> {
  await locked(pool, async (client) => {
    const migrations = await readMigrations();
    const pending = await pendingMigrations(client, migrations);
    if (pending.length === 0) return;
    const mayMigrate = await isOwner(client);
    if (pending.length < migrations.length) throw schemaOlder(pending, mayMigrate);
    if (!mayMigrate) throw notOwnLedger();
    // In one transaction: a process killed half-way would leave what looks like an older version's schema.
    await apply(client, pending);
  });
}

/**
 * Makes sure that the database has this version's schema, without changing it: for commands that only read.
 *
 * @throws OperatorError DATABASE_EMPTY, SCHEMA_OLDER, SCHEMA_NEWER, SCHEMA_FAILED, SCHEMA_EDITED, DATABASE_NOT_EMPTY
 */
export async function requireSchema(pool: Pool): Promise<void> {
  await locked(pool, async (client) => {
    const migrations = await readMigrations();
    const pending = await pendingMigrations(client, migrations);
    if (pending.length === 0) return;
    if (pending.length === migrations.length) throw noLedger();
    throw schemaOlder(pending, await isOwner(client));
  });
}

/** The error for a database without a ledger, when none is to be created. */
export const noLedger = (directory?: string): OperatorError =>
  new OperatorError(
    'DATABASE_EMPTY',
    `There is no ledger${directory === undefined ? '' : ` in ${directory}`} yet. Create it with \`npm run migrate\`, or import a file.`,
  );

/** Where a role without rights on tables has to look. */
const AS_OWNER = ' with the owner of the tables as the user of DATABASE_URL';

const schemaOlder = (pending: readonly Migration[], mayMigrate: boolean): OperatorError =>
  new OperatorError(
    'SCHEMA_OLDER',
    `The database's schema is older than this gateway: ${pending.length} migration(s) are missing, first ${pending[0]?.name}. Run \`npm run migrate\`${mayMigrate ? '' : AS_OWNER}.`,
  );

const notOwnLedger = (): OperatorError =>
  new OperatorError(
    'DATABASE_EMPTY',
    `There is no ledger yet, and the user of DATABASE_URL may not create tables. Run \`npm run migrate\`${AS_OWNER}.`,
  );

/** Whether the user may change the schema. The role of a gateway may not. */
async function isOwner(client: PoolClient): Promise<boolean> {
  const { rows } = await client.query<{ may: boolean | null }>(
    `SELECT has_schema_privilege(current_schema(), 'CREATE')
       AND COALESCE((SELECT pg_has_role(relowner, 'USAGE') FROM pg_class
         WHERE oid = to_regclass('_prisma_migrations')), true) AS may`,
  );
  return rows[0]?.may ?? false;
}

/**
 * Applies every missing migration, each in a transaction of its own.
 *
 * @returns the names of the applied migrations
 * @throws OperatorError SCHEMA_NEWER, SCHEMA_FAILED, SCHEMA_EDITED, DATABASE_NOT_EMPTY
 */
export async function migrate(pool: Pool): Promise<readonly string[]> {
  return locked(pool, async (client) => {
    const pending = await pendingMigrations(client, await readMigrations());
    for (const migration of pending) await apply(client, [migration]);
    return pending.map(({ name }) => name);
  });
}

/** Runs `work` while no other process changes the schema or its rights. */
export async function locked<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  setPatience(client, true);
  try {
    // A migration may take any time, and so may waiting for another process's migration.
    await client.query('SET statement_timeout = 0');
    await client.query('SET lock_timeout = 0');
    await client.query('SELECT pg_advisory_lock($1)', [ADVISORY_LOCK]);
    return await work(client);
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [ADVISORY_LOCK]).catch(() => {});
    await client.query('RESET statement_timeout').catch(() => {});
    await client.query('RESET lock_timeout').catch(() => {});
    setPatience(client, false);
    client.release();
  }
}

/** Applies migrations in one transaction: all of them, or none if one fails or the process is killed. */
async function apply(client: PoolClient, migrations: readonly Migration[]): Promise<void> {
  await client.query('BEGIN');
  let subject = 'Creating the history of migrations';
  try {
    await client.query(CREATE_HISTORY);
    for (const { name, sql, checksum } of migrations) {
      subject = `Migration ${name}`;
      await client.query(sql);
      await client.query(
        `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
         VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
        [randomUUID(), checksum, name],
      );
    }
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    const message = error instanceof Error ? error.message : error;
    const advice = explanationOf(error)?.advice ?? 'Fix the cause';
    throw new OperatorError(
      'SCHEMA_FAILED',
      `${subject} failed and was rolled back: ${message}. ${advice}, then run \`npm run migrate\`.`,
      { cause: error },
    );
  }
}
