import { readdirSync } from 'node:fs';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { expect, test, vi } from 'vitest';
import { openToImport } from '../../src/commands/open-to-import.js';
import { temporaryDirectory } from '../support/databases/temporary-directory.js';

test('a dry run without a ledger has one of its own, in a temporary directory that tells whose it is', async () => {
  const directory = temporaryDirectory();
  // The directory cannot be made there, and the error names it.
  vi.stubEnv('TMPDIR', path.join(directory, 'none'));
  await expect(openToImport({ directory: path.join(directory, 'data') }, true)).rejects.toThrow(
    /mkdtemp '.+\/none\/refund-gateway-dry-run-\w{6}'$/,
  );
});

test('a dry run that cannot have a ledger of its own leaves no directory behind', async () => {
  const directory = temporaryDirectory();
  vi.stubEnv('TMPDIR', directory);
  vi.spyOn(PGlite, 'create').mockRejectedValue(new Error('out of memory'));
  await expect(openToImport({ directory: path.join(directory, 'data') }, true)).rejects.toMatchObject({
    code: 'DATA_DIR_UNUSABLE',
  });
  expect(readdirSync(directory)).toEqual([]);
});
