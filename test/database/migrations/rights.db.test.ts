import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { explainFailure } from '../../../src/database/explain-failure.js';
import { ensureSchema, migrate, requireSchema } from '../../../src/database/migrations/migrator.js';
import { openDatabase } from '../../../src/ledger/open-ledger.js';
import { createDatabase, type ServerDatabase } from '../../support/databases/server-database.js';

const template = inject('template');

/** A database of its own, migrated or empty. */
async function ownDatabase(migrated: boolean): Promise<ServerDatabase> {
  if (template.kind !== 'postgresql') throw new Error('Only a server has users');
  const database = await createDatabase(template.url, 'rights', migrated ? template.name : undefined);
  onTestFinished(database.drop);
  return database;
}

/** Opens a pool with settings in its URL. */
function poolOf(url: string, settings: Partial<URL> = {}, options = ''): pg.Pool {
  const changed = Object.assign(new URL(url), settings);
  if (options !== '') changed.searchParams.set('options', options);
  const pool = new pg.Pool({ connectionString: changed.href });
  pool.on('error', () => {});
  onTestFinished(() => pool.end());
  return pool;
}

/** Creates a user without rights, for one test. */
async function strangerTo({ url }: ServerDatabase): Promise<string> {
  const name = `refund_gateway_test_${randomBytes(6).toString('hex')}`;
  const owner = poolOf(url);
  await owner.query(`CREATE ROLE ${name} LOGIN PASSWORD 'x'`);
  onTestFinished(() => owner.query(`DROP ROLE ${name}`).then(() => {}));
  return name;
}

const explained = (work: Promise<unknown>) => work.then(() => null, explainFailure);

describe.runIf(template.kind === 'postgresql')('what the server refuses is told in words', () => {
  test('a user without rights on the tables', async () => {
    const database = await ownDatabase(true);
    const pool = poolOf(database.url, { username: await strangerTo(database), password: 'x' });
    const expected = {
      code: 'DATABASE_FORBIDDEN',
      message: expect.stringMatching(/permission denied for table _prisma_migrations\. Grant the user/),
    };
    expect(await explained(ensureSchema(pool))).toMatchObject(expected);
    expect(await explained(requireSchema(pool))).toMatchObject(expected);
  });

  test('a user who may not create the tables', async () => {
    const database = await ownDatabase(false);
    await poolOf(database.url).query('REVOKE CREATE ON SCHEMA public FROM PUBLIC');
    const pool = poolOf(database.url, { username: await strangerTo(database), password: 'x' });
    await expect(migrate(pool)).rejects.toMatchObject({
      code: 'SCHEMA_FAILED',
      message: expect.stringMatching(
        /^Creating the history of migrations failed and was rolled back: permission denied for schema public\. Grant .*, then run `npm run migrate`\.$/,
      ),
    });
  });

  test('a server that only reads', async () => {
    const { url } = await ownDatabase(false);
    await expect(ensureSchema(poolOf(url, {}, '-c default_transaction_read_only=on'))).rejects.toMatchObject({
      code: 'SCHEMA_FAILED',
      message: expect.stringContaining('Use the primary server in DATABASE_URL'),
    });
  });

  test('a table that is missing', async () => {
    const pool = poolOf((await ownDatabase(false)).url);
    expect(await explained(pool.query('SELECT FROM charge'))).toMatchObject({
      code: 'SCHEMA_INCOMPLETE',
      message: expect.stringContaining('relation "charge" does not exist. Run `npm run migrate`'),
    });
  });

  test('a user who does not exist, and a database that does not', async () => {
    const { url } = await ownDatabase(false);
    const open = (change: Partial<URL>) => openDatabase({ url: Object.assign(new URL(url), change).href });
    await expect(open({ username: 'refund_gateway_test_none' })).rejects.toMatchObject({
      message: expect.stringContaining('Correct the user and the password in DATABASE_URL'),
    });
    await expect(open({ pathname: '/refund_gateway_test_none' })).rejects.toMatchObject({
      message: expect.stringContaining('Create it, or correct its name in DATABASE_URL.'),
    });
  });
});
