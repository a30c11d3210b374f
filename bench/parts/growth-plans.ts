import { randomUUID } from 'node:crypto';
import type { ExplainedStatement } from '../../assurance/plans/explained.js';
import { settle } from '../cluster/database.js';
import { gateway } from '../contestants.js';
import { explainedDuring, startExplaining, stopExplaining } from '../measure/explain.js';
import { post } from '../measure/server.js';
import { type Asks, type Stage, start } from '../stage.js';
import { type Ask, allWorkloads, isWrite, type Workload } from '../workloads.js';

/** PostgreSQL plans a prepared statement five times for its values, before it may plan it once for all. */
const REQUESTS = 12;

/** What PostgreSQL ran for the requests of each workload, also inside functions and triggers. */
export type ExplainedWorkloads = ReadonlyMap<Workload, readonly ExplainedStatement[]>;

/** Explains the statements of every workload on a ledger: alone, and of several requests at once. */
export async function explainWorkloads(
  stage: Stage,
  ledger: string,
  asks: Asks,
): Promise<ExplainedWorkloads> {
  await startExplaining(ledger);
  const server = await start(stage, gateway, ledger, asks);
  const explained = new Map<Workload, readonly ExplainedStatement[]>();
  for (const workload of allWorkloads) {
    const some = asks[workload].slice(0, REQUESTS).map(withKey);
    const work = async () => {
      for (const ask of some) await post(server, ask);
      await Promise.all(some.map((ask) => post(server, withKey(ask))));
    };
    explained.set(workload, await explainedDuring(stage.cluster, work));
  }
  await server.stop();
  await stopExplaining(ledger);
  await settle(ledger);
  return explained;
}

const withKey = (ask: Ask): Ask => (isWrite(ask.workload) ? ({ ...ask, key: randomUUID() } as Ask) : ask);
