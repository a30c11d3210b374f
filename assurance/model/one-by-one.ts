import assert from 'node:assert/strict';
import fc from 'fast-check';
import { approvings, expiries, rejections } from './approval-steps.js';
import { Counts } from './counts.js';
import { creations, retries } from './create-steps.js';
import type { Gateway } from './gateway.js';
import type { Generated } from './generated.js';
import { cancellations, disputes, settlements, updates, waits } from './later-steps.js';
import { brokenLimits, type HeldLimit } from './limit-invariants.js';
import { LIMITS } from './limits.js';
import { type ModelRun, rounds } from './rounds.js';
import type { World } from './step.js';
import { type ChargeSpec, chargeSpecs, createWorld } from './world.js';

/** Many short runs on fresh charges find more than one long run, and their counterexamples are smaller. */
const MAX_STEPS = 80;
/** The number of runs from one seed. A failure is repeated from its seed within this many runs. */
const RUNS_IN_ROUND = 5;

const DAY_MS = 24 * 60 * 60 * 1000;

/** The kinds of operation, each as often as it should be chosen. */
const choices = [
  ...Array<typeof creations>(9).fill(creations),
  ...Array<typeof waits>(3).fill(waits),
  ...Array<typeof retries>(3).fill(retries),
  ...Array<typeof cancellations>(2).fill(cancellations),
  ...Array<typeof updates>(2).fill(updates),
  ...Array<typeof approvings>(2).fill(approvings),
  rejections,
  expiries,
  disputes,
  settlements,
];
const heldLimits = Object.entries(LIMITS).flatMap(([caller, byCurrency]) =>
  Object.entries(byCurrency).map(
    ([currency, { perRefund = null, perDay = null, refundsPerDay = null }]): HeldLimit => ({
      caller,
      currency,
      maxAmount: perRefund,
      maxAmountPerDay: perDay,
      maxCountPerDay: refundsPerDay,
    }),
  ),
);

// Bias is off because fast-check would otherwise prefer short runs.
const commandLists = fc.noBias(fc.commands(choices, { maxCommands: MAX_STEPS, size: 'max' }));

/**
 * Runs random operations, one after another, in the gateway and in the model. After each operation it compares the
 * answers and the ledgers.
 *
 * @param gateway its clock is later than every time in its ledger
 * @returns the counts of operations by outcome
 * @throws Finding if the gateway differs from the model
 */
export async function compareOneByOne(gateway: Gateway, run: ModelRun): Promise<Counts> {
  const { database, clock } = gateway;
  const counts = new Counts();
  const compare = async (specs: readonly ChargeSpec[], commands: Generated<typeof commandLists>) => {
    // The clock must be later than everything that earlier runs wrote, including failed runs. A new day is not counted yet.
    clock.advance(DAY_MS);
    const since = clock.now();
    const ledger = await createWorld(database, specs, since);
    const world: World = { ledger, since, requests: [], counts, history: [] };
    await fc.asyncModelRun(() => ({ model: world, real: gateway }), commands);
    assert.deepEqual(await brokenLimits(database, heldLimits), []);
  };
  await rounds(run, counts, RUNS_IN_ROUND, fc.asyncProperty(chargeSpecs, commandLists, compare));
  return counts;
}
