import { readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { expect, test, vi } from 'vitest';
import { openToImport } from '../../src/commands/open-to-import.js';
import { makeCluster } from '../support/databases/data-directory.js';
import { temporaryDirectory } from '../support/databases/temporary-directory.js';

test('a dry run without a ledger has one of its own, which is gone at the end', {
  tags: ['long'],
}, async () => {
  const [directory, made] = [temporaryDirectory(), temporaryDirectory()];
  vi.stubEnv('TMPDIR', directory);
  makeCluster(made, 'migrated');
  // Creating a cluster takes seconds.
  vi.spyOn(PGlite, 'create').mockImplementationOnce(async () => {
    const [own = ''] = readdirSync(directory);
    const begun = path.join(directory, own, 'pgdata.init');
    rmSync(begun, { recursive: true });
    renameSync(path.join(made, 'pgdata'), begun);
    return { close: async () => {} } as PGlite;
  });
  const { database, close } = await openToImport({ directory: path.join(directory, 'data') }, true);
  expect(await database.prisma.charge.count()).toBe(0);
  expect(readdirSync(directory)).toEqual([expect.stringMatching(/^refund-gateway-dry-run-\w{6}$/)]);
  await close();
  expect(readdirSync(directory)).toEqual([]);
});
