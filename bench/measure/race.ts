import { countRefunds, settle } from '../cluster/database.js';
import { isWrite, type Workload } from '../workloads.js';
import { median } from './median.js';
import { cpuSeconds, memoryMb } from './process-table.js';
import { seeded, shuffled } from './random.js';
import type { StatementCounter } from './statements.js';
import type { Load } from './wrk.js';

/** One run of the load generator against a server. */
export interface Stint {
  readonly seconds: number;
  /** Decides the order of the requests. */
  readonly seed: number;
  /** Up to six letters or digits, different for each run on a ledger. */
  readonly run: string;
  /** Whether every answer is searched to its end for errors: in warm-ups, where nothing is timed. */
  readonly searchAll: boolean;
}

/** A server, or a program, that takes part in a race with its own database. */
export interface Racer {
  readonly name: string;
  /** The URL of its database; null if that is not in the cluster. */
  readonly database: string | null;
  /** The processes of the server; none if the load goes directly to the database. */
  readonly pids: readonly number[];
  /** Puts load on it. @throws Error on a wrong answer */
  load(workload: Workload, stint: Stint): Promise<Load>;
}

/** One round's figures, or the medians of several. */
export interface Figures {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Microseconds of processor time per request, of the server and of the whole database server. */
  readonly serverCpuUs: number;
  readonly databaseCpuUs: number;
  /** The server's memory at the end of the round. */
  readonly memoryMb: number;
}

export interface Standing extends Figures {
  /** The average number of statements per request, at the same load. */
  readonly statements: number;
  readonly rounds: readonly Figures[];
}

export interface Plan {
  readonly statements: StatementCounter;
  /** The database server's main process, the parent of its others. */
  readonly databasePid: number;
  readonly rounds: number;
  readonly seconds: number;
  readonly warmUpSeconds: number;
  /** Decides the order of the racers. */
  readonly seed: number;
  readonly progress: (text: string) => void;
}

/**
 * Measures racers in a workload, one after the other, in a random order in each round.
 *
 * @param series a letter that distinguishes this race's idempotency keys from those of others on the same ledgers
 */
export async function race(
  plan: Plan,
  workload: Workload,
  racers: readonly Racer[],
  series = 'p',
): Promise<ReadonlyMap<string, Standing>> {
  const statements = new Map<string, number>();
  for (const racer of racers) statements.set(racer.name, await warmUp(plan, workload, racer, `${series}w`));
  const figures = new Map<string, Figures[]>(racers.map(({ name }) => [name, []]));
  const random = seeded(`${plan.seed} ${series} ${workload}`);
  for (let round = 0; round < plan.rounds; round++)
    for (const racer of shuffled(racers, random)) {
      const measured = await measure(plan, workload, racer, round, `${series}${round}`);
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

/** Warms a racer up, and counts its statements per request: the measured rounds do not count them. */
async function warmUp(plan: Plan, workload: Workload, racer: Racer, run: string): Promise<number> {
  let requests = 0;
  const load = async () => {
    ({ requests } = await racer.load(workload, {
      seconds: plan.warmUpSeconds,
      seed: 0,
      run: run + workload,
      searchAll: true,
    }));
  };
  if (racer.database === null) {
    await load();
    return Number.NaN;
  }
  return (await plan.statements.count(racer.database, load)) / requests;
}

async function measure(
  plan: Plan,
  workload: Workload,
  racer: Racer,
  round: number,
  run: string,
): Promise<Figures> {
  const { database, pids } = racer;
  const written = isWrite(workload) ? database : null;
  if (written) await settle(written);
  const refundsBefore = written ? await countRefunds(written) : 0;
  const serverCpu = () => sum(pids.map(cpuSeconds));
  const [serverBefore, databaseBefore] = [serverCpu(), cpuSeconds(plan.databasePid)];
  const load = await racer.load(workload, {
    seconds: plan.seconds,
    seed: round + 1,
    run: run + workload,
    searchAll: false,
  });
  const perRequest = (secondsUsed: number) => (secondsUsed * 1_000_000) / load.requests;
  const figures = {
    perSecond: load.perSecond,
    p50Ms: load.p50Ms,
    p99Ms: load.p99Ms,
    serverCpuUs: perRequest(serverCpu() - serverBefore),
    databaseCpuUs: perRequest(cpuSeconds(plan.databasePid) - databaseBefore),
    memoryMb: sum(pids.map(memoryMb)),
  };
  if (written) checkMade(racer.name, (await countRefunds(written)) - refundsBefore, load.requests);
  return figures;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** At its end, the load generator does not wait for the answers to its last requests, which still create refunds. */
const MOST_UNANSWERED = 64;

function checkMade(name: string, made: number, answered: number): void {
  if (made < answered || made > answered + MOST_UNANSWERED)
    throw new Error(`${name} answered ${answered} requests and made ${made} refunds`);
}

const mediansOf = (rounds: readonly Figures[]): Figures => ({
  perSecond: median(rounds.map(({ perSecond }) => perSecond)),
  p50Ms: median(rounds.map(({ p50Ms }) => p50Ms)),
  p99Ms: median(rounds.map(({ p99Ms }) => p99Ms)),
  serverCpuUs: median(rounds.map(({ serverCpuUs }) => serverCpuUs)),
  databaseCpuUs: median(rounds.map(({ databaseCpuUs }) => databaseCpuUs)),
  memoryMb: median(rounds.map(({ memoryMb }) => memoryMb)),
});
