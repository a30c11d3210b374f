import { expect, test } from 'vitest';
import { importObjects } from '../../src/import/import-objects.js';
import { testDatabase } from '../support/databases/test-database.js';
import { TestClock } from '../support/gateways/test-clock.js';
import {
  chargeObject,
  importAll,
  imported,
  ledgerOf,
  refundObject,
  type StripeExample,
} from '../support/rows/stripe-objects.js';

const holder = testDatabase();

const dryRun = (objects: readonly StripeExample[]) =>
  importObjects(
    holder.database,
    objects.map((object) => JSON.stringify(object)),
    { clock: new TestClock(), dryRun: true },
  );

test('section 11: a dry run reports what an import would, and writes nothing', async () => {
  const { database } = holder;
  const [known, changed] = [chargeObject(), chargeObject()];
  await imported(database, [known, changed]);
  const file = [
    known,
    { ...changed, description: 'New' },
    chargeObject(),
    refundObject({ charge: known.id }),
  ];
  const before = await ledgerOf(database);
  const report = await dryRun(file);
  expect(report).toMatchObject({ outcome: 'imported', lines: 4 });
  expect(report.outcome === 'imported' && report.kinds.get('charge')).toEqual({
    added: 1,
    updated: 2,
    unchanged: 0,
  });
  expect(await ledgerOf(database)).toEqual(before);
  expect(await importAll(database, file)).toEqual(report);
});

test('section 11: a dry run of a bad file is refused', async () => {
  expect(await dryRun([refundObject({ charge: 'ch_none' })])).toMatchObject({
    outcome: 'refused',
    faults: [{ line: 1, object: null }],
  });
});
