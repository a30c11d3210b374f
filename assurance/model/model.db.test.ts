import { expect, test } from 'vitest';
import type { Database } from '../../src/ledger/open-ledger.js';
import { RefundGroups } from '../../src/refunds/create/refund-groups.js';
import { testDatabase } from '../../test/support/databases/test-database.js';
import { TestClock } from '../../test/support/gateways/test-clock.js';
import { anySeed } from '../program.js';
import { holdAtOnce } from './at-once.js';
import type { Gateway } from './gateway.js';
import { compareOneByOne } from './one-by-one.js';

// The short form of `npm run model` takes a few seconds on each database.
const OPERATIONS = 150;
/** Concurrent operations take longer and are more alike. */
const OPERATIONS_AT_ONCE = 40;

const holder = testDatabase();
const clock = new TestClock();
const seed = anySeed();
const gatewayOf = ({ database }: { readonly database: Database }): Gateway => ({
  database,
  clock,
  groups: new RefundGroups(database),
});

test('the gateway behaves as the model does', async () => {
  const counts = await compareOneByOne(gatewayOf(holder), { seed, operations: OPERATIONS });
  expect(counts.operations).toBeGreaterThanOrEqual(OPERATIONS);
});

test('I1 to I8, I14 to I16 hold under concurrent operations', async () => {
  const counts = await holdAtOnce(gatewayOf(holder), { seed, operations: OPERATIONS_AT_ONCE });
  expect(counts.operations).toBeGreaterThanOrEqual(OPERATIONS_AT_ONCE);
});
