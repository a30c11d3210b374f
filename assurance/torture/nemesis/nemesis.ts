import { setTimeout as sleep } from 'node:timers/promises';
import { createRandom, type Random } from '../../../src/sample-data/random.js';
import { AFTERMATH_MS, type Fault } from '../faults.js';
import type { World } from '../world.js';
import { databaseFaults } from './database-faults.js';
import type { FaultKind } from './fault-kind.js';
import { lockFaults } from './lock-faults.js';
import { overloadFault } from './overload-fault.js';
import { processFaults } from './process-faults.js';
import { proxyFaults } from './proxy-faults.js';
import { checkRecovery } from './recovery.js';
import { serverFaults } from './server-faults.js';

/** Every kind that the nemesis makes; clients cut their own sockets besides. */
export const faultKinds: readonly FaultKind[] = [
  ...processFaults,
  ...proxyFaults,
  ...databaseFaults,
  ...lockFaults,
  overloadFault,
  ...serverFaults,
];

/** Makes one fault after the other, of each kind as often, until the run stops: the seed decides which and how long. */
export async function rage(
  world: World,
  kinds: readonly FaultKind[],
  calmMs: { readonly least: number; readonly most: number },
): Promise<void> {
  const random = createRandom(world.seed ^ 0x5eed);
  let bag: FaultKind[] = [];
  while (!world.stopped && kinds.length > 0) {
    await sleep(random.between(calmMs.least, calmMs.most));
    if (bag.length === 0) bag = shuffled(kinds, random);
    const kind = bag.pop();
    // A fault that nobody may notice is made where no other is an excuse.
    if (kind && !kind.excuses) await sleep(AFTERMATH_MS);
    if (kind && !world.stopped) await strike(world, kind, random);
  }
}

async function strike(world: World, kind: FaultKind, random: Random): Promise<void> {
  const { faults, history } = world;
  const process = random.between(1, world.gateways.length);
  const fault: Fault = faults.begin({
    kind: kind.name,
    process: kind.ofOneProcess && !kind.excusesBoth ? process : null,
    from: history.now(),
    excuses: kind.excuses,
  });
  const struck = await kind.make({ world, random, process });
  fault.until = history.now();
  faults.count(kind.name, Math.min(1, struck));
  await checkRecovery(world, fault);
}

function shuffled<T>(of: readonly T[], random: Random): T[] {
  return of
    .map((value) => ({ value, at: random.fraction() }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value);
}
