import { readFile } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import { embeddedPool } from '../../../src/database/embedded/open-embedded.js';
import { EventSignal } from '../../../src/database/event-signal.js';
import { type Database, databaseOver } from '../../../src/ledger/open-ledger.js';

/** Opens the packed data directory of an embedded database, in memory. */
export const unpack = async (file: string): Promise<PGlite> =>
  PGlite.create({ loadDataDir: new Blob([await readFile(file)]) });

/** A ledger on an embedded database in memory. Closing the ledger leaves the embedded database open. */
export function memoryDatabase(db: PGlite): Database {
  const signal = new EventSignal();
  const pool = embeddedPool(db, (client) => signal.listenOn(client));
  return databaseOver({ kind: 'embedded', pool, signal }, () => pool.end());
}
