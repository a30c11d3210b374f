import { PGlite } from '@electric-sql/pglite';
import { ensureSchema } from '../../src/database/migrations/migrator.js';
import { type Database, openDatabase } from '../../src/ledger/open-ledger.js';
import { memoryDatabase } from '../../test/support/databases/memory-database.js';
import { findServer } from '../../test/support/databases/postgresql-server.js';
import { createDatabase, patient } from '../../test/support/databases/server-database.js';

type Work = (database: Database) => Promise<void>;

/** The supported kinds of database. Each entry opens an empty ledger, runs the work on it, and cleans up. */
export const databases: Readonly<Record<Database['kind'], (work: Work) => Promise<void>>> = {
  async embedded(work) {
    const db = await PGlite.create('memory://');
    try {
      await onLedger(memoryDatabase(db), work);
    } finally {
      await db.close();
    }
  },
  async postgresql(work) {
    const server = await findServer();
    try {
      const { url, drop } = await createDatabase(server.url, 'model');
      await openDatabase({ url: patient(url) })
        .then((database) => onLedger(database, work))
        .finally(drop);
    } finally {
      await server.close();
    }
  },
};

async function onLedger(database: Database, work: Work): Promise<void> {
  try {
    await ensureSchema(database.pool);
    await work(database);
  } finally {
    await database.close();
  }
}
