import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { holdsCluster } from '../database/embedded/open-embedded.js';
import { ensureSchema, requireSchema } from '../database/migrations/migrator.js';
import { type Database, type DatabaseLocation, openDatabase } from '../ledger/open-ledger.js';

interface Opened {
  readonly database: Database;
  close(): Promise<void>;
}

/**
 * Opens the ledger for an import, and creates it if there is none. A dry run changes nothing: if there is no embedded
 * ledger yet, it gets one of its own in a temporary directory.
 *
 * @throws OperatorError as `openDatabase`, `ensureSchema` and `requireSchema` do
 */
export async function openToImport(location: DatabaseLocation, dryRun: boolean): Promise<Opened> {
  if (!dryRun) return opened(location, ensureSchema);
  if ('url' in location || holdsCluster(location.directory)) return opened(location, requireSchema);
  const directory = await mkdtemp(path.join(tmpdir(), 'refund-gateway-dry-run-'));
  const remove = () => rm(directory, { recursive: true, force: true });
  try {
    return await opened({ directory }, ensureSchema, remove);
  } catch (error) {
    await remove();
    throw error;
  }
}

async function opened(
  location: DatabaseLocation,
  prepare: typeof ensureSchema,
  afterwards = async () => {},
): Promise<Opened> {
  const database = await openDatabase(location);
  const close = async () => {
    await database.close();
    await afterwards();
  };
  try {
    await prepare(database.pool);
    return { database, close };
  } catch (error) {
    await database.close();
    throw error;
  }
}
