import { createRandom } from '../../../src/sample-data/random.js';
import { Caller } from '../clients/caller.js';
import { send } from '../clients/refund.js';
import type { Fault } from '../faults.js';
import type { World } from '../world.js';

/** The timeouts of the pool and of statements, plus some time for busy cores. */
const RECOVERED_WITHIN_MS = 15_000;

const callers = new WeakMap<World, Caller>();

/** I13: within seconds after a fault, a fresh request with a fresh key succeeds through each process. */
export async function checkRecovery(world: World, fault: Fault): Promise<void> {
  const caller = callers.get(world) ?? new Caller(world, 'recovery', createRandom(world.seed ^ 0x13));
  callers.set(world, caller);
  await Promise.all(world.gateways.map(({ number }) => recover(caller, number, fault)));
}

async function recover(caller: Caller, process: number, { kind, until }: Fault): Promise<void> {
  const { world } = caller;
  const charge = world.book.open(await world.charges.take('plain'), false);
  const withinMs = world.slowness * RECOVERED_WITHIN_MS;
  for (;;) {
    const tag = caller.newName('fresh');
    const attempt = world.book.attempt(charge, { tag, key: tag, amount: 1, flags: {} });
    await send(caller, charge, attempt, process);
    const late = world.history.now() > until + withinMs;
    const { outcome } = attempt;
    if (!late && outcome.kind === 'unknown' && world.violations.length === 0) continue;
    const well = outcome.kind === 'made' && !late;
    const what = `${withinMs} ms after '${kind}' process ${process} does not create a refund: ${JSON.stringify(outcome)}`;
    return world.check('recovery', well ? [] : [{ promise: 'I13', what, subjects: [charge.id, tag] }]);
  }
}
