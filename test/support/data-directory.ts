import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { ensureSchema } from '../../src/database/migrator.js';
import { type Database, openDatabase } from '../../src/database/open-database.js';
import { temporaryDirectory } from './temporary-directory.js';

/**
 * Data directories with a migrated ledger, and what `prepare` puts into it: made once for a file, and copied,
 * because the making of one takes ten times as long.
 */
export function dataDirectories(prepare: (database: Database) => Promise<unknown> = async () => {}) {
  let original = '';
  beforeAll(async () => {
    original = mkdtempSync(path.join(tmpdir(), 'refund-gateway-test-'));
    const database = await openDatabase({ directory: original });
    await ensureSchema(database.pool);
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
