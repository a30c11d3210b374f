import { startPostgresqlCluster } from '../test/support/databases/postgresql-cluster.js';
import { select } from './cluster/database.js';
import { makeLedgers, settings } from './cluster/ledgers.js';
import type { Sizes } from './cluster/sizes.js';
import { createStatementCounter } from './measure/statements.js';
import { describePace, type Options, type Part, readOptions } from './options.js';
import { raceCallers } from './parts/callers.js';
import { raceEmbedded } from './parts/embedded.js';
import { measureGrowth } from './parts/growth.js';
import { measureLoneRefund } from './parts/lone-refund.js';
import { raceServers } from './parts/race-servers.js';
import { measureRealistic } from './parts/realistic.js';
import { atEnd, cleanUp } from './programs.js';
import { describeDatabase, describeMachine, describeRun } from './report/machine.js';
import type { Results } from './report/results.js';
import { writeResults } from './report/write-results.js';
import { allAsks, type Stage } from './stage.js';

/** The first line of the file is the id of the server's main process, the parent of its others. */
const POSTMASTER = "SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int AS pid";

const describeSizes = ({ refunds, charges, intents }: Sizes): string =>
  [
    `${refunds.toLocaleString('en')} refunds`,
    `${charges.toLocaleString('en')} charges`,
    `${intents.toLocaleString('en')} intents`,
  ].join(', ');

/** The exit code of a shell after Ctrl-C. */
const INTERRUPTED = 130;
let interrupted = false;
// The terminal and npm each send a signal. The second must not end the clean-up that the first began.
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    interrupted = true;
    void cleanUp().then(() => process.exit(INTERRUPTED));
  });

try {
  const options = readOptions(process.argv.slice(2));
  console.log(writeResults(options, await measure(options)));
  console.log(`This page is bench/results/${options.name}.md.`);
} catch (error) {
  // An interruption causes all kinds of errors.
  if (!interrupted) console.error(error);
  process.exitCode = 1;
} finally {
  await cleanUp();
}

async function measure(options: Options): Promise<Results> {
  const { stage, results } = await setUp(options);
  const { parts } = options;
  stage.progress(`making a ledger of ${options.sizes.refunds} refunds`);
  const ledgers = await makeLedgers(stage.cluster, options.sizes, 'ledger');
  const asks = await allAsks(options.sizes, ledgers.template);
  const withoutPeers: readonly Part[] = ['lone-refund', 'callers', 'embedded', 'growth', 'realistic'];
  if (parts.some((part) => !withoutPeers.includes(part))) await raceServers(stage, ledgers, asks);
  if (parts.includes('lone-refund')) await measureLoneRefund(stage, ledgers, asks);
  if (parts.includes('callers')) stage.keep({ races: [await raceCallers(stage, ledgers, asks)] });
  if (parts.includes('embedded')) await raceEmbedded(stage);
  if (parts.includes('growth')) await measureGrowth(stage);
  if (parts.includes('realistic')) await measureRealistic(stage, ledgers, asks);
  return results;
}

async function setUp(options: Options): Promise<{ stage: Stage; results: Results }> {
  const progress = (text: string) => console.log(`${Math.round(performance.now() / 1000)} s  ${text}`);
  progress('starting a PostgreSQL cluster');
  const cluster = await startPostgresqlCluster(settings);
  atEnd(() => cluster.remove());
  const [row] = await select<{ pid: number }>(cluster.url('postgres'), POSTMASTER);
  const results: Results = {
    run: describeRun(process.argv.slice(2)),
    ledger: describeSizes(options.sizes),
    machine: describeMachine(),
    versions: await describeDatabase(cluster.url('postgres'), settings),
    pace: `${describePace(options.pace)} with many connections among the peers, ${describePace(options.onePace)} with one, ${describePace(options.besidesPace)} elsewhere`,
    seed: options.seed,
    servers: [],
    tries: [],
    pgbenchSessions: null,
    races: [],
    imports: [],
    realistic: [],
    lone: [],
  };
  const stage: Stage = {
    options,
    cluster,
    databasePid: row?.pid ?? 0,
    statements: await createStatementCounter(cluster),
    progress,
    keep({
      servers = [],
      tries = [],
      pgbenchSessions = null,
      races = [],
      imports = [],
      realistic = [],
      lone = [],
    }) {
      results.servers.push(...servers);
      results.tries.push(...tries);
      results.races.push(...races);
      results.imports.push(...imports);
      results.realistic.push(...realistic);
      results.lone.push(...lone);
      results.pgbenchSessions ??= pgbenchSessions;
      writeResults(options, results);
    },
  };
  return { stage, results };
}
