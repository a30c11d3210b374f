import type { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, inject } from 'vitest';
import { type Database, openDatabase } from '../../../src/ledger/open-ledger.js';
import { emptyTables } from './empty-tables.js';
import { openForTests } from './gateway-role.js';
import { takeDatabase } from './kept-databases.js';
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
        : await copy(template, user, original()),
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
  await emptyTables(database.pool);
  return { database, close: () => database.close() };
}

/** A database that is as new. A copy of another original is created for the file alone. */
async function copy(template: PostgresqlTemplate, user: 'gateway' | 'owner', original: string | undefined) {
  const { url, end } = original === undefined ? await taken(template) : await created(template.url, original);
  const database = await (user === 'owner' ? openDatabase({ url: patient(url) }) : openForTests(url));
  return {
    database,
    close: async () => {
      await database.close();
      await end();
    },
  };
}

async function taken(template: PostgresqlTemplate) {
  const { url, giveBack } = await takeDatabase(template);
  return { url, end: giveBack };
}

async function created(server: string, original: string) {
  const { url, drop } = await createDatabase(server, 'file', original);
  return { url, end: drop };
}
