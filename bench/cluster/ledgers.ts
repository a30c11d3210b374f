import { totalmem } from 'node:os';
import type { PostgresqlCluster } from '../../test/support/databases/postgresql-cluster.js';
import { nodeArguments } from '../npm-scripts.js';
import { root } from '../paths.js';
import { runProgram } from '../programs.js';
import { checkLedger, run, runFile, settle } from './database.js';
import type { Sizes } from './sizes.js';

const MEGABYTES = 2 ** 20;
/** A quarter of the memory, as PostgreSQL's manual recommends. Everything that is read often fits in 4 GB. */
const sharedBuffersMb = Math.min(4096, Math.floor(totalmem() / 4 / MEGABYTES));

/** The same settings for all servers. Others have PostgreSQL's defaults: fsync and synchronous_commit are on. */
export const settings: Readonly<Record<string, string>> = {
  shared_buffers: `${sharedBuffersMb}MB`,
  // Vacuum and checkpoints run between the rounds, so that they do not slow down one server only.
  autovacuum: 'off',
  checkpoint_timeout: '1h',
  max_wal_size: '8GB',
  // For a solid-state disk.
  random_page_cost: '1.1',
  max_connections: '200',
  TimeZone: 'UTC',
  // Counts statements only when it is switched on, which is never in a measured round (measure/statements.ts).
  shared_preload_libraries: 'pg_stat_statements',
};

/** Copies of one data set, one for each server, so that no server reads another's writes. */
export interface Ledgers {
  readonly sizes: Sizes;
  /** The ledger that is copied. No other connection to it may be open during a copy. */
  readonly template: string;
  /** Creates a copy and returns its URL. A peer's copy also has the function of peers.sql. */
  add(name: string, kind: 'gateway' | 'peer'): Promise<string>;
}

interface Making {
  /** The built gateway whose schema it is. */
  readonly checkout?: string;
  /** Told what is made now, for a data set that takes minutes. */
  readonly progress?: (text: string) => void;
}

/**
 * Creates a data set in the gateway's own schema and checks it.
 *
 * @param name the name of the template
 */
export async function makeLedgers(
  cluster: PostgresqlCluster,
  sizes: Sizes,
  name: string,
  { checkout = root, progress = () => {} }: Making = {},
): Promise<Ledgers> {
  const template = await makeEmptyLedger(cluster, name, checkout);
  const given = Object.entries(sizes).map(([table, count]) => `SET bench.${table} = ${count};`);
  await runFile(template, 'dataset.sql', given.join('\n'), progress);
  progress('vacuuming and analyzing');
  await settle(template);
  progress('checking that the ledger adds up');
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

/** Creates an empty ledger with the own migrate command of a built gateway, and returns its URL. */
export async function makeEmptyLedger(
  cluster: PostgresqlCluster,
  name: string,
  checkout: string = root,
): Promise<string> {
  await run(cluster.url('postgres'), `CREATE DATABASE ${name}`);
  const url = cluster.url(name);
  await runProgram(process.execPath, nodeArguments(checkout, 'migrate'), { DATABASE_URL: url });
  return url;
}
