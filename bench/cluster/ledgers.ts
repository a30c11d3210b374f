import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { totalmem } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import type { PostgresqlCluster } from '../../test/support/postgresql-cluster.js';
import { inBench, root } from '../paths.js';
import type { Sizes } from './sizes.js';

const MEGABYTES = 2 ** 20;
/** A quarter of the memory, as PostgreSQL's manual has it; all that is read often fits in 4 GB. */
const sharedBuffersMb = Math.min(4096, Math.floor(totalmem() / 4 / MEGABYTES));

/** The same for all. What is not named is PostgreSQL's default: fsync and synchronous_commit are on. */
export const settings: Readonly<Record<string, string>> = {
  shared_buffers: `${sharedBuffersMb}MB`,
  // A checkpoint or vacuum that falls into one server's seconds is not another's: both are made between rounds.
  autovacuum: 'off',
  checkpoint_timeout: '1h',
  max_wal_size: '8GB',
  // As on any disk without a head to move.
  random_page_cost: '1.1',
  max_connections: '200',
  TimeZone: 'UTC',
  // Counts statements where it is told to, which is never in a measured round: see measure/statements.ts.
  shared_preload_libraries: 'pg_stat_statements',
};

/** A cluster with ledgers of one data set, each server's its own, so that what one writes is not read by another. */
export interface Ledgers {
  readonly cluster: PostgresqlCluster;
  /** Makes a ledger and returns its URL. A peer's has the function that it may call, see peers.sql. */
  add(name: string, kind: 'gateway' | 'peer'): Promise<string>;
}

/** Makes the data set in the gateway's own schema, as a template for every server's ledger. */
export async function makeLedgers(
  cluster: PostgresqlCluster,
  sizes: Sizes,
  template: string,
): Promise<Ledgers> {
  await query(cluster, 'postgres', `CREATE DATABASE ${template}_gateway`);
  await promisify(execFile)(process.execPath, [path.join(root, 'dist/src/commands/migrate.js')], {
    env: { ...process.env, DATABASE_URL: cluster.url(`${template}_gateway`) },
  });
  const given = Object.entries(sizes).map(([name, count]) => `SET bench.${name} = ${count};`);
  await query(
    cluster,
    `${template}_gateway`,
    ...given,
    await readFile(inBench('cluster/dataset.sql'), 'utf8'),
  );
  await settle(cluster, `${template}_gateway`);
  await checkLedger(cluster, `${template}_gateway`);
  const copy = (from: string, to: string) =>
    query(cluster, 'postgres', `CREATE DATABASE ${to} TEMPLATE ${from} STRATEGY file_copy`);
  await copy(`${template}_gateway`, `${template}_peer`);
  await query(cluster, `${template}_peer`, await readFile(inBench('cluster/peers.sql'), 'utf8'));
  return {
    cluster,
    async add(name, kind) {
      const database = `${template}_of_${name.replaceAll('-', '_')}`;
      await copy(`${template}_${kind}`, database);
      return cluster.url(database);
    },
  };
}

/** @throws Error naming the promises that the ledger's rows break */
export async function checkLedger(cluster: PostgresqlCluster, database: string): Promise<void> {
  const [result] = await query(cluster, database, await readFile(inBench('cluster/check.sql'), 'utf8'));
  const broken = (result?.rows as { promise: string; broken: string }[]).filter((row) => row.broken !== '0');
  if (broken.length > 0)
    throw new Error(
      `${database}: ${broken.map((row) => `${row.promise}: not so ${row.broken} times`).join('; ')}`,
    );
}

/** What autovacuum and the checkpointer would do some time: done now, so that every round starts alike. */
export async function settle(cluster: PostgresqlCluster, database: string): Promise<void> {
  await query(cluster, database, 'VACUUM (ANALYZE)');
  await query(cluster, database, 'CHECKPOINT');
}

/** Runs statements on a connection of their own. */
export async function query(
  cluster: PostgresqlCluster,
  database: string,
  ...statements: string[]
): Promise<pg.QueryResult[]> {
  const client = new pg.Client({ connectionString: cluster.url(database) });
  await client.connect();
  try {
    const results: pg.QueryResult[] = [];
    for (const statement of statements) results.push(await client.query(statement));
    return results;
  } finally {
    await client.end();
  }
}
