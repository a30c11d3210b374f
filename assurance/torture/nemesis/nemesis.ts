import { setTimeout as sleep } from 'node:timers/promises';
import { createRandom, type Random } from '../../../src/sample-data/random.js';
import type { Fault } from '../faults.js';
import type { World } from '../world.js';
import { databaseFaults } from './database-faults.js';
import type { FaultKind } from './fault-kind.js';
import { lockFaults } from './lock-faults.js';
import { overloadFault } from './overload-fault.js';
import { processFaults } from './process-faults.js';
import { proxyFaults } from './proxy-faults.js';
import { checkRecovery } from './recovery.js';
import { serverFaults } from './server-faults.js';

/** Every kind of fault that is caused here. In addition, clients cut their own sockets. */
export const faultKinds: readonly FaultKind[] = [
  ...processFaults,
  ...proxyFaults,
  ...databaseFaults,
  ...lockFaults,
  overloadFault,
  ...serverFaults,
];

/** Causes one fault after another, each kind equally often, until the run stops. The seed decides order and times. */
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
    // A fault that callers must not notice is caused only when no other fault excuses errors.
    if (kind && !kind.excuses) await sleep(world.faults.aftermathMs);
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

function shuffled<T>(values: readonly T[], random: Random): T[] {
  return values
    .map((value) => ({ value, order: random.fraction() }))
    .sort((a, b) => a.order - b.order)
    .map(({ value }) => value);
}
