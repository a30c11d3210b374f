import { expect, test } from 'vitest';
import { dataDirectories } from '../support/databases/data-directory.js';
import { temporaryDirectory } from '../support/databases/temporary-directory.js';
import { runProgram } from '../support/processes/processes.js';
import { chargeObject, imported } from '../support/rows/stripe-objects.js';

const EMAIL = 'zoe.person@example.com';
const directories = dataDirectories((database) =>
  imported(database, [
    chargeObject({ billing_details: { email: EMAIL, name: 'Zoe' }, receipt_email: EMAIL }),
  ]),
);

test('a person is counted, erased, and not found again, and the address is never printed', {
  tags: ['long'],
}, async () => {
  const DATA_DIR = directories.copy();
  const erase = async (...args: readonly string[]) => {
    const ran = await runProgram('src/commands/erase.js', { DATA_DIR }, ...args);
    expect(`${ran.out}${ran.err}`.toLowerCase()).not.toContain(EMAIL);
    return ran;
  };
  const counted = await erase(EMAIL, '--dry-run', '--json');
  expect({ code: counted.code, err: counted.err }).toEqual({ code: 0, err: '' });
  expect(JSON.parse(counted.out)).toMatchObject({
    dryRun: true,
    rows: { charge: 1, imported_object: 1 },
    kept: {},
  });
  expect(await erase('Zoe.Person@Example.com')).toEqual({
    code: 0,
    err: '',
    out: `Erased. These rows were changed:\n  ${'charge'.padEnd(32)}1\n  ${'imported_object'.padEnd(32)}1\n`,
  });
  expect(await erase(EMAIL)).toEqual({
    code: 1,
    out: '',
    err: 'refund-gateway: The ledger does not have this address. [ERASURE_NOT_FOUND]\n',
  });
  expect(await runProgram('src/commands/verify.js', { DATA_DIR })).toMatchObject({ code: 0 });
});

test('a directory without a ledger is not made one', { tags: ['long'] }, async () => {
  const ran = await runProgram('src/commands/erase.js', { DATA_DIR: temporaryDirectory() }, EMAIL);
  expect(ran).toMatchObject({ code: 1, err: expect.stringContaining('[DATABASE_EMPTY]') });
});
