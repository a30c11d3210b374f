import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, inject } from 'vitest';
import { type Database, openDatabase } from '../../../src/ledger/open-ledger.js';
import { copyDirectory } from './copy-directory.js';
import { temporaryDirectory } from './temporary-directory.js';

/** Data directories with a migrated ledger and the rows of `prepare`. One is created per file and then copied. */
export function dataDirectories(prepare: (database: Database) => Promise<unknown> = async () => {}) {
  let original = '';
  beforeAll(async () => {
    original = mkdtempSync(path.join(tmpdir(), 'refund-gateway-test-'));
    makeCluster(original, 'migrated');
    const database = await openDatabase({ directory: original });
    await prepare(database);
    await database.close();
  });
  afterAll(() => rmSync(original, { recursive: true, force: true }));
  return {
    /** Returns a new data directory for the test. */
    copy: () => copyOf(original),
  };
}

/** A copy of a directory, for one test. */
export function copyOf(directory: string): string {
  const copy = temporaryDirectory();
  copyDirectory(directory, copy);
  return copy;
}

/** Puts an embedded database into a data directory, without a schema or with the ledger's. PGlite takes seconds for it. */
export function makeCluster(directory: string, kind: 'empty' | 'migrated'): void {
  const template = inject('template');
  if (template.kind !== 'embedded') throw new Error('Only the embedded database has a data directory');
  const cluster = path.join(directory, 'pgdata');
  mkdirSync(cluster, { recursive: true, mode: 0o700 });
  execFileSync('tar', ['-xf', template[kind], '-C', cluster], { stdio: 'pipe' });
}
