import { readFileSync } from 'node:fs';
import pg from 'pg';
import { migrate } from '../../src/database/migrations/migrator.js';
import { openDatabase } from '../../src/ledger/open-ledger.js';
import { startPostgresqlCluster } from '../../test/support/databases/postgresql-cluster.js';
import { insertCharge } from '../../test/support/rows/ledger-rows.js';
import { insertRichRefunds } from '../../test/support/rows/rich-refunds.js';
import type { SoakTargets } from './soak-request.js';
import { tokenOf } from './tokens.js';

/** The log of writes need not survive a crash of the machine, so `fsync` is off. */
const CLUSTER_SETTINGS = { fsync: 'off', shared_buffers: '256MB' };
const RICH_REFUNDS = 200;
const CHARGES = 200;
const ROOM = 1_000_000_000n;
const KILOBYTES_IN_MB = 1024;

/** The processes of PostgreSQL that serve the gateway's connections. */
const BACKENDS = `SELECT pid FROM pg_stat_activity
  WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()`;

/** Creates a PostgreSQL server with a ledger for the run. */
export async function openSoakLedger() {
  const cluster = await startPostgresqlCluster(CLUSTER_SETTINGS);
  try {
    const url = cluster.url('postgres');
    const targets = await fillLedger(url);
    const own = new pg.Client({ connectionString: url });
    await own.connect();
    return {
      url,
      targets,
      /** How many connections the gateway has, and the megabytes that they have for themselves. */
      async connections(): Promise<{ readonly connections: number; readonly databaseMb: number }> {
        const { rows } = await own.query<{ pid: number }>(BACKENDS);
        return {
          connections: rows.length,
          databaseMb: rows.reduce((sum, { pid }) => sum + ownMemoryMb(pid), 0),
        };
      },
      async close(): Promise<void> {
        await own.end();
        await cluster.remove();
      },
    };
  } catch (error) {
    await cluster.remove();
    throw error;
  }
}

async function fillLedger(url: string): Promise<SoakTargets> {
  const database = await openDatabase({ url });
  try {
    await migrate(database.pool);
    const { Refund: refunds } = await insertRichRefunds(database, RICH_REFUNDS);
    const charges: string[] = [];
    for (let number = 0; number < CHARGES; number++)
      charges.push((await insertCharge(database, { amount: ROOM })).id);
    return { refunds, charges, tokenOf };
  } finally {
    await database.close();
  }
}

/** Memory that no other process shares: without PostgreSQL's buffers. 0 if the process has ended meanwhile. */
function ownMemoryMb(pid: number): number {
  try {
    const [, kilobytes] = /^Pss_Anon:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')) ?? [];
    return Number(kilobytes) / KILOBYTES_IN_MB;
  } catch {
    return 0;
  }
}
