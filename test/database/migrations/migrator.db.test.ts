import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Pool } from 'pg';
import { describe, expect, inject, onTestFinished, test, vi } from 'vitest';
import { ensureSchema, locked, migrate, requireSchema } from '../../../src/database/migrations/migrator.js';
import { WatchedClient } from '../../../src/database/pipeline/watched-client.js';
import { packageRoot } from '../../../src/process/package-root.js';
import { emptyDatabase } from '../../support/databases/empty-database.js';
import { lockIsAwaited } from '../../support/databases/lock-is-awaited.js';
import { testDatabase } from '../../support/databases/test-database.js';

const holder = testDatabase();
const migrations = path.join(packageRoot, 'prisma/migrations');
const released = readdirSync(migrations)
  .filter((name) => name !== 'migration_lock.toml')
  .sort();
const last = released.at(-1) ?? '';

const HISTORY = `SELECT migration_name, checksum, logs, rolled_back_at, applied_steps_count,
  finished_at >= started_at AS finished, length(id) AS id_length FROM _prisma_migrations ORDER BY migration_name`;
const namesIn = async (pool: Pool): Promise<unknown[]> =>
  (await pool.query(HISTORY)).rows.map(({ migration_name }) => migration_name);

/** Changes the history of migrations in the file's database, for one test. */
async function rewriteHistory(statement: string): Promise<Pool> {
  const { pool } = holder.database;
  await pool.query('CREATE TABLE history AS SELECT * FROM _prisma_migrations');
  onTestFinished(async () => {
    await pool.query('TRUNCATE _prisma_migrations');
    await pool.query('INSERT INTO _prisma_migrations SELECT * FROM history');
    await pool.query('DROP TABLE history');
  });
  await pool.query(statement, statement.includes('$1') ? [last] : []);
  return pool;
}

const refusal = (code: string, message: string) => expect.objectContaining({ code, message });

/** Expects that a start, `npm run migrate` and `npm run verify` all refuse, and that nothing is changed. */
async function bothRefuse(pool: Pool, expected: unknown): Promise<void> {
  const before = (await pool.query(HISTORY)).rows;
  await expect(ensureSchema(pool)).rejects.toEqual(expected);
  await expect(migrate(pool)).rejects.toEqual(expected);
  await expect(requireSchema(pool)).rejects.toEqual(expected);
  expect((await pool.query(HISTORY)).rows).toEqual(before);
}

describe('an empty database', () => {
  test('is migrated at the start, even with tables of an extension, and then has nothing left to migrate', async () => {
    const pool = (await emptyDatabase())();
    await pool.query('CREATE TABLE of_extension ()');
    await pool.query('ALTER EXTENSION plpgsql ADD TABLE of_extension');
    await ensureSchema(pool);
    expect(await namesIn(pool)).toEqual(released);
    await ensureSchema(pool);
    expect(await migrate(pool)).toEqual([]);
    expect(await namesIn(pool)).toEqual(released);
  });

  test.runIf(inject('template').kind === 'postgresql')(
    'is migrated once if several gateways start at the same time',
    async () => {
      const open = await emptyDatabase();
      await Promise.all([open(), open(), open(), open()].map(ensureSchema));
      expect(await namesIn(open())).toEqual(released);
    },
  );

  test.runIf(inject('template').kind === 'postgresql')(
    'waits for another process that changes the schema',
    async () => {
      const open = await emptyDatabase();
      const pool = open();
      const migrating = await locked(open(), async () => {
        const started = { names: migrate(pool) };
        await lockIsAwaited(open());
        return started;
      });
      expect(await migrating.names).toEqual(released);
    },
  );
});

test('an empty database is migrated completely or not at all, so a start can follow a killed one', async () => {
  const pool = (await emptyDatabase())();
  const connection = await pool.connect();
  const query = connection.query.bind(connection) as (...args: unknown[]) => unknown;
  let statements = 0;
  const cut = vi.spyOn(connection, 'query').mockImplementation(((...args: unknown[]) => {
    // This acts like a kill before the end of the second migration: only the end of the session reaches the database.
    if (String(args[0]).includes('INSERT INTO _prisma_migrations') && ++statements === 2)
      throw new Error('killed');
    return query(...args);
  }) as never);
  connection.release();
  await expect(ensureSchema(pool)).rejects.toThrow('killed');
  cut.mockRestore();
  expect((await pool.query("SELECT FROM pg_tables WHERE schemaname = 'public'")).rows).toEqual([]);
  await ensureSchema(pool);
  expect(await namesIn(pool)).toEqual(released);
});

test('npm run migrate keeps the migrations before one that fails', async () => {
  const pool = (await emptyDatabase())();
  const connection = await pool.connect();
  const query = connection.query.bind(connection) as (...args: unknown[]) => unknown;
  let statements = 0;
  vi.spyOn(connection, 'query').mockImplementation(((...args: unknown[]) => {
    if (String(args[0]).includes('INSERT INTO _prisma_migrations') && ++statements === 2)
      throw new Error('The disk is full');
    return query(...args);
  }) as never);
  connection.release();
  await expect(migrate(pool)).rejects.toThrow(
    `Migration ${released[1]} failed and was rolled back: The disk is full. Fix the cause, then run`,
  );
  expect(await namesIn(pool)).toEqual(released.slice(0, 1));
});

