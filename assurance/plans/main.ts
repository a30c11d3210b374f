import { cpus } from 'node:os';
import type { Pool } from 'pg';
import { ensureSchema } from '../../src/database/migrations/migrator.js';
import { openDatabase } from '../../src/ledger/open-ledger.js';
import { patient } from '../../test/support/databases/server-database.js';
import { databases } from '../model/databases.js';
import { Finding, runProgram, wholeNumber } from '../program.js';
import { showProgress } from '../progress.js';
import { cases } from './cases.js';
import { faultOf, type Plan, planOf } from './plan.js';
import { chargesIn, fillLedger, type Report } from './rows.js';

const DEFAULT_CHARGES = 2_000_000;
/** PostgreSQL ends a statement of the gateway after this time. */
const MAX_MS = 10_000;

const USAGE = `npm run plans -- [--charges N] [--url URL]
Fills a ledger on the PostgreSQL server that the tests use, with N charges (default ${DEFAULT_CHARGES}) and half as many refunds,
asks for a page by each filter and in each order, and prints how PostgreSQL found it and how long that took. It fails if a
page is found without an index, or takes more than ${MAX_MS} ms. The default size takes about fifteen minutes and 5 GB. The
database is dropped at the end, and after Ctrl-C.
  --charges how many charges
  --url     an empty database to use and to keep. If it has been filled before, it is not filled again`;

const minutes = (ms: number): string => `${(ms / 60_000).toFixed(1)} minutes`;

/** @throws Finding if a page is found without an index or too slowly, or after Ctrl-C */
async function checkPlans(pool: Pool, size: number): Promise<void> {
  const interrupted = interruptible(pool);
  const progress = showProgress();
  const report: Report = {
    now(text) {
      interrupted.throwIfAborted();
      progress.show(text);
    },
    done(text) {
      progress.clear();
      console.info(text);
    },
  };
  try {
    const found = await chargesIn(pool);
    if (found === 0) await fillLedger(pool, { charges: size }, report);
    await describe(pool);
    const plans = await readPlans(pool, report);
    report.done(`\n${table(plans)}`);
    const faults = plans.flatMap(([asked, plan]) => {
      const fault =
        plan.ms > MAX_MS && !asked.isSlow ? `takes ${plan.ms.toFixed(0)} ms` : faultOf(asked, plan);
      return fault === null ? [] : `${asked.list} by ${asked.title}: ${fault}`;
    });
    if (faults.length > 0) throw new Finding(`\n${faults.length} faults:\n${faults.join('\n')}`);
  } catch (error) {
    throw interrupted.aborted ? new Finding('\nInterrupted.') : error;
  } finally {
    progress.clear();
  }
}

/** Ctrl-C ends the statement under way and the run, so that the database is still dropped. */
function interruptible(pool: Pool): AbortSignal {
  const interrupted = new AbortController();
  process.once('SIGINT', () => {
    interrupted.abort();
    void pool.query(
      'SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
  });
  return interrupted.signal;
}

/** What the times depend on. */
async function describe(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ server: string; memory: string; size: string; indexes: string }>(
    `SELECT current_setting('server_version') AS server, current_setting('shared_buffers') AS memory,
       pg_size_pretty(pg_database_size(current_database())) AS size,
       pg_size_pretty(pg_indexes_size('charge') + pg_indexes_size('refund')) AS indexes`,
  );
  const [of] = rows;
  console.info(
    `\n${await chargesIn(pool)} charges on PostgreSQL ${of?.server} with shared_buffers of ${of?.memory}, ${cpus().length} cores, ${new Date().toISOString().slice(0, 10)}\nThe database has ${of?.size}, the indexes of charges and refunds ${of?.indexes}`,
  );
}

type Planned = readonly [(typeof cases)[number], Plan];

async function readPlans(pool: Pool, report: Report): Promise<Planned[]> {
  const plans: Planned[] = [];
  for (const [index, asked] of cases.entries()) {
    report.now(`page ${index + 1} of ${cases.length}: ${asked.list} by ${asked.title}`);
    // What the first run reads from the disk, the second one finds in memory.
    await planOf(pool, asked);
    plans.push([asked, await planOf(pool, asked)]);
  }
  return plans;
}

const table = (plans: readonly Planned[]): string =>
  [
    '| list | by | ms | rows | indexes |\n|---|---|---|---|---|',
    ...plans.map(
      ([{ list, title }, { ms, rows, indexes }]) =>
        `| ${list} | ${title} | ${ms.toFixed(ms < 10 ? 1 : 0)} | ${rows} | ${indexes.join(', ')} |`,
    ),
  ].join('\n');

await runProgram(USAGE, ['charges', 'url'], async ({ charges: given, url }) => {
  const charges = wholeNumber('charges', given, DEFAULT_CHARGES);
  const startMs = performance.now();
  if (url === undefined) await databases.postgresql(({ pool }) => checkPlans(pool, charges));
  else {
    const database = await openDatabase({ url: patient(url) });
    try {
      await ensureSchema(database.pool);
      await checkPlans(database.pool, charges);
    } finally {
      await database.close();
    }
  }
  console.info(
    `\nEach page was found by an index in time, but for those that docs/searching.md calls slow. ${cases.length} pages, ${minutes(performance.now() - startMs)}`,
  );
});
