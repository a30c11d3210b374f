import fc from 'fast-check';
import { Counts } from './counts.js';
import { creations, retries } from './create-steps.js';
import type { Gateway } from './gateway.js';
import type { Generated } from './generated.js';
import { cancellations, disputes, settlements, updates, waits } from './later-steps.js';
import { type ModelRun, rounds } from './rounds.js';
import type { World } from './step.js';
import { type ChargeSpec, chargeSpecs, createWorld } from './world.js';

/** Many short runs on fresh charges find more than one long run, and shrink to less. */
const MAX_STEPS = 80;
/** Runs from one seed: a failure is repeated with its seed alone, and no more than these. */
const RUNS_IN_ROUND = 5;

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
const commandLists = fc.noBias(fc.commands(choices, { maxCommands: MAX_STEPS, size: 'max' }));

/**
 * Does random operations, one after the other, in the gateway and in the model, and compares all that can be seen
 * after each.
 *
 * @param gateway its clock is later than all that its ledger holds
 * @returns what was done, and what came of it
 * @throws Finding where the gateway does something else than the model
 */
export async function compareOneByOne(gateway: Gateway, run: ModelRun): Promise<Counts> {
  const { database, clock } = gateway;
  const counts = new Counts();
  const compare = async (specs: readonly ChargeSpec[], commands: Generated<typeof commandLists>) => {
    // Later than all that an earlier run wrote, also one that failed.
    clock.advance(1);
    const since = clock.now();
    const ledger = await createWorld(database, specs, since);
    const world: World = { ledger, since, requests: [], counts, history: [] };
    await fc.asyncModelRun(() => ({ model: world, real: gateway }), commands);
  };
  await rounds(run, counts, RUNS_IN_ROUND, fc.asyncProperty(chargeSpecs, commandLists, compare));
  return counts;
}
