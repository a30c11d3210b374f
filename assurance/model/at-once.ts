import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Batch, batch, type Crowd, run as runBatch } from './batches.js';
import { Counts } from './counts.js';
import type { Gateway } from './gateway.js';
import { brokenPromises, strayMoney } from './invariants.js';
import { type ModelRun, rounds } from './rounds.js';
import { show } from './step.js';
import { type ChargeSpec, chargeSpecs, createWorld } from './world.js';

const MAX_BATCHES = 8;
const RUNS_IN_ROUND = 2;

/**
 * Does random operations at once, and holds the ledger to the promises I1 to I8 after each batch. On the embedded
 * database, which has one session, the same operations run one after the other.
 *
 * @param gateway its clock is later than all that its ledger holds
 * @returns what was done, and what came of it
 * @throws Finding where a promise is broken
 */
export async function holdAtOnce(gateway: Gateway, run: ModelRun): Promise<Counts> {
  const { database, clock } = gateway;
  const counts = new Counts();
  const batches = fc.array(batch, { minLength: 1, maxLength: MAX_BATCHES, size: 'max' });

  const together = async (specs: readonly ChargeSpec[], all: readonly Batch[]) => {
    // Later than all that an earlier run wrote, also one that failed.
    clock.advance(1);
    const since = clock.now();
    const ledger = await createWorld(database, specs, since);
    const crowd: Crowd = { gateway, ledger, counts };
    const ids = ledger.charges.map(({ id }) => id);
    for (const each of all) {
      await runBatch(crowd, each);
      assert.deepEqual(await brokenPromises(database, ids), [], show(each));
    }
    assert.deepEqual(await strayMoney(database, ids, since), []);
  };
  await rounds(run, counts, RUNS_IN_ROUND, fc.asyncProperty(chargeSpecs, batches, together));
  return counts;
}
