import { expect, test } from 'vitest';
import { testDatabase } from '../../test/support/databases/test-database.js';
import { TestClock } from '../../test/support/gateways/test-clock.js';
import { anySeed } from '../program.js';
import { holdAtOnce } from './at-once.js';
import { compareOneByOne } from './one-by-one.js';

// The short form of `npm run model`: some seconds on each database.
const OPERATIONS = 150;
/** Operations at once take longer, and repeat each other more. */
const OPERATIONS_AT_ONCE = 40;

const holder = testDatabase();
const clock = new TestClock();
const seed = anySeed();

test('the gateway does what the model does', async () => {
  const counts = await compareOneByOne({ ...holder, clock }, { seed, operations: OPERATIONS });
  expect(counts.operations).toBeGreaterThanOrEqual(OPERATIONS);
});

test('I1 to I8 hold whatever happens at once', async () => {
  const counts = await holdAtOnce({ ...holder, clock }, { seed, operations: OPERATIONS_AT_ONCE });
  expect(counts.operations).toBeGreaterThanOrEqual(OPERATIONS_AT_ONCE);
});
