import { beforeAll, expect, test } from 'vitest';
import { ERASE_USAGE } from '../../src/commands/erase-options.js';
import { testDatabase } from '../support/databases/test-database.js';
import { operatorSettingsOf, runProgram } from '../support/processes/processes.js';
import { runCommand } from '../support/processes/run-command.js';
import { insertCharge, insertRefund } from '../support/rows/ledger-rows.js';
import { chargeObject, imported } from '../support/rows/stripe-objects.js';

// The command on a data directory is in erase.embedded.test.ts.
const EMAIL = 'zoe.person@example.com';
const holder = testDatabase();
beforeAll(async () => {
  await imported(holder.database, [
    chargeObject({ billing_details: { email: EMAIL, name: 'Zoe' }, receipt_email: EMAIL }),
  ]);
});

test('everybody who is old enough is erased, by an option or a setting, and the address is never printed', {
  tags: ['long'],
}, async () => {
  const settings = await operatorSettingsOf(holder.database);
  const erase = async (environment: Record<string, string>, ...args: readonly string[]) => {
    const ran = await runProgram('src/commands/erase.js', { ...settings, ...environment }, ...args);
    expect(`${ran.out}${ran.err}`.toLowerCase()).not.toContain(EMAIL);
    return ran;
  };
  expect(await erase({}, '--expired')).toMatchObject({
    code: 1,
    err: `refund-gateway: --expired needs the setting PERSONAL_DATA_RETENTION_DAYS, or give --older-than DAYS.\n\n${ERASE_USAGE} [USAGE]\n`,
  });
  // The charge is of 2026.
  const nobody = await erase({}, '--older-than', '36500');
  expect(nobody).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/^Nobody was old enough/) });
  const counted = await erase({ PERSONAL_DATA_RETENTION_DAYS: '1' }, '--expired', '--dry-run');
  expect(counted).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^Dry run.* 1 person would be erased/),
  });
  const erased = await erase({}, '--older-than', '1', '--json');
  expect({ code: erased.code, err: erased.err }).toEqual({ code: 0, err: '' });
  expect(JSON.parse(erased.out)).toMatchObject({
    dryRun: false,
    people: 1,
    rows: { charge: 1, imported_object: 1 },
    inFlight: { people: 0, ids: [] },
  });
  expect(await erase({}, EMAIL)).toMatchObject({
    code: 1,
    err: expect.stringContaining('[ERASURE_NOT_FOUND]'),
  });
  expect(await runProgram('src/commands/verify.js', settings)).toMatchObject({ code: 0 });
});

test('a person is counted, erased and not found again, unless a refund needs the address; nobody is too old yet', async () => {
  const settings = await operatorSettingsOf(holder.database);
  const erase = (...args: readonly string[]) => runCommand('src/commands/erase.ts', settings, ...args);
  const person = (email: string) => chargeObject({ billing_details: { email, name: 'Ben' } });
  await imported(holder.database, [person('ben@example.com')]);
  const charge = await insertCharge(holder.database);
  const waiting = { status: 'requires_action', instructionsEmail: 'amy@example.com' } as const;
  const refund = await insertRefund(holder.database, charge, waiting);

  const counted = await erase('ben@example.com', '--dry-run', '--json');
  expect({ ...counted, out: JSON.parse(counted.out) }).toEqual({
    ...{ code: 0, err: '' },
    out: { dryRun: true, rows: expect.objectContaining({ charge: 1, imported_object: 1 }), kept: {} },
  });
  expect(await erase('ben@example.com')).toEqual({
    ...{ code: 0, err: '' },
    out: `Erased. These rows were changed:\n  ${'charge'.padEnd(32)}1\n  ${'imported_object'.padEnd(32)}1\n`,
  });
  expect(await erase('ben@example.com')).toEqual({
    ...{ code: 1, out: '' },
    err: 'refund-gateway: The ledger does not have this address. [ERASURE_NOT_FOUND]\n',
  });
  expect(await erase('amy@example.com')).toEqual({
    ...{ code: 1, out: '' },
    err: `refund-gateway: Nothing was erased, because these still need the address: ${refund.id}. Wait until the refunds have ended, or cancel them; reject the approvals. [ERASURE_IN_FLIGHT]\n`,
  });
  expect((await erase('--older-than', '36500')).out).toMatch(/^Nobody was old enough/);
  expect(await erase('--expired')).toEqual({
    ...{ code: 1, out: '' },
    err: `refund-gateway: --expired needs the setting PERSONAL_DATA_RETENTION_DAYS, or give --older-than DAYS.\n\n${ERASE_USAGE} [USAGE]\n`,
  });
  const set = { ...settings, PERSONAL_DATA_RETENTION_DAYS: '36500' };
  const expired = await runCommand('src/commands/erase.ts', set, '--expired', '--dry-run', '--json');
  expect(JSON.parse(expired.out)).toMatchObject({ dryRun: true, people: 0 });
  expect((await erase('--help')).out).toBe(`${ERASE_USAGE}\n`);
});

test('an option that npm has taken for itself erases nobody', async () => {
  const settings = { ...(await operatorSettingsOf(holder.database)), npm_config_dry_run: 'true' };
  expect((await runCommand('src/commands/erase.ts', settings, EMAIL)).err).toMatch(
    /^refund-gateway: npm took --dry-run for itself; write -- before all options\..*\[USAGE\]\n$/s,
  );
});
