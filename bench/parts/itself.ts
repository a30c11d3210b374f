import type { Ledgers } from '../cluster/ledgers.js';
import { gateway, loggingGateway } from '../contestants.js';
import { type Racer, race } from '../measure/race.js';
import type { RunningServer } from '../measure/server.js';
import type { Load } from '../measure/wrk.js';
import { CONNECTIONS, type Race } from '../report/results.js';
import { type Asks, planOf, racer, type Stage, start } from '../stage.js';
import { allWorkloads, type Workload } from '../workloads.js';

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

/**
 * Races the gateway with itself in several workloads.
 *
 * @param series distinguishes the idempotency keys of these runs from those of others on the same ledger
 */
export async function raceAll(
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
