import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { testDatabase } from '../../test/support/databases/test-database.js';
import { TestClock } from '../../test/support/gateways/test-clock.js';
import { type Batch, batch, type Crowd, run } from './batches.js';
import { Counts } from './counts.js';
import { brokenPromises, strayMoney } from './invariants.js';
import { ENOUGH_FOR_EVERY_OUTCOME, operations, operationsAtOnce, seed, timeoutMs } from './settings.js';
import { show } from './step.js';
import { type ChargeSpec, chargeSpecs, createWorld } from './world.js';

const MAX_BATCHES = 8;
const RUNS_IN_ROUND = 2;

const holder = testDatabase();
const clock = new TestClock();

/** On the embedded database, which has one session, the same runs one after the other. */
test('I1 to I8 hold whatever happens at once', { timeout: timeoutMs }, async () => {
  const { database } = holder;
  const counts = new Counts();
  const batches = fc.array(batch, { minLength: 1, maxLength: MAX_BATCHES, size: 'max' });

  const together = async (specs: readonly ChargeSpec[], all: readonly Batch[]) => {
    // Later than all that an earlier run wrote, also one that failed.
    clock.advance(1);
    const since = clock.now();
    const ledger = await createWorld(database, specs, since);
    const crowd: Crowd = { gateway: { database, clock }, ledger, counts };
    const ids = ledger.charges.map(({ id }) => id);
    for (const one of all) {
      await run(crowd, one);
      assert.deepEqual(await brokenPromises(database, ids), [], show(one));
    }
    assert.deepEqual(await strayMoney(database, ids, since), []);
  };

  console.info(`concurrent: MODEL_SEED=${seed} MODEL_OPERATIONS=${operations} on ${database.kind}`);
  // The seed of a failure is that of its round: given as MODEL_SEED, it fails first.
  for (let round = seed; counts.operations < operationsAtOnce; round++) {
    await fc.assert(fc.asyncProperty(chargeSpecs, batches, together), {
      seed: round,
      numRuns: RUNS_IN_ROUND,
    });
  }
  if (operations >= ENOUGH_FOR_EVERY_OUTCOME)
    console.info(`${counts.operations} operations at once on ${database.kind}\n${counts}`);
});
