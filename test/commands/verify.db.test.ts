import { expect, test } from 'vitest';
import { checks } from '../../src/verify/verify-ledger.js';
import { testDatabase } from '../support/databases/test-database.js';
import { operatorSettingsOf } from '../support/processes/processes.js';
import { runCommand } from '../support/processes/run-command.js';
import { insertCharge, insertRefund } from '../support/rows/ledger-rows.js';

const holder = testDatabase();

test('a sound ledger has no violations; a violation is counted, and is a failure', async () => {
  const settings = await operatorSettingsOf(holder.database);
  const verify = (...args: readonly string[]) => runCommand('src/commands/verify.ts', settings, ...args);
  const charge = await insertCharge(holder.database, { amount: 10_000n });
  const sound = await verify();
  expect(sound).toMatchObject({ code: 0, err: '' });
  expect(sound.out).toMatch(
    new RegExp(`\nNo violations found by ${checks.length} checks in \\d+\\.\\d s\\.\n$`),
  );

  // A violation of one check.
  await holder.database.pool.query('UPDATE charge SET amount_refunded = 1 WHERE id = $1', [charge.id]);
  expect((await verify()).err).toMatch(/^refund-gateway: 1 violation found by \d+ checks in /);
  await holder.database.pool.query('UPDATE charge SET amount_refunded = 0 WHERE id = $1', [charge.id]);

  // No event, no balance transaction.
  await insertRefund(holder.database, charge);
  const broken = await verify();
  expect(broken.code).toBe(1);
  expect(broken.out).toContain('every refund has one creation event');
  expect(broken.out).not.toContain('No violations');
  expect(broken.err).toMatch(
    new RegExp(
      `^refund-gateway: 2 violations found by ${checks.length} checks in \\d+\\.\\d s\\. Stop all writes to this ledger, keep a copy of it, and find out which program wrote these rows\\. \\[LEDGER_BROKEN\\]\n$`,
    ),
  );
  const usage =
    'Usage: npm run verify. It checks the ledger of DATABASE_URL or DATA_DIR, and changes nothing.';
  for (const args of [['file'], ['--help', 'file']])
    expect(await verify(...args)).toEqual({ code: 1, out: '', err: `refund-gateway: ${usage} [USAGE]\n` });
  expect(await verify('--help')).toEqual({ code: 0, out: `${usage}\n`, err: '' });
});
