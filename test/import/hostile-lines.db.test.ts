import { expect, test } from 'vitest';
import { importObjects } from '../../src/import/import-objects.js';
import { firstFaults } from '../../src/import/steps/report-faults.js';
import { createStages, stageFaults } from '../../src/import/steps/staging.js';
import { inTransaction } from '../../src/import/steps/transaction.js';
import { testDatabase } from '../support/databases/test-database.js';
import { TestClock } from '../support/gateways/test-clock.js';
import { chargeObject, imported, intentObject, type StripeExample } from '../support/rows/stripe-objects.js';

const holder = testDatabase();
const take = (...objects: StripeExample[]) => imported(holder.database, objects);
const takeLines = (lines: readonly string[], skipFaulty = false) =>
  importObjects(holder.database, lines, { clock: new TestClock(), skipFaulty });

/** What the last import said of an object. */
async function said(id: string): Promise<StripeExample | undefined> {
  const { rows } = await holder.database.pool.query<{ said: StripeExample }>(
    'SELECT said::json FROM imported_object WHERE id = $1',
    [id],
  );
  return rows[0]?.said;
}

test.each<[string, StripeExample, StripeExample]>([
  ['NUL', { statement_descriptor: 'a\0b' }, { statement_descriptor: 'a\ufffdb' }],
  ['an unpaired surrogate', { calculated: 'Jo\ud83d' }, { calculated: 'Jo\ufffd' }],
  ['NUL in a name', { 'a\0b': 1 }, { 'a\ufffdb': 1 }],
])('section 11: what is never read may have texts that cannot be stored: %s', async (_, values, kept) => {
  const charge = chargeObject(values);
  await take(charge);
  // The second import compares with the first.
  await take({ ...charge, amount_refunded: 100 });
  expect(await said(charge.id)).toMatchObject({ ...kept, amount_refunded: 100 });
  const nested = chargeObject(values);
  await take(intentObject({ latest_charge: nested }));
  expect(await said(nested.id)).toMatchObject(kept);
});

test('section 11: a reason that repeats texts of the file is recorded', async () => {
  const lines = [chargeObject(), { error: { message: 'a\0b\ud83d' } }].map((line) => JSON.stringify(line));
  const why = expect.stringContaining('error of the API (a b');
  expect(await takeLines(lines)).toMatchObject({ outcome: 'refused', faults: [{ line: 2, why }] });
  expect(await takeLines(lines, true)).toMatchObject({ outcome: 'imported', faultyCount: 1 });
});

test('every reason can be recorded', async () => {
  const report = await inTransaction(holder.database.pool, false, async (connection) => {
    await createStages(connection);
    await stageFaults(connection, [{ line: 1, why: 'a\0b\ud83d', id: null }]);
    return {
      outcome: 'refused',
      lines: 1,
      unit: 'line',
      faultCount: 1,
      faults: await firstFaults(connection),
    };
  });
  expect(report).toMatchObject({ faults: [{ line: 1, why: 'a\ufffdb\ufffd' }] });
});

test('section 11: a line that is nested too deep is a bad line, and no other', async () => {
  const charge = chargeObject();
  const deep = `${JSON.stringify(chargeObject()).slice(0, -1)},"x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
  const lines = [JSON.stringify(charge), deep];
  const why = 'it is nested more than 100 levels deep';
  expect(await takeLines(lines)).toMatchObject({ outcome: 'refused', faults: [{ line: 2, why }] });
  expect(await takeLines(lines, true)).toMatchObject({ outcome: 'imported', faultyCount: 1 });
  expect(await said(charge.id)).toEqual(charge);
});
