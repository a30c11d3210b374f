import { buildBefore } from '../before.js';
import { type Ledgers, makeLedgers } from '../cluster/ledgers.js';
import {
  type Contestant,
  gateway,
  gatewayBefore,
  isGateway,
  lastFoundSessions,
  peers,
} from '../contestants.js';
import { describeSessions, pgbench } from '../measure/pgbench.js';
import type { Racer } from '../measure/race.js';
import { compareAnswers } from '../measure/same-answers.js';
import { compareWrites } from '../measure/same-writes.js';
import type { RunningServer } from '../measure/server.js';
import { versionOf } from '../report/machine.js';
import type { ServerFacts } from '../report/results.js';
import { type Asks, type Stage, start } from '../stage.js';
import { describeTuning } from '../tuning.js';
import { allWorkloads, isWrite } from '../workloads.js';
import { tunePeer, tunePgbench } from './tune.js';

/** The gateway and its peers, started and compared. */
export interface Lineup {
  readonly ours: RunningServer;
  readonly others: readonly RunningServer[];
  readonly pgbench: Racer;
}

/**
 * Starts the gateway and every peer with the settings that suit it best, each on its own ledger, and compares their
 * answers and the rows they write.
 */
export async function lineUp(stage: Stage, ledgers: Ledgers, asks: Asks): Promise<Lineup> {
  const { tuned, sessions } = stage.options.tune
    ? await tuneAll(stage, ledgers, asks)
    : { tuned: peers, sessions: lastFoundSessions };
  const begin = async (contestant: Contestant, from: Ledgers) =>
    start(
      stage,
      contestant,
      await from.add(contestant.name, isGateway(contestant.role) ? 'gateway' : 'peer'),
      asks,
    );
  const ours = await begin(gateway, ledgers);
  const others: RunningServer[] = [];
  if (stage.options.before) {
    const { contestant, from } = await goBack(stage, stage.options.before, ledgers);
    others.push(await begin(contestant, from));
  }
  for (const contestant of tuned) others.push(await begin(contestant, ledgers));
  for (const workload of allWorkloads) {
    if (isWrite(workload)) await compareWrites([ours, ...others], asks[workload]);
    else await compareAnswers(ours, others, asks[workload]);
    stage.progress(`${workload}: all answer the same`);
  }
  stage.keep({ servers: [ours, ...others].map(factsOf), pgbenchSessions: describeSessions(sessions) });
  return {
    ours,
    others,
    pgbench: pgbench(await ledgers.add('pgbench', 'peer'), sessions, ledgers.sizes.intents),
  };
}

async function tuneAll(stage: Stage, ledgers: Ledgers, asks: Asks) {
  const database = await ledgers.add('tuning', 'peer');
  const tuned: Contestant[] = [];
  for (const peer of peers) {
    const { contestant, tries } = await tunePeer(stage, peer, database, asks);
    tuned.push(contestant);
    stage.keep({ tries });
  }
  const { sessions, tries } = await tunePgbench(stage, database, ledgers);
  stage.keep({ tries });
  return { tuned, sessions };
}

/** The gateway at a git ref, and ledgers of the same rows in its own schema. */
async function goBack(stage: Stage, ref: string, { sizes }: Ledgers) {
  stage.progress(`building the gateway at ${ref}`);
  const { directory, commit } = await buildBefore(ref);
  return {
    contestant: gatewayBefore(directory, commit),
    from: await makeLedgers(stage.cluster, sizes, 'ledger_before', directory),
  };
}

/** The connections of `src/database`: constants of the gateway, for two cores. */
const GATEWAY_CONNECTIONS = '13: a pool of 10, 2 pipelined ones for reads, 1 that listens';
const EARLIER_CONNECTIONS = 'those of its code';

const factsOf = ({ contestant, startMs, restingMb }: RunningServer): ServerFacts => {
  const { name, label, role, node, tuning } = contestant;
  return {
    name,
    label,
    role,
    connections: tuning
      ? describeTuning(tuning)
      : role === 'gateway'
        ? GATEWAY_CONNECTIONS
        : EARLIER_CONNECTIONS,
    node: versionOf(node),
    startMs,
    restingMb,
  };
};
