import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { ensureSchema } from '../../src/database/migrator.js';
import { type Database, openDatabase } from '../../src/database/open-database.js';
import { temporaryDirectory } from './temporary-directory.js';

/** An empty, migrated ledger, made once for all files of a worker: to make a cluster takes seconds. */
let empty: Promise<string> | undefined;

async function makeEmpty(): Promise<string> {
  const directory = mkdtempSync(path.join(tmpdir(), 'refund-gateway-test-'));
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
  const database = await openDatabase({ directory });
  await ensureSchema(database.pool);
  await database.close();
  return directory;
}

/** Data directories with a migrated ledger, and what `prepare` puts into it: made once for a file, and copied. */
export function dataDirectories(prepare: (database: Database) => Promise<unknown> = async () => {}) {
  let original = '';
  beforeAll(async () => {
    empty ??= makeEmpty();
    original = mkdtempSync(path.join(tmpdir(), 'refund-gateway-test-'));
    cpSync(await empty, original, { recursive: true });
    const database = await openDatabase({ directory: original });
    await prepare(database);
    await database.close();
  });
  afterAll(() => rmSync(original, { recursive: true, force: true }));
  return {
    /** A data directory of the test's own. */
    copy(): string {
      const directory = temporaryDirectory();
      cpSync(original, directory, { recursive: true });
      return directory;
    },
  };
}
