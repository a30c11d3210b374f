import { setTimeout as sleep } from 'node:timers/promises';
import type { Point } from '../arena/proxy-link.js';
import type { FaultKind, Strike } from './fault-kind.js';
import { trapped } from './process-faults.js';

const one = { place: 'proxy', excuses: true, ofOneProcess: true } as const;

/**
 * Nothing announces a lost connection. The gateway considers a connection broken after 12 seconds of silence. The
 * server ends the connection's transaction after 15 seconds and releases its locks, which the other process may need.
 */
const SILENCE_ENDS_AFTER_MS = 15_000;

const cutAt = (point: Point) => async (strike: Strike) => {
  const link = await trapped(strike, point);
  link?.cut();
  return link ? 1 : 0;
};

async function swallow({ world, process, random }: Strike): Promise<void> {
  const { proxy } = world.gatewayOf(process);
  proxy.swallow(true);
  await sleep(random.between(200, 4_000));
}

/** Faults of the network between a process and its database. */
export const proxyFaults: readonly FaultKind[] = [
  {
    name: 'slow network',
    ...one,
    excuses: false,
    async make({ world, process, random }) {
      const { proxy } = world.gatewayOf(process);
      proxy.delayMs = random.between(5, 80);
      await sleep(random.between(500, 2_500));
      proxy.delayMs = 0;
      return 1;
    },
  },
  {
    name: 'network swallows, then delivers',
    ...one,
    excuses: false,
    async make(strike) {
      await swallow(strike);
      strike.world.gatewayOf(strike.process).proxy.swallow(false);
      return 1;
    },
  },
  {
    name: 'network swallows, then breaks',
    ...one,
    async make(strike) {
      const { proxy } = strike.world.gatewayOf(strike.process);
      await swallow(strike);
      proxy.cut();
      proxy.swallow(false);
      return 1;
    },
  },
  {
    name: 'connections cut',
    ...one,
    make: async ({ world, process }) => world.gatewayOf(process).proxy.cut(),
  },
  {
    name: 'connections lost without a word',
    ...one,
    excusesBoth: true,
    async make({ world, process }) {
      const lost = world.gatewayOf(process).proxy.lose();
      await sleep(SILENCE_ENDS_AFTER_MS);
      return lost;
    },
  },
  { name: 'connection cut before commit', ...one, make: cutAt('before') },
  { name: 'connection cut after commit, before the answer', ...one, make: cutAt('after') },
];
