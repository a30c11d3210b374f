import type { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, inject } from 'vitest';
import { type Database, openDatabase } from '../../../src/ledger/open-ledger.js';
import { openForTests } from './gateway-role.js';
import { memoryDatabase, unpack } from './memory-database.js';
import type { PostgresqlTemplate } from './provided.d.js';
import { createDatabase, patient, type ServerDatabase } from './server-database.js';

/**
 * An empty, migrated database for the tests of a file, on the project's kind of database. Each test creates its own
 * rows.
 *
 * @param user `owner` if the tests write rows through the gateway's own connections
 * @param original the name of the database to copy on a server, if it is not the empty one
 */
export function testDatabase(
  user: 'gateway' | 'owner' = 'gateway',
  original: () => string | undefined = () => undefined,
): { readonly database: Database } {
  const template = inject('template');
  const holder: { database?: Database; close?: () => Promise<void> } = {};
  beforeAll(async () => {
    Object.assign(
      holder,
      template.kind === 'embedded'
        ? await emptied(template.migrated)
        : await copy({ ...template, name: original() ?? template.name }, user),
    );
  });
  afterAll(() => holder.close?.());
  return {
    get database() {
      if (!holder.database) throw new Error('The database is open only while tests run');
      return holder.database;
    },
  };
}

/**
 * Databases with the rows of `fill`, one for each caller of `copy`. On a server the rows are created once, and the
 * server copies them. An embedded database is emptied and filled again.
 */
export function filledDatabases(fill: (database: Database) => Promise<unknown>) {
  const template = inject('template');
  let filled: ServerDatabase | undefined;
  beforeAll(async () => {
    if (template.kind === 'embedded') return;
    filled = await createDatabase(template.url, 'filled', template.name);
    const database = await openDatabase({ url: patient(filled.url) });
    await fill(database);
    // The server copies no database that has connections.
    await database.close();
  });
  afterAll(() => filled?.drop());
  return {
    copy: (): { readonly database: Database } => {
      const holder = testDatabase('gateway', () => filled?.name);
      if (template.kind === 'embedded') beforeAll(async () => void (await fill(holder.database)));
      return holder;
    },
  };
}

/** Each worker has one embedded database, which is emptied for each file. Starting a new one would take a second. */
let unpacked: Promise<PGlite> | undefined;

async function emptied(file: string) {
  unpacked ??= unpack(file);
  const database = memoryDatabase(await unpacked);
  await emptyTables(database);
  return { database, close: () => database.close() };
}

/** Empties all tables except the history of migrations. */
async function emptyTables({ pool }: Database): Promise<void> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT quote_ident(tablename) AS name FROM pg_tables
     WHERE schemaname = current_schema() AND tablename <> '_prisma_migrations'`,
  );
  await pool.query(`TRUNCATE ${rows.map(({ name }) => name).join(', ')} RESTART IDENTITY CASCADE`);
}

async function copy({ url: server, name: template }: PostgresqlTemplate, user: 'gateway' | 'owner') {
  const { url, drop } = await createDatabase(server, 'file', template);
  const database = await (user === 'owner' ? openDatabase({ url: patient(url) }) : openForTests(url));
  return {
    database,
    close: async () => {
      await database.close();
      await drop();
    },
  };
}
