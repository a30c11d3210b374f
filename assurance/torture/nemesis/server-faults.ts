import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { StopMode } from '../../../test/support/databases/postgresql-cluster.js';
import { OWN_NAME } from '../arena/ledger-server.js';
import type { FaultKind, Strike } from './fault-kind.js';

const both = { place: 'server', excuses: true, ofOneProcess: false } as const;

const restart =
  (mode: StopMode) =>
  async ({ world, random }: Strike) => {
    await world.server.cluster?.stop(mode);
    await sleep(random.between(0, 1_500));
    await world.server.cluster?.start();
    return 1;
  };

/** Opens connections until the server has none left, and holds them for a while. */
async function takeAllConnections({ world, random }: Strike): Promise<number> {
  const url = world.server.cluster?.url('postgres');
  const taken: pg.Client[] = [];
  for (let full = false; !full; ) {
    const client = new pg.Client({ connectionString: url, application_name: OWN_NAME });
    client.on('error', () => {});
    await client.connect().then(
      () => taken.push(client),
      () => {
        full = true;
      },
    );
  }
  for (const { proxy } of world.gateways) proxy.cut();
  await sleep(random.between(300, 1_500));
  await Promise.all(taken.map((client) => client.end()));
  return 1;
}

/** Faults of the whole server. They need a cluster that the run created for itself. */
export const serverFaults: readonly FaultKind[] = [
  { name: 'database restarted, fast', ...both, make: restart('fast') },
  { name: 'database restarted, immediate', ...both, make: restart('immediate') },
  { name: 'no connection left', ...both, make: takeAllConnections },
];
