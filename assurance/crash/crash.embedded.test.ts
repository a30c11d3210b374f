import { expect, test } from 'vitest';
import { createRandom } from '../../src/sample-data/random.js';
import { dataDirectories } from '../../test/support/databases/data-directory.js';
import { anySeed } from '../program.js';
import { insertCharges } from './ledger.js';
import { killUnderLoad } from './under-load.js';

// The short form of `npm run crash`. Killing first starts would take too long here; open-embedded.embedded.test.ts
// tests the order of their steps.
const directories = dataDirectories(insertCharges);

test('kill -9 under load loses no answered refund, keys replay, and no refund is half-written', {
  tags: ['long'],
}, async () => {
  expect(await killUnderLoad(directories.copy(), 1, createRandom(anySeed()))).toBeGreaterThan(0);
});
