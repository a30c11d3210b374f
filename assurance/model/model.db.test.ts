import fc from 'fast-check';
import { expect, test } from 'vitest';
import { testDatabase } from '../../test/support/databases/test-database.js';
import { TestClock } from '../../test/support/gateways/test-clock.js';
import { Counts } from './counts.js';
import { creations, retries } from './create-steps.js';
import { EXPECTED_OUTCOMES } from './expected-outcomes.js';
import type { Generated } from './generated.js';
import { cancellations, disputes, settlements, updates, waits } from './later-steps.js';
import { ENOUGH_FOR_EVERY_OUTCOME, operations, seed, timeoutMs } from './settings.js';
import type { World } from './step.js';
import { type ChargeSpec, chargeSpecs, createWorld } from './world.js';

/** Many short runs on fresh charges find more than one long run, and shrink to less. */
const MAX_STEPS = 80;
/** Runs from one seed: a failure is repeated with its seed alone, and no more than these. */
const RUNS_IN_ROUND = 5;

const holder = testDatabase();
const clock = new TestClock();

/** How often each is done: those further up more often. */
const choices = [
  ...Array<typeof creations>(9).fill(creations),
  ...Array<typeof waits>(3).fill(waits),
  ...Array<typeof retries>(3).fill(retries),
  ...Array<typeof cancellations>(2).fill(cancellations),
  ...Array<typeof updates>(2).fill(updates),
  disputes,
  settlements,
];
// Without bias: fast-check would prefer short runs otherwise.
const runs = fc.noBias(fc.commands(choices, { maxCommands: MAX_STEPS, size: 'max' }));

test('the gateway does what the model does', { timeout: timeoutMs }, async () => {
  const { database } = holder;
  const gateway = { database, clock };
  const counts = new Counts();

  const run = async (specs: readonly ChargeSpec[], commands: Generated<typeof runs>) => {
    // Later than all that an earlier run wrote, also one that failed.
    clock.advance(1);
    const since = clock.now();
    const ledger = await createWorld(database, specs, since);
    const world: World = { ledger, since, requests: [], counts, history: [] };
    await fc.asyncModelRun(() => ({ model: world, real: gateway }), commands);
  };

  console.info(`model: MODEL_SEED=${seed} MODEL_OPERATIONS=${operations} on ${database.kind}`);
  // The seed of a failure is that of its round: given as MODEL_SEED, it fails first.
  for (let round = seed; counts.operations < operations; round++) {
    await fc.assert(fc.asyncProperty(chargeSpecs, runs, run), { seed: round, numRuns: RUNS_IN_ROUND });
  }
  if (operations < ENOUGH_FOR_EVERY_OUTCOME) return;
  console.info(`${counts.operations} operations on ${database.kind}\n${counts}`);
  expect(counts.missing(EXPECTED_OUTCOMES)).toEqual([]);
});
