import { settle } from '../cluster/database.js';
import type { Ledgers } from '../cluster/ledgers.js';
import { type Contestant, SESSIONS } from '../contestants.js';
import { pgbench, type Sessions } from '../measure/pgbench.js';
import type { Racer } from '../measure/race.js';
import { CONNECTIONS, type Try } from '../report/results.js';
import { type Asks, racer, type Stage, start } from '../stage.js';
import { describeTuning, type Tuning } from '../tuning.js';
import type { Workload } from '../workloads.js';

/** What a pool's size is chosen by: a read and a write. */
const SIZED_BY: readonly Workload[] = ['R1', 'W1'];
/** What may be planned differently. The statements of writes find single rows by their keys. */
const PLANNED_BY: readonly Workload[] = ['R1', 'R2', 'R3'];
const TRY_SECONDS = 2;
const WARM_UP_SECONDS = 1;

/** A peer with the number of connections and the plans that are best for it, and what was tried. */
export interface Tuned {
  readonly contestant: Contestant;
  readonly tries: Try[];
}

/** Tries numbers of connections and both ways to plan. `database` gets the writes of the tries. */
export async function tunePeer(stage: Stage, peer: Contestant, database: string, asks: Asks): Promise<Tuned> {
  const { tuning: first, sizes = [] } = peer;
  if (!first) return { contestant: peer, tries: [] };
  const tryOut = async (
    tuning: Tuning,
    workloads: readonly Workload[],
  ): Promise<Try & { tuning: Tuning }> => {
    await settle(database);
    const server = await start(stage, { ...peer, tuning }, database, asks);
    const perSecond = await scoreOf(racer('tuned', server, asks, CONNECTIONS), workloads);
    await server.stop();
    stage.progress(`${peer.label} with ${describeTuning(tuning)}: ${Math.round(perSecond)} a second`);
    return { name: peer.name, setting: describeTuning(tuning), workloads, perSecond, tuning };
  };
  const plans = [
    await tryOut({ ...first, plannedOnce: false }, PLANNED_BY),
    await tryOut({ ...first, plannedOnce: true }, PLANNED_BY),
  ];
  const { plannedOnce } = bestOf(plans).tuning;
  const sized = [];
  for (const connections of sizes) sized.push(await tryOut({ connections, plannedOnce }, SIZED_BY));
  const tries = [...plans, ...sized].map(({ tuning, ...each }) => each);
  return { contestant: { ...peer, tuning: bestOf(sized).tuning }, tries };
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
    const tried = [];
    for (const sessions of SESSIONS) {
      const perSecond = await scoreOf(pgbench(database, { [workload]: sessions }, sizes.intents), [workload]);
      tried.push({ name: 'pgbench', setting: `${sessions}`, workloads: [workload], perSecond, sessions });
    }
    best[workload] = bestOf(tried).sessions;
    stage.progress(`pgbench is best at ${workload} with ${best[workload]} sessions`);
    tries.push(...tried.map(({ sessions, ...each }) => each));
  }
  return { sessions: best, tries };
}

let runs = 0;

/** The geometric mean of the requests per second, in which each workload counts alike. */
async function scoreOf(tried: Racer, workloads: readonly Workload[]): Promise<number> {
  let logarithms = 0;
  for (const workload of workloads) {
    const load = (seconds: number, searchAll: boolean) =>
      tried.load(workload, { seconds, seed: seconds, run: `u${runs++}`, searchAll });
    await load(WARM_UP_SECONDS, true);
    logarithms += Math.log((await load(TRY_SECONDS, false)).perSecond);
  }
  return Math.exp(logarithms / workloads.length);
}

const bestOf = <T extends { readonly perSecond: number }>(tries: readonly T[]): T =>
  tries.reduce((best, other) => (other.perSecond > best.perSecond ? other : best));
