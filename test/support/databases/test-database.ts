import type { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, inject } from 'vitest';
import { type Database, openDatabase } from '../../../src/ledger/open-ledger.js';
import { openForTests } from './gateway-role.js';
import { memoryDatabase, unpack } from './memory-database.js';
import type { PostgresqlTemplate } from './provided.d.js';
import { createDatabase, patient } from './server-database.js';

/**
 * An empty, migrated database for the tests of a file, on the project's kind of database. Each test creates its own
 * rows.
 *
 * @param user `owner` if the tests write rows through the gateway's own connections
 */
export function testDatabase(user: 'gateway' | 'owner' = 'gateway'): { readonly database: Database } {
  const template = inject('template');
  const holder: { database?: Database; close?: () => Promise<void> } = {};
  beforeAll(async () => {
    Object.assign(
      holder,
      template.kind === 'embedded' ? await emptied(template.migrated) : await copy(template, user),
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
