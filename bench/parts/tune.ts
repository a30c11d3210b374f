import { settle } from '../cluster/database.js';
import type { Ledgers } from '../cluster/ledgers.js';
import { type Contestant, SESSIONS } from '../contestants.js';
import { pgbench, type Sessions } from '../measure/pgbench.js';
import type { RunningServer } from '../measure/server.js';
import { bestOf, inTurns, type Tried } from '../measure/turns.js';
import { CONNECTIONS, type Try } from '../report/results.js';
import { type Asks, racer, type Stage, start } from '../stage.js';
import { describeTuning, type Tuning } from '../tuning.js';
import type { Workload } from '../workloads.js';

/** What a pool's size is chosen by: a read and a write. */
const SIZED_BY: readonly Workload[] = ['R1', 'W1'];
/** What may be planned differently. The statements of writes find single rows by their keys. */
const PLANNED_BY: readonly Workload[] = ['R1', 'R2', 'R3'];
/** A peer with the number of connections and the plans that are best for it, and what was tried. */
export interface Tuned {
  readonly contestant: Contestant;
  readonly tries: Try[];
}

/** Tries both ways to plan and then numbers of connections. `database` gets the writes of the tries. */
export async function tunePeer(stage: Stage, peer: Contestant, database: string, asks: Asks): Promise<Tuned> {
  const { tuning: first, sizes = [] } = peer;
  if (!first) return { contestant: peer, tries: [] };
  const tryAll = async (tunings: readonly Tuning[], workloads: readonly Workload[]) => {
    await settle(database);
    const servers: RunningServer[] = [];
    // A name of its own gives each server a log of its own.
    for (const tuning of tunings)
      servers.push(
        await start(
          stage,
          { ...peer, name: `${peer.name}-tuning-${servers.length}`, tuning },
          database,
          asks,
        ),
      );
    const racers = servers.map((server, n) => ({
      setting: tunings[n] as Tuning,
      racer: racer('tuned', server, asks, CONNECTIONS),
    }));
    const tried = await inTurns(racers, workloads);
    for (const server of servers) await server.stop();
    for (const { setting, perSecond } of tried)
      stage.progress(`${peer.label} with ${describeTuning(setting)}: ${Math.round(perSecond)} a second`);
    return tried;
  };
  const plans = await tryAll(
    [
      { ...first, plannedOnce: false },
      { ...first, plannedOnce: true },
    ],
    PLANNED_BY,
  );
  const { plannedOnce } = bestOf(plans);
  const sized = await tryAll(
    sizes.map((connections) => ({ connections, plannedOnce })),
    SIZED_BY,
  );
  const told = (tried: readonly Tried<Tuning>[], workloads: readonly Workload[]): Try[] =>
    tried.map(({ setting, perSecond }) => ({
      name: peer.name,
      setting: describeTuning(setting),
      workloads,
      perSecond,
    }));
  return {
    contestant: { ...peer, tuning: bestOf(sized) },
    tries: [...told(plans, PLANNED_BY), ...told(sized, SIZED_BY)],
  };
}

/** Tries numbers of sessions for pgbench, in each workload of writes. */
export async function tunePgbench(
  stage: Stage,
  database: string,
  { sizes }: Ledgers,
): Promise<{ sessions: Sessions; tries: Try[] }> {
  const best: Partial<Record<Workload, number>> = {};
  const tries: Try[] = [];
  for (const workload of ['W1', 'W2'] as const) {
    await settle(database);
    const tried = await inTurns(
      SESSIONS.map((sessions) => ({
        setting: sessions,
        racer: pgbench(database, { [workload]: sessions }, sizes.intents),
      })),
      [workload],
    );
    best[workload] = bestOf(tried);
    stage.progress(`pgbench is best at ${workload} with ${best[workload]} sessions`);
    for (const { setting, perSecond } of tried)
      tries.push({ name: 'pgbench', setting: `${setting}`, workloads: [workload], perSecond });
  }
  return { sessions: best, tries };
}
