import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Batch, batch, run as runBatch } from './batches.js';
import { Counts } from './counts.js';
import type { Crowd } from './crowd.js';
import type { Gateway } from './gateway.js';
import { brokenPromises, strayMoney } from './invariants.js';
import { type ModelRun, rounds } from './rounds.js';
import { show } from './step.js';
import { type ChargeSpec, chargeSpecs, createWorld } from './world.js';

const MAX_BATCHES = 8;
const RUNS_IN_ROUND = 2;

/**
 * Runs random operations concurrently and checks the promises I1 to I8 and I14 to I16 in the ledger after each batch. The embedded
 * database has one session, so there the same operations run one after another.
 *
 * @param gateway its clock is later than every time in its ledger
 * @returns the counts of operations by outcome
 * @throws Finding if a promise is broken
 */
export async function holdAtOnce(gateway: Gateway, run: ModelRun): Promise<Counts> {
  const { database, clock } = gateway;
  const counts = new Counts();
  const batches = fc.array(batch, { minLength: 1, maxLength: MAX_BATCHES, size: 'max' });

  const together = async (specs: readonly ChargeSpec[], all: readonly Batch[]) => {
    // The clock must be later than everything that earlier runs wrote, including failed runs.
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
