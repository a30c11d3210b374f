import { checkLedger } from '../cluster/database.js';
import type { Ledgers } from '../cluster/ledgers.js';
import { type Contestant, gateway, peers } from '../contestants.js';
import { pgbench } from '../measure/pgbench.js';
import { type Racer, race } from '../measure/race.js';
import { compareAnswers } from '../measure/same-answers.js';
import { compareWrites } from '../measure/same-writes.js';
import type { RunningServer } from '../measure/server.js';
import { versionOf } from '../report/machine.js';
import { CONNECTIONS, type Race, type ServerFacts } from '../report/results.js';
import { type Asks, planOf, racer, type Stage, start } from '../stage.js';
import { allWorkloads, isWrite } from '../workloads.js';

/** The gateway and its peers, started and compared. */
export interface Lineup {
  readonly ours: RunningServer;
  readonly others: readonly RunningServer[];
  readonly facts: readonly ServerFacts[];
}

/** Starts the gateway and every peer, each on its own ledger, and compares their answers and the rows they write. */
export async function lineUp(stage: Stage, ledgers: Ledgers, asks: Asks): Promise<Lineup> {
  const begin = async (contestant: Contestant) =>
    start(stage, contestant, await ledgers.add(contestant.name, contestant.kind), asks);
  const ours = await begin(gateway);
  const others: RunningServer[] = [];
  for (const contestant of peers) others.push(await begin(contestant));
  for (const workload of allWorkloads) {
    if (isWrite(workload)) await compareWrites([ours, ...others], asks[workload]);
    else await compareAnswers(ours, others, asks[workload]);
    stage.progress(`${workload}: all answer the same`);
  }
  return { ours, others, facts: [ours, ...others].map(factsOf) };
}

const factsOf = ({ contestant: { name, label, node }, startMs, restingMb }: RunningServer): ServerFacts => ({
  name,
  label,
  node: versionOf(node),
  startMs,
  restingMb,
});

const racersOf = ({ ours, others }: Lineup, asks: Asks, connections: number): Racer[] =>
  [ours, ...others].map((server) => racer(server.contestant.name, server, asks, connections));

/** Races the line-up in every workload, then checks every ledger. */
export async function racePeers(stage: Stage, ledgers: Ledgers, lineup: Lineup, asks: Asks): Promise<Race> {
  const racers = racersOf(lineup, asks, CONNECTIONS);
  const alone = pgbench(await ledgers.add('pgbench', 'peer'), CONNECTIONS, ledgers.sizes.intents);
  const standings: Race['standings'] = {};
  for (const workload of allWorkloads) {
    const taking = isWrite(workload) ? [...racers, alone] : racers;
    standings[workload] = await race(planOf(stage, stage.options.pace), workload, taking);
  }
  for (const { database } of [...racers, alone]) if (database) await checkLedger(database);
  stage.progress('every ledger still adds up');
  return { name: 'peers', title: `${CONNECTIONS} connections`, standings };
}

/** The same with one connection: the time of a request when the server does nothing else. */
export async function raceOneConnection(stage: Stage, lineup: Lineup, asks: Asks): Promise<Race> {
  const racers = racersOf(lineup, asks, 1);
  const standings: Race['standings'] = {};
  for (const workload of allWorkloads)
    standings[workload] = await race(planOf(stage, stage.options.besidesPace), workload, racers, 'o');
  return { name: 'one-connection', title: 'One connection', standings };
}
