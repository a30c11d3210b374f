import { expect, test } from 'vitest';
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
