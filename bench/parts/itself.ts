import { select } from '../cluster/database.js';
import { type Ledgers, makeLedgers } from '../cluster/ledgers.js';
import { idOf, TEN_TIMES } from '../cluster/sizes.js';
import { gateway, loggingGateway } from '../contestants.js';
import { type Racer, race } from '../measure/race.js';
import type { RunningServer } from '../measure/server.js';
import type { Load } from '../measure/wrk.js';
import { CONNECTIONS, type Race } from '../report/results.js';
import { type Asks, allAsks, planOf, racer, type Stage, start } from '../stage.js';
import { type Ask, allWorkloads, type Workload } from '../workloads.js';

// Compares the gateway with itself in other circumstances, in the same interleaved rounds.

/** The cost of one log line per request. */
export async function raceLogging(
  stage: Stage,
  ledgers: Ledgers,
  ours: RunningServer,
  asks: Asks,
): Promise<Race> {
  const logging = await start(stage, loggingGateway, await ledgers.add('logging', 'gateway'), asks);
  const racers = [racer('gateway', ours, asks, CONNECTIONS), racer('with a log', logging, asks, CONNECTIONS)];
  const standings = await raceAll(stage, ['R1', 'W1'], racers, 'l');
  await logging.stop();
  return { name: 'logging', title: 'A line in the log for each request', standings };
}

/** Two processes on one ledger, each with half of the connections. */
export async function raceTwoProcesses(stage: Stage, ours: RunningServer, asks: Asks): Promise<Race> {
  const second = await start(stage, gateway, ours.database, asks);
  const [a, b] = [ours, second].map((server, n) => racer(`${n}`, server, asks, CONNECTIONS / 2)) as [
    Racer,
    Racer,
  ];
  const both: Racer = {
    name: 'two processes',
    database: ours.database,
    pids: [ours.pid, second.pid],
    async load(workload, stint) {
      const loads = [
        a.load(workload, { ...stint, run: `a${stint.run}` }),
        b.load(workload, { ...stint, run: `b${stint.run}` }),
      ];
      return together(await Promise.all(loads));
    },
  };
  const standings = await raceAll(
    stage,
    allWorkloads,
    [racer('gateway', ours, asks, CONNECTIONS), both],
    't',
  );
  await second.stop();
  return { name: 'two-processes', title: 'Two processes', standings };
}

const together = (loads: readonly Load[]): Load => ({
  requests: loads.reduce((sum, { requests }) => sum + requests, 0),
  perSecond: loads.reduce((sum, { perSecond }) => sum + perSecond, 0),
  p50Ms: Math.max(...loads.map(({ p50Ms }) => p50Ms)),
  p99Ms: Math.max(...loads.map(({ p99Ms }) => p99Ms)),
});

/** The number of rows before a deep page. */
const DEEP = 1_000_000;

/** Compares a ledger with ten times the rows, and a page a million rows deep with the first page. */
export async function raceGrowth(stage: Stage, ours: RunningServer, asks: Asks): Promise<Race[]> {
  stage.progress(`making ${TEN_TIMES.refunds} refunds`);
  const { template } = await makeLedgers(stage.cluster, TEN_TIMES, 'ten_times');
  const manyAsks = await allAsks(TEN_TIMES, template);
  const many = await start(stage, gateway, template, manyAsks);
  const grown = await raceAll(
    stage,
    allWorkloads,
    [racer('gateway', ours, asks, CONNECTIONS), racer('ten times', many, manyAsks, CONNECTIONS)],
    'g',
  );
  const first: Ask = { workload: 'R2', after: null };
  const pages = [
    racer('first page', many, { R2: [first] }, CONNECTIONS),
    racer('deep page', many, { R2: [await deepAsk(template)] }, CONNECTIONS),
  ];
  const deep = await raceAll(stage, ['R2'], pages, 'd');
  await many.stop();
  return [
    { name: 'growth', title: 'Ten times the rows', standings: grown },
    { name: 'depth', title: 'A page a million rows deep', standings: deep },
  ];
}

async function deepAsk(ledger: string): Promise<Ask> {
  const id = idOf('re', TEN_TIMES.refunds - DEEP);
  const [row] = await select<{ created: Date }>(ledger, 'SELECT created FROM refund WHERE id = $1', [id]);
  if (!row) throw new Error(`${id} is not in the ledger`);
  return { workload: 'R2', after: { id, created: row.created.toISOString() } };
}

/** @param series distinguishes the idempotency keys of these runs from those of others on the same ledger */
async function raceAll(
  stage: Stage,
  workloads: readonly Workload[],
  racers: readonly Racer[],
  series: string,
): Promise<Race['standings']> {
  const standings: Race['standings'] = {};
  for (const workload of workloads)
    standings[workload] = await race(planOf(stage, stage.options.besidesPace), workload, racers, series);
  return standings;
}
