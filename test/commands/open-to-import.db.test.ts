import { expect, inject, onTestFinished, test } from 'vitest';
import { openToImport } from '../../src/commands/open-to-import.js';
import { createDatabase, patient } from '../support/databases/server-database.js';

test('a dry run on an empty database is refused, and an import creates the ledger there', async () => {
  const template = inject('template');
  if (template.kind !== 'postgresql') throw new Error('The embedded database is in import.embedded.test.ts');
  const { url, drop } = await createDatabase(template.url, 'import');
  onTestFinished(drop);
  const location = { url: patient(url) };
  await expect(openToImport(location, true)).rejects.toMatchObject({ code: 'DATABASE_EMPTY' });
  const { database, close } = await openToImport(location, false);
  expect(await database.prisma.charge.count()).toBe(0);
  await close();
});
