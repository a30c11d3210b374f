import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, inject, onTestFinished, test } from 'vitest';
import { packageRoot } from '../../src/process/package-root.js';
import { createDatabase, patient } from '../support/databases/server-database.js';
import { testDatabase } from '../support/databases/test-database.js';
import { operatorSettingsOf } from '../support/processes/processes.js';
import { runCommand } from '../support/processes/run-command.js';

const holder = testDatabase();

test('npm run migrate says what it has done for a schema that is up to date, and for the role of the gateway', async () => {
  const settings = await operatorSettingsOf(holder.database);
  const migrate = (role: string) =>
    runCommand('src/commands/migrate.ts', { ...settings, GATEWAY_ROLE: role });
  const upToDate = 'The schema was already up to date.\n';
  expect(await migrate('nobody_has_this_role')).toEqual({ code: 0, out: upToDate, err: '' });
  // Every server has this role. Nothing else of it is looked at.
  expect(await migrate('pg_monitor')).toEqual({
    ...{ code: 0, err: '' },
    out: `${upToDate}The role pg_monitor has the rights of a gateway.\n`,
  });
});

test('npm run migrate names each migration that it has applied', async () => {
  const template = inject('template');
  if (template.kind !== 'postgresql') throw new Error('The embedded database is in migrator.db.test.ts');
  const { url, drop } = await createDatabase(template.url, 'migrate');
  onTestFinished(drop);
  const settings = { DATABASE_URL: patient(url), GATEWAY_ROLE: 'nobody_has_this_role' };
  const names = readdirSync(path.join(packageRoot, 'prisma/migrations'), { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? [`Applied ${entry.name}.\n`] : []))
    .toSorted();
  expect(await runCommand('src/commands/migrate.ts', settings)).toEqual({
    ...{ code: 0, err: '' },
    out: `${names.join('')}The schema is up to date.\n`,
  });
});

test('npm run migrate says why a user who is not the owner of the tables grants no rights', async () => {
  const url = new URL((await operatorSettingsOf(holder.database)).DATABASE_URL);
  // A role of every server, which may read all tables.
  url.searchParams.set('options', `${url.searchParams.get('options')} -c role=pg_read_all_data`);
  const settings = { DATABASE_URL: url.href, GATEWAY_ROLE: 'pg_monitor' };
  expect(await runCommand('src/commands/migrate.ts', settings)).toEqual({
    ...{ code: 0, err: '' },
    out: 'The schema was already up to date.\nThe rights of the role pg_monitor stay as they are, because only the owner of the tables can change them.\n',
  });
});
