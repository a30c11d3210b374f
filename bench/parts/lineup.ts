import type { Checkout } from '../before.js';
import { type Ledgers, makeLedgers } from '../cluster/ledgers.js';
import { gatewayBefore } from '../contestants.js';
import { describeSessions, pgbench } from '../measure/pgbench.js';
import type { Racer } from '../measure/race.js';
import { compareAnswers } from '../measure/same-answers.js';
import { compareWrites } from '../measure/same-writes.js';
import type { RunningServer } from '../measure/server.js';
import { type Asks, type Stage, start } from '../stage.js';
import { allWorkloads, isWrite } from '../workloads.js';
import { factsOf } from './facts.js';
import type { PeerSettings } from './peer-settings.js';

/** The gateway and the servers beside it, started and compared. */
export interface Lineup {
  readonly ours: RunningServer;
  readonly others: readonly RunningServer[];
  readonly pgbench: Racer;
}

/** The running gateway, its earlier state if that takes part, and the peers. */
interface Entrants extends PeerSettings {
  readonly ours: RunningServer;
  readonly before: Checkout | null;
}

/**
 * Starts every peer beside the gateway, and the gateway as it was before, each on its own ledger.
 * Compares their answers and the rows they write.
 */
export async function lineUp(
  stage: Stage,
  ledgers: Ledgers,
  asks: Asks,
  { ours, before, peers, sessions }: Entrants,
): Promise<Lineup> {
  const others: RunningServer[] = [];
  if (before) others.push(await startBefore(stage, before, ledgers, asks));
  for (const peer of peers) others.push(await start(stage, peer, await ledgers.add(peer.name, 'peer'), asks));
  for (const workload of allWorkloads) {
    if (isWrite(workload)) await compareWrites([ours, ...others], asks[workload]);
    else await compareAnswers(ours, others, asks[workload]);
    stage.progress(`${workload}: all answer the same`);
  }
  stage.keep({ servers: others.map(factsOf), pgbenchSessions: describeSessions(sessions) });
  const alone = pgbench(await ledgers.add('pgbench', 'peer'), sessions, ledgers.sizes.intents);
  return { ours, others, pgbench: alone };
}

/** Starts the gateway as it was, on the same rows in its own schema. */
async function startBefore(
  stage: Stage,
  { directory, commit }: Checkout,
  { sizes }: Ledgers,
  asks: Asks,
): Promise<RunningServer> {
  const ledgers = await makeLedgers(stage.cluster, sizes, 'ledger_before', { checkout: directory });
  const database = await ledgers.add('gateway', 'gateway');
  return start(stage, gatewayBefore(directory, commit), database, asks);
}
