import type { PostgresqlCluster } from '../../test/support/postgresql-cluster.js';
import { query, settle } from '../cluster/ledgers.js';
import { isWrite, type Workload } from '../workloads.js';
import { median } from './median.js';
import { cpuSeconds } from './process-table.js';
import { countStatements } from './statements.js';
import type { Load } from './wrk.js';

/** Someone who takes part in a workload, with a database of its own. */
export interface Racer {
  readonly name: string;
  /** The name of its database; null where none of the cluster's. */
  readonly database: string | null;
  /** Of the process that serves; null where none is between the load and the database. */
  readonly pid: number | null;
  /** Puts load on it. `run` is unlike any other run's. */
  load(workload: Workload, seconds: number, seed: number, run: string): Promise<Load>;
}

/** One round's figures, or the medians of several. */
export interface Figures {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Microseconds of processor time a request, of the server and of the whole database server. */
  readonly serverCpuUs: number;
  readonly databaseCpuUs: number;
}

export interface Standing extends Figures {
  /** As many as a request ran on average, at the same load. */
  readonly statements: number;
  readonly rounds: readonly Figures[];
}

export interface Plan {
  readonly cluster: PostgresqlCluster;
  readonly databasePid: number;
  readonly rounds: number;
  readonly seconds: number;
  readonly warmUpSeconds: number;
  readonly progress: (text: string) => void;
}

/** Measures racers in a workload, one after the other in each round, each round beginning with another one. */
export async function race(
  plan: Plan,
  workload: Workload,
  racers: readonly Racer[],
): Promise<ReadonlyMap<string, Standing>> {
  const statements = new Map<string, number>();
  for (const racer of racers) statements.set(racer.name, await warmUp(plan, workload, racer));
  const figures = new Map<string, Figures[]>(racers.map(({ name }) => [name, []]));
  for (let round = 0; round < plan.rounds; round++)
    for (let n = 0; n < racers.length; n++) {
      const racer = racers[(n + round) % racers.length] as Racer;
      const measured = await measure(plan, workload, racer, round);
      figures.get(racer.name)?.push(measured);
      plan.progress(
        `${workload} ${round + 1}/${plan.rounds} ${racer.name}: ${Math.round(measured.perSecond)} a second`,
      );
    }
  return new Map(
    [...figures].map(([name, rounds]) => [
      name,
      { ...mediansOf(rounds), statements: statements.get(name) ?? Number.NaN, rounds },
    ]),
  );
}

/** Statements are counted here, where nothing is timed. */
async function warmUp(plan: Plan, workload: Workload, racer: Racer): Promise<number> {
  let requests = 0;
  const load = async () => {
    ({ requests } = await racer.load(workload, plan.warmUpSeconds, 0, `${workload}w`));
  };
  if (racer.database === null) {
    await load();
    return Number.NaN;
  }
  return (await countStatements(plan.cluster, racer.database, load)) / requests;
}

async function measure(plan: Plan, workload: Workload, racer: Racer, round: number): Promise<Figures> {
  const { cluster, databasePid, seconds } = plan;
  const writes = isWrite(workload) && racer.database !== null;
  if (writes) await settle(cluster, racer.database);
  const refundsBefore = writes ? await countRefunds(cluster, racer.database) : 0;
  const [serverBefore, databaseBefore] = [racer.pid ? cpuSeconds(racer.pid) : 0, cpuSeconds(databasePid)];
  const load = await racer.load(workload, seconds, round + 1, `${workload}r${round}`);
  const perRequest = (secondsUsed: number) => (secondsUsed * 1_000_000) / load.requests;
  const figures = {
    perSecond: load.perSecond,
    p50Ms: load.p50Ms,
    p99Ms: load.p99Ms,
    serverCpuUs: racer.pid ? perRequest(cpuSeconds(racer.pid) - serverBefore) : 0,
    databaseCpuUs: perRequest(cpuSeconds(databasePid) - databaseBefore),
  };
  if (writes) {
    const made = (await countRefunds(cluster, racer.database)) - refundsBefore;
    checkMade(racer.name, made, load.requests);
  }
  return figures;
}

/** What the load generator's last requests made, whose answers it did not wait for. */
const MOST_UNANSWERED = 64;

function checkMade(name: string, made: number, answered: number): void {
  if (made < answered || made > answered + MOST_UNANSWERED)
    throw new Error(`${name} answered ${answered} requests and made ${made} refunds`);
}

async function countRefunds(cluster: PostgresqlCluster, database: string): Promise<number> {
  const [counted] = await query(cluster, database, 'SELECT count(*)::int AS refunds FROM refund');
  return counted?.rows[0].refunds;
}

const mediansOf = (rounds: readonly Figures[]): Figures => ({
  perSecond: median(rounds.map((of) => of.perSecond)),
  p50Ms: median(rounds.map((of) => of.p50Ms)),
  p99Ms: median(rounds.map((of) => of.p99Ms)),
  serverCpuUs: median(rounds.map((of) => of.serverCpuUs)),
  databaseCpuUs: median(rounds.map((of) => of.databaseCpuUs)),
});
