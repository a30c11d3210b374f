import { createRandom, type Random } from '../../src/sample-data/random.js';
import { askAndDecide, rereadApprovals } from './clients/approvals.js';
import { batch } from './clients/batch.js';
import { Caller } from './clients/caller.js';
import { cancel } from './clients/cancel.js';
import { crowd } from './clients/crowd.js';
import { crowdOfOne, readLeftToday, spendLimited } from './clients/limited.js';
import { setMetadata } from './clients/metadata.js';
import { replace } from './clients/replace.js';
import { readTotal, reread } from './clients/reread.js';
import { spend, storm, Till } from './clients/spend.js';
import { walk } from './clients/walk.js';
import type { World } from './world.js';

type Scenario = (caller: Caller, till: Till) => Promise<void>;

/** The scenarios with their weights. */
const scenarios: readonly (readonly [number, Scenario])[] = [
  [10, spend],
  [2, storm],
  [1, batch],
  [2, crowd],
  [2, cancel],
  [2, replace],
  [3, setMetadata],
  [8, reread],
  [8, readTotal],
  [2, walk],
  [4, spendLimited],
  [2, crowdOfOne],
  [1, readLeftToday],
  [3, askAndDecide],
  [2, rereadApprovals],
];
const BAG: readonly Scenario[] = scenarios.flatMap(([weight, scenario]) =>
  Array.from({ length: weight }, () => scenario),
);

/** Runs the clients until each has finished its last scenario. The seed decides the scenarios of each client. */
export async function work(world: World, clients: number): Promise<void> {
  const till = new Till();
  await Promise.all(
    Array.from({ length: clients }, async (_, index) => {
      const random: Random = createRandom(world.seed * 1_000 + index);
      const caller = new Caller(world, `client-${index}`, random);
      while (!world.stopped) await random.pick(BAG)(caller, till);
    }),
  );
}
