import { expect, test } from 'vitest';
import { importObjects } from '../../src/import/import-objects.js';
import { RefusedFile } from '../../src/import/input/refused-file.js';
import { testDatabase } from '../support/databases/test-database.js';
import { TestClock } from '../support/gateways/test-clock.js';
import { chargeObject, imported, ledgerOf } from '../support/rows/stripe-objects.js';

const holder = testDatabase();

test('section 11: a file that cannot be read to its end writes nothing, and the next one is imported', async () => {
  const { database } = holder;
  async function* lines() {
    for (let line = 0; line < 2500; line++) yield JSON.stringify(chargeObject());
    throw new RefusedFile('it ends in the middle');
  }
  const before = await ledgerOf(database);
  await expect(importObjects(database, lines(), { clock: new TestClock() })).rejects.toThrow(RefusedFile);
  expect(await ledgerOf(database)).toEqual(before);
  expect((await imported(database, [chargeObject()])).kinds.get('charge')?.added).toBe(1);
});
