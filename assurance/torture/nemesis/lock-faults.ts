import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { FaultKind, Strike } from './fault-kind.js';

const both = { place: 'database', excuses: true, ofOneProcess: false } as const;

/** Longer than the gateways' statement timeout of ten seconds. */
const LONGER_THAN_A_STATEMENT_MS = 10_500;
/** Long enough that all ten connections of a process are in use. */
const POOL_MS = { least: 300, most: 2_500 };

/** Runs `work` in a transaction of the run that changes nothing. */
export async function inTransaction(
  { world }: Strike,
  work: (client: pg.PoolClient) => Promise<number>,
): Promise<number> {
  const client = await world.server.own.connect();
  try {
    await client.query('BEGIN');
    return await work(client);
  } finally {
    await client.query('ROLLBACK').then(
      () => client.release(),
      (error) => client.release(error),
    );
  }
}

/** Makes some statements or commits fail with a code for a while. */
async function failNowAndThen(
  { world, random }: Strike,
  code: '40001' | '40P01',
  place: 'statement' | 'commit',
): Promise<number> {
  const { own } = world.server;
  await own.query('INSERT INTO torture_failure VALUES ($1, $2, $3)', [place, code, 0.2]);
  await sleep(random.between(500, 2_000));
  await own.query('DELETE FROM torture_failure');
  return 1;
}

/** The charges that clients are using, newest last. */
const busyCharges = ({ world }: Strike): string[] =>
  [...world.book.charges.values()].slice(-12).map(({ id }) => id);

/**
 * Causes a deadlock that the database detects. The run locks a refund and then its charge; the gateways lock in the
 * opposite order.
 */
async function deadlock(strike: Strike): Promise<number> {
  const { world } = strike;
  const id = world.book.refundIds.at(-1);
  const charge = id === undefined ? undefined : world.book.refunds.get(id)?.seen.charge.id;
  if (!charge) return 0;
  return inTransaction(strike, async (client) => {
    await client.query('SELECT 1 FROM refund WHERE charge_id = $1 FOR UPDATE', [charge]);
    // Soon the sandbox changes the refund's status, or a client sets its metadata.
    await sleep(strike.random.between(200, 900));
    const waiting = await world.server.own.query('SELECT 1 FROM pg_locks WHERE NOT granted LIMIT 1');
    await client.query('SELECT 1 FROM charge WHERE id = $1 FOR UPDATE', [charge]).catch(() => {});
    return waiting.rows.length;
  });
}

/** Faults that are caused by locks, and by errors that PostgreSQL asks clients to retry. */
export const lockFaults: readonly FaultKind[] = [
  {
    name: 'serialization failures',
    ...both,
    excuses: false,
    make: (strike) => failNowAndThen(strike, '40001', strike.random.pick(['statement', 'commit'])),
  },
  {
    name: 'deadlocks, simulated',
    ...both,
    excuses: false,
    make: (strike) => failNowAndThen(strike, '40P01', 'statement'),
  },
  { name: 'deadlocks, real', ...both, excuses: false, make: deadlock },
  {
    name: 'pool exhausted',
    ...both,
    excuses: false,
    make: (strike) =>
      inTransaction(strike, async (client) => {
        await client.query('LOCK TABLE charge IN ACCESS EXCLUSIVE MODE');
        await sleep(strike.random.between(POOL_MS.least, POOL_MS.most));
        return 1;
      }),
  },
  {
    name: 'statement timeouts',
    ...both,
    make: (strike) =>
      inTransaction(strike, async (client) => {
        // This locks in the gateways' order, so there is no deadlock.
        const { rows } = await client.query(
          'SELECT 1 FROM charge WHERE id = ANY($1) ORDER BY id FOR UPDATE',
          [busyCharges(strike)],
        );
        await sleep(LONGER_THAN_A_STATEMENT_MS);
        return rows.length > 0 ? 1 : 0;
      }),
  },
];
