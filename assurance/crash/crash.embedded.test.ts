import { expect, test } from 'vitest';
import { createRandom } from '../../src/sample-data/random.js';
import { dataDirectories } from '../../test/support/databases/data-directory.js';
import { anySeed } from '../program.js';
import { insertCharges } from './ledger.js';
import { killUnderLoad } from './under-load.js';

// The short form of `npm run crash`. A first start takes too long to be killed here: open-embedded.embedded.test.ts
// holds the order of its steps.
const directories = dataDirectories(insertCharges);

test('kill -9 under load: every refund that was answered is kept, keys replay, and none is half-written', async () => {
  expect(await killUnderLoad(directories.copy(), 1, createRandom(anySeed()))).toBeGreaterThan(0);
});
