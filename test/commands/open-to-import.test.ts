import path from 'node:path';
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
