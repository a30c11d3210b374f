import { setTimeout as sleep } from 'node:timers/promises';
import type { Point } from '../arena/proxy-link.js';
import type { FaultKind, Strike } from './fault-kind.js';

/** In a busy run a process writes many refunds a second, and sends a separate COMMIT several times a second. */
const TRAP_MS = 6_000;
/**
 * The statement that records refunds contains its guard, and those about approvals contain their ids. Other writes end with
 * a COMMIT.
 */
const WRITES = [['"guard"'], ['COMMIT'], ['"guard"', 'COMMIT'], ['apr_']] as const;

const one = { place: 'process', excuses: true, ofOneProcess: true } as const;

async function replace({ world, process }: Strike, signal: NodeJS.Signals): Promise<number> {
  const slot = world.gatewayOf(process);
  const how = await slot.end(signal);
  if (signal === 'SIGTERM') {
    const what = `After SIGTERM, gateway ${process} ended with ${how}:\n${slot.log()}`;
    world.check('stop', how === 0 ? [] : [{ promise: 'I13', what, subjects: [] }]);
  }
  await slot.start();
  return 1;
}

/** Holds the next write of the process at a point, and returns its connection. */
export const trapped = ({ world, process, random }: Strike, point: Point) =>
  world.gatewayOf(process).proxy.springAt(point, random.pick(WRITES), TRAP_MS, world.stopping.signal);

/** Kills a process while its write is held at a point of the network between the process and the database. */
const killAt = (point: Point) => async (strike: Strike) => {
  const link = await trapped(strike, point);
  if (!link) return 0;
  const ended = replace(strike, 'SIGKILL');
  link.cut();
  return ended;
};

/** Faults of a gateway process. The process is restarted at once. */
export const processFaults: readonly FaultKind[] = [
  { name: 'kill', ...one, make: (strike) => replace(strike, 'SIGKILL') },
  { name: 'kill before commit', ...one, make: killAt('before') },
  { name: 'kill after commit, before the answer', ...one, make: killAt('after') },
  { name: 'stop by SIGTERM under load', ...one, make: (strike) => replace(strike, 'SIGTERM') },
  {
    name: 'SIGSTOP and SIGCONT',
    ...one,
    excuses: false,
    async make({ world, process, random }) {
      world.gatewayOf(process).signal('SIGSTOP');
      await sleep(random.between(100, 3_000));
      world.gatewayOf(process).signal('SIGCONT');
      return 1;
    },
  },
];
