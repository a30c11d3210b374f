import type { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, inject } from 'vitest';
import { embeddedPool } from '../../../src/database/embedded/open-embedded.js';
import { EventSignal } from '../../../src/database/event-signal.js';
import { type Database, databaseOver, openDatabase } from '../../../src/ledger/open-ledger.js';
import { unpack } from './embedded-template.js';
import { patientUrl, testDatabaseName } from './postgresql-template.js';
import type { PostgresqlTemplate } from './provided.d.js';

/**
 * An empty, migrated database for the tests of a file, on the project's kind of database; each test makes the rows
 * that it needs. Where no PostgreSQL answers, the file's tests are skipped with the reason.
 */
export function testDatabase(): { readonly database: Database } {
  const template = inject('template');
  const holder: { database?: Database; close?: () => Promise<void> } = {};
  beforeAll(async () => {
    if (template.kind === 'none') return;
    Object.assign(
      holder,
      template.kind === 'embedded'
        ? await emptied(template.migrated)
        : await copy(template, testDatabaseName('file')),
    );
  });
  beforeEach(({ skip }) => {
    if (template.kind === 'none') skip(template.reason);
  });
  afterAll(() => holder.close?.());
  return {
    get database() {
      if (!holder.database) throw new Error('The database is open only while tests run');
      return holder.database;
    },
  };
}

/** One embedded database a worker, emptied for each of its files: to start one costs a second. */
let unpacked: Promise<PGlite> | undefined;

async function emptied(file: string) {
  unpacked ??= unpack(file);
  const db = await unpacked;
  const signal = new EventSignal();
  const pool = embeddedPool(db, (client) => signal.listenOn(client));
  const database = databaseOver({ kind: 'embedded', pool, signal }, async () => {
    await pool.end();
  });
  await emptyTables(database);
  return { database, close: () => database.close() };
}

/** Whatever tables there are, but the history of migrations. */
async function emptyTables({ pool }: Database): Promise<void> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT quote_ident(tablename) AS name FROM pg_tables
     WHERE schemaname = current_schema() AND tablename <> '_prisma_migrations'`,
  );
  await pool.query(`TRUNCATE ${rows.map(({ name }) => name).join(', ')} RESTART IDENTITY CASCADE`);
}

async function copy({ url, name: template }: PostgresqlTemplate, name: string) {
  const onServer = async (statement: string) => {
    const server = new pg.Client({ connectionString: url });
    await server.connect();
    await server.query(statement);
    await server.end();
  };
  await onServer(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  const database = await openDatabase({ url: patientUrl(url, name) });
  return {
    database,
    close: async () => {
      await database.close();
      await onServer(`DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}
