import { totalmem } from 'node:os';
import path from 'node:path';
import type { PostgresqlCluster } from '../../test/support/databases/postgresql-cluster.js';
import { root } from '../paths.js';
import { runProgram } from '../programs.js';
import { checkLedger, run, runFile, settle } from './database.js';
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

/** Ledgers of one data set, each server's its own, so that what one writes is not read by another. */
export interface Ledgers {
  readonly sizes: Sizes;
  /** The ledger that the others are copies of; nothing else may be connected while they are made. */
  readonly template: string;
  /** Makes a ledger and returns its URL. A peer's has the function that it may call, see peers.sql. */
  add(name: string, kind: 'gateway' | 'peer'): Promise<string>;
}

/** Makes a data set in the gateway's own schema and looks at it. `name` is its template's. */
export async function makeLedgers(cluster: PostgresqlCluster, sizes: Sizes, name: string): Promise<Ledgers> {
  const template = await makeEmptyLedger(cluster, name);
  const given = Object.entries(sizes).map(([of, count]) => `SET bench.${of} = ${count};`);
  await runFile(template, 'dataset.sql', given.join('\n'));
  await settle(template);
  await checkLedger(template);
  return {
    sizes,
    template,
    async add(server, kind) {
      const url = cluster.url(`${name}_${server.replaceAll('-', '_')}`);
      await run(
        cluster.url('postgres'),
        `CREATE DATABASE ${new URL(url).pathname.slice(1)} TEMPLATE ${name} STRATEGY file_copy`,
      );
      if (kind === 'peer') await runFile(url, 'peers.sql');
      return url;
    },
  };
}

/** A ledger of the gateway's schema without a row, by its own command. */
export async function makeEmptyLedger(cluster: PostgresqlCluster, name: string): Promise<string> {
  await run(cluster.url('postgres'), `CREATE DATABASE ${name}`);
  const url = cluster.url(name);
  await runProgram(process.execPath, [path.join(root, 'dist/src/commands/migrate.js')], {
    DATABASE_URL: url,
  });
  return url;
}
