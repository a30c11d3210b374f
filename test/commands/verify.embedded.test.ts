import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { lockDirectory } from '../../src/database/embedded/directory-lock.js';
import { openDatabase } from '../../src/ledger/open-ledger.js';
import { checks } from '../../src/verify/verify-ledger.js';
import { dataDirectories } from '../support/databases/data-directory.js';
import { temporaryDirectory } from '../support/databases/temporary-directory.js';
import { runProgram } from '../support/processes/processes.js';
import { insertCharge, insertRefund } from '../support/rows/ledger-rows.js';

const directories = dataDirectories((database) => insertCharge(database, { id: 'ch_of_verify' }));

const verify = (directory: string, ...args: readonly string[]) =>
  runProgram('src/commands/verify.js', { DATA_DIR: directory }, ...args);

test('a sound ledger: one line per check with its counts, and exit code 0', { tags: ['long'] }, async () => {
  const { code, out, err } = await verify(directories.copy());
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const lines = out.trimEnd().split('\n');
  expect(lines).toHaveLength(checks.length + 2);
  expect(lines[1]).toMatch(/^I1 +1 +0 {2}the held refunds and the opening balance of a charge/);
  expect(lines.at(-1)).toMatch(/^No violations found by \d+ checks in \d+\.\d s\.$/);
});

test('a ledger with violations: the first of them, one line with their number, and exit code 1', {
  tags: ['long'],
}, async () => {
  const directory = directories.copy();
  const database = await openDatabase({ directory });
  const charge = await insertCharge(database, { amount: 10_000n });
  // No event, no balance transaction.
  for (let count = 0; count < 7; count++) await insertRefund(database, charge);
  await database.close();
  const { code, out, err } = await verify(directory);
  expect(code).toBe(1);
  expect(out).toMatch(
    /^I7 +7 +7 {2}every refund has one creation event.*\n( +! re_test\w+: it has no event\n){5} +! … and 2 more\n/m,
  );
  expect(out).not.toContain('No violations');
  expect(err).toMatch(/^refund-gateway: 14 violations found by \d+ checks.*\[LEDGER_BROKEN\]\n$/);
});

test('a ledger that cannot be verified gives one line of error, and nothing is created', {
  tags: ['long'],
}, async () => {
  const empty = temporaryDirectory();
  expect(await verify(empty)).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringMatching(/\[DATABASE_EMPTY\]\n$/),
  });
  expect(readdirSync(empty)).toEqual([]);
  expect(await verify(empty, 'file')).toMatchObject({
    code: 1,
    err: expect.stringMatching(/Usage: .*\[USAGE\]\n$/),
  });

  const directory = directories.copy();
  const lock = await lockDirectory(directory);
  const beside = await verify(directory);
  lock.release();
  expect(beside).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringMatching(/Another process .* Stop that process and try again.*\[DATA_DIR_IN_USE\]\n$/),
  });
});
