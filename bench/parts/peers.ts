import { checkLedger } from '../cluster/database.js';
import { type Racer, race } from '../measure/race.js';
import { CONNECTIONS, type Race } from '../report/results.js';
import { type Asks, planOf, racer, type Stage } from '../stage.js';
import { allWorkloads, isWrite } from '../workloads.js';
import type { Lineup } from './lineup.js';

const racersOf = ({ ours, others }: Lineup, asks: Asks, connections: number): Racer[] =>
  [ours, ...others].map((server) => racer(server.contestant.name, server, asks, connections));

/** Races the line-up in every workload, then checks every ledger. */
export async function racePeers(stage: Stage, lineup: Lineup, asks: Asks): Promise<Race> {
  const racers = racersOf(lineup, asks, CONNECTIONS);
  const standings: Race['standings'] = {};
  for (const workload of allWorkloads) {
    const taking = isWrite(workload) ? [...racers, lineup.pgbench] : racers;
    standings[workload] = await race(planOf(stage, stage.options.pace), workload, taking);
  }
  await checkLedgers(stage, [...racers, lineup.pgbench]);
  return { name: 'peers', title: `${CONNECTIONS} connections`, standings };
}

/**
 * The same with one connection: the time of a request when the server does nothing else. If the servers were not raced
 * with many connections before, they are warmed up with these.
 */
export async function raceOneConnection(stage: Stage, lineup: Lineup, asks: Asks): Promise<Race> {
  if (!stage.options.parts.includes('peers')) await warmUp(stage, racersOf(lineup, asks, CONNECTIONS));
  const racers = racersOf(lineup, asks, 1);
  const standings: Race['standings'] = {};
  for (const workload of allWorkloads)
    standings[workload] = await race(planOf(stage, stage.options.onePace), workload, racers, 'o');
  await checkLedgers(stage, racers);
  return { name: 'one-connection', title: 'One connection', standings };
}

/** A server that was just started runs uncompiled code, and one connection would take long to get it compiled. */
async function warmUp({ options, progress }: Stage, racers: readonly Racer[]): Promise<void> {
  const { warmUpSeconds: seconds } = options.pace;
  for (const racer of racers) {
    for (const workload of allWorkloads)
      await racer.load(workload, { seconds, seed: 0, run: `m${workload}`, searchAll: true });
    progress(`${racer.name}: warmed up with ${CONNECTIONS} connections`);
  }
}

async function checkLedgers(stage: Stage, racers: readonly Racer[]): Promise<void> {
  for (const { database } of racers) if (database) await checkLedger(database);
  stage.progress('every ledger still adds up');
}