test('a read-only command refuses an empty database and leaves it empty', async () => {
  const pool = (await emptyDatabase())();
  await expect(requireSchema(pool)).rejects.toEqual(
    refusal('DATABASE_EMPTY', 'There is no ledger yet. Create it with `npm run migrate`, or import a file.'),
  );
  expect((await pool.query("SELECT FROM pg_tables WHERE schemaname = 'public'")).rows).toEqual([]);
  await ensureSchema(pool);
  await requireSchema(pool);
});

test('a database of another application is not touched', async () => {
  const pool = (await emptyDatabase())();
  for (const [make, drop] of [
    ['CREATE TABLE refunds_of_others ()', 'DROP TABLE refunds_of_others'],
    ['CREATE VIEW refunds_of_others AS SELECT 1 AS one', 'DROP VIEW refunds_of_others'],
  ] as const) {
    await pool.query(make);
    const expected = refusal(
      'DATABASE_NOT_EMPTY',
      'The database holds tables of another application (refunds_of_others). Set DATABASE_URL to an empty database, then `npm run migrate` creates the schema.',
    );
    await expect(ensureSchema(pool)).rejects.toEqual(expected);
    await expect(migrate(pool)).rejects.toEqual(expected);
    const { rows } = await pool.query("SELECT to_regclass('_prisma_migrations') AS history");
    expect(rows).toEqual([{ history: null }]);
    await pool.query(drop);
  }
});

describe('a schema of another version', () => {
  const OLDER = `The database's schema is older than this gateway: 1 migration(s) are missing, first ${last}. Run \`npm run migrate\`.`;

  test('is older: the start names the command that updates it', async () => {
    const pool = await rewriteHistory('DELETE FROM _prisma_migrations WHERE migration_name = $1');
    await expect(ensureSchema(pool)).rejects.toEqual(refusal('SCHEMA_OLDER', OLDER));
    await expect(requireSchema(pool)).rejects.toEqual(refusal('SCHEMA_OLDER', OLDER));
    expect(await namesIn(pool)).toEqual(released.slice(0, -1));
  });

  test('a migration that fails is rolled back', async () => {
    // The tables of the first migration exist already, so applying it again must fail.
    const pool = await rewriteHistory('DELETE FROM _prisma_migrations');
    await expect(migrate(pool)).rejects.toEqual(
      refusal(
        'SCHEMA_FAILED',
        `Migration ${released[0]} failed and was rolled back: type "payment_intent_status" already exists. Fix the cause, then run \`npm run migrate\`.`,
      ),
    );
    expect(await namesIn(pool)).toEqual([]);
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });

  test('is newer', async () => {
    const pool = await rewriteHistory(
      "INSERT INTO _prisma_migrations VALUES ('x', 'x', now(), '29990101000000_later')",
    );
    await bothRefuse(
      pool,
      refusal(
        'SCHEMA_NEWER',
        "The database's schema is newer than this gateway: it has migration 29990101000000_later. Start the newer version of the gateway.",
      ),
    );
  });

  test('has a migration that failed in Prisma’s own tool', async () => {
    const pool = await rewriteHistory(
      'UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name = $1',
    );
    await bothRefuse(
      pool,
      refusal(
        'SCHEMA_FAILED',
        `Migration ${last} failed half-way. Undo its changes, mark it with \`npx prisma migrate resolve --rolled-back ${last}\`, then run \`npm run migrate\`.`,
      ),
    );
  });

  test('has an edited migration', async () => {
    const pool = await rewriteHistory(
      "UPDATE _prisma_migrations SET checksum = 'other' WHERE migration_name = $1",
    );
    await bothRefuse(
      pool,
      refusal(
        'SCHEMA_EDITED',
        `Migration ${last} is not the one that was applied to the database. Restore the released file, then run \`npm run migrate\`.`,
      ),
    );
  });

  test('a migration that was rolled back by Prisma’s own tool counts as missing', async () => {
    const pool = await rewriteHistory(
      'UPDATE _prisma_migrations SET rolled_back_at = now(), finished_at = NULL WHERE migration_name = $1',
    );
    await expect(ensureSchema(pool)).rejects.toEqual(refusal('SCHEMA_OLDER', OLDER));
  });
});

test('the history is the same as after Prisma’s own `migrate deploy`', { tags: ['long'] }, async () => {
  const sha256 = (name: string) =>
    createHash('sha256')
      .update(readFileSync(path.join(migrations, name, 'migration.sql')))
      .digest('hex');
  expect((await holder.database.pool.query(HISTORY)).rows).toEqual(
    released.map((migration_name) => ({
      migration_name,
      checksum: sha256(migration_name),
      logs: null,
      rolled_back_at: null,
      applied_steps_count: 1,
      finished: true,
      id_length: 36,
    })),
  );
});

test('a connection that changes the schema has no time limits, and gets them back', async () => {
  const { pool } = holder.database;
  const limits = async (client: Pick<Pool, 'query'>) =>
    (
      await client.query(
        "SELECT current_setting('statement_timeout') AS statement, current_setting('lock_timeout') AS lock",
      )
    ).rows[0];
  const patience: boolean[] = [];
  const isPatient = (client: object) => client instanceof WatchedClient && client.isPatient;
  const before = await limits(pool);
  const during = await locked(pool, (client) => {
    patience.push(isPatient(client));
    return limits(client);
  });
  expect(during).toEqual({ statement: '0', lock: '0' });
  expect(await limits(pool)).toEqual(before);
  const client = await pool.connect();
  patience.push(isPatient(client));
  client.release();
  expect(patience).toEqual([inject('template').kind === 'postgresql', false]);
});
