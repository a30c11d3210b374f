import { setTimeout as sleep } from 'node:timers/promises';
import { OWN_NAME } from '../arena/ledger-server.js';
import { COMMIT_LOCK } from '../arena/switches.js';
import type { World } from '../world.js';
import type { FaultKind, Strike } from './fault-kind.js';

const both = { place: 'database', excuses: true, ofOneProcess: false } as const;

const others = `datname = current_database() AND application_name <> '${OWN_NAME}' AND backend_type = 'client backend'`;
const TERMINATE = 'SELECT count(pg_terminate_backend(pid))::int AS struck FROM pg_stat_activity WHERE';
/** A backend with an open transaction is rarely seen in one look, so there are several. */
const LOOKS = 40;
const LOOK_INTERVAL_MS = 10;

async function terminate(world: World, condition: string): Promise<number> {
  const { rows } = await world.server.own.query<{ struck: number }>(
    `${TERMINATE} ${others} AND ${condition}`,
  );
  return rows[0]?.struck ?? 0;
}

/** Holds up every commit that wrote an event, and runs `work` meanwhile. */
async function inCommit(world: World, work: () => Promise<number>): Promise<number> {
  const client = await world.server.own.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [COMMIT_LOCK]);
    await sleep(150);
    return await work();
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [COMMIT_LOCK]).then(
      () => client.release(),
      (error) => client.release(error),
    );
  }
}
const IN_COMMIT = `wait_event_type = 'Lock' AND wait_event = 'advisory'`;

/** Faults that are caused by SQL, in the run's own database only. */
export const databaseFaults: readonly FaultKind[] = [
  {
    name: 'backends terminated mid-transaction',
    ...both,
    async make({ world }) {
      for (let look = 0; look < LOOKS; look++) {
        const struck = await terminate(
          world,
          `state IN ('active', 'idle in transaction') AND backend_xid IS NOT NULL`,
        );
        if (struck > 0) return struck;
        await sleep(LOOK_INTERVAL_MS);
      }
      return 0;
    },
  },
  {
    name: 'backends terminated in commit',
    ...both,
    make: ({ world }) => inCommit(world, () => terminate(world, IN_COMMIT)),
  },
  {
    name: 'kill in commit',
    ...both,
    place: 'database',
    ofOneProcess: true,
    async make({ world, process }: Strike) {
      const slot = world.gatewayOf(process);
      const struck = await inCommit(world, async () => {
        const { rows } = await world.server.own.query(
          `SELECT 1 FROM pg_stat_activity WHERE ${others} AND ${IN_COMMIT}`,
        );
        if (rows.length > 0) await slot.end('SIGKILL');
        return rows.length > 0 ? 1 : 0;
      });
      if (struck > 0) await slot.start();
      return struck;
    },
  },
  {
    name: 'commits wait',
    ...both,
    excuses: false,
    make: ({ world, random }) =>
      inCommit(world, async () => {
        await sleep(random.between(100, 1_500));
        return 1;
      }),
  },
  {
    name: 'all backends terminated',
    ...both,
    make: ({ world }) => terminate(world, 'true'),
  },
];
