import { expect, test } from 'vitest';
import { testDatabase } from '../support/databases/test-database.js';
import { objects, refunds } from '../support/rows/sample-ledger.js';
import { importAll, ledgerOf } from '../support/rows/stripe-objects.js';

const holder = testDatabase();

test('section 11: the sample data is imported completely, in either order', async () => {
  const { database } = holder;
  const lines = objects.map((object) => JSON.stringify(object));
  const report = await importAll(database, lines);
  expect(report).toMatchObject({ outcome: 'imported' });
  expect(report.outcome === 'imported' && report.kinds.get('refund')?.added).toBe(refunds.length);
  expect(await database.prisma.charge.count({ where: { openingRefunded: { gt: 0 } } })).toBe(0);
  const before = await ledgerOf(database);
  await importAll(database, lines.toReversed());
  expect(await ledgerOf(database)).toEqual(before);
});
