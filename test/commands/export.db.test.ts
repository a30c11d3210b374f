import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { temporaryDirectory } from '../support/databases/temporary-directory.js';
import { testDatabase } from '../support/databases/test-database.js';
import { operatorSettingsOf, runProgram } from '../support/processes/processes.js';
import { runCommand } from '../support/processes/run-command.js';
import { insertCharge } from '../support/rows/ledger-rows.js';

const holder = testDatabase();
beforeAll(async () => {
  await insertCharge(holder.database, { id: 'ch_1', amount: 1000n });
  await insertCharge(holder.database, { id: 'ch_2', amount: 2000n, description: 'two, with a comma' });
});

test('npm run export prints a list, or writes a file that does not exist yet', {
  tags: ['long'],
}, async () => {
  const settings = await operatorSettingsOf(holder.database);
  const exported = (...args: readonly string[]) => runProgram('src/commands/export.js', settings, ...args);

  const columns = ['--columns', 'id,amount,description'];
  const printed = await exported('charges', ...columns, '--filter', '{"status":["SUCCEEDED"]}');
  expect(printed).toMatchObject({ code: 0, err: '2 rows.\n' });
  expect(printed.out.split('\r\n').sort()).toEqual([
    ...['', 'ch_1,1000,', 'ch_2,2000,"two, with a comma"', 'id,amount,description'],
  ]);

  const file = `${temporaryDirectory()}/charges.csv`;
  expect(await exported('charges', ...columns, '--out', file)).toMatchObject({
    ...{ code: 0, out: '', err: `2 rows are in ${file}.\n` },
  });
  expect(readFileSync(file, 'utf8').split('\r\n').sort()).toEqual(printed.out.split('\r\n').sort());
  const again = await exported('charges', '--out', file);
  expect(again.code).toBe(1);
  expect(again.err).toBe(
    `refund-gateway: ${file} cannot be written: it exists already. Name another file with --out. [EXPORT_FILE_UNUSABLE]\n`,
  );

  const wrong = await exported('charges', '--columns', 'nope', '--out', `${file}.2`);
  expect(wrong.err).toContain("No such column: 'nope'. Charge has no such field. [USAGE]");
});

test('a list is printed or written to a new file, and what is wrong is told before there is a file', async () => {
  const settings = await operatorSettingsOf(holder.database);
  const exported = (...args: readonly string[]) => runCommand('src/commands/export.ts', settings, ...args);
  const columns = ['--columns', 'id,amount'];
  const printed = await exported('charges', ...columns);
  expect(printed).toMatchObject({ code: 0, err: '2 rows.\n' });
  expect(printed.out.split('\r\n').sort()).toEqual(['', 'ch_1,1000', 'ch_2,2000', 'id,amount']);

  const file = `${temporaryDirectory()}/charges.csv`;
  expect(await exported('charges', '--columns', 'nope', '--out', file)).toMatchObject({
    ...{ code: 1, out: '' },
    err: expect.stringContaining("No such column: 'nope'. Charge has no such field. [USAGE]"),
  });
  expect(await exported('charges', ...columns, '--out', file)).toEqual({
    ...{ code: 0, out: '', err: `2 rows are in ${file}.\n` },
  });
  expect(readFileSync(file, 'utf8')).toBe(printed.out);
  expect(await exported('charges', '--out', file)).toEqual({
    ...{ code: 1, out: '' },
    err: `refund-gateway: ${file} cannot be written: it exists already. Name another file with --out. [EXPORT_FILE_UNUSABLE]\n`,
  });
  const nowhere = `${file}/x`;
  expect((await exported('charges', '--out', nowhere)).err).toBe(
    `refund-gateway: ${nowhere} cannot be written: ENOTDIR. Name another file with --out. [EXPORT_FILE_UNUSABLE]\n`,
  );
  expect((await exported('--help')).out).toMatch(/^Prints a list of the API as CSV/);
});
