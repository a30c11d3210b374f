import { mkdirSync, writeFileSync } from 'node:fs';
import type { PostgresqlCluster } from '../test/support/databases/postgresql-cluster.js';
import { asksOf } from './asks.js';
import type { Sizes } from './cluster/sizes.js';
import type { Contestant } from './contestants.js';
import type { Plan, Racer } from './measure/race.js';
import { type RunningServer, startServer } from './measure/server.js';
import type { StatementCounter } from './measure/statements.js';
import { runWrk } from './measure/wrk.js';
import type { Options, Pace } from './options.js';
import { inBench } from './paths.js';
import type { Results } from './report/results.js';
import { type Ask, allWorkloads, goodBeginning, type Workload } from './workloads.js';

/** The things that every part of a run needs. */
export interface Stage {
  readonly options: Options;
  readonly cluster: PostgresqlCluster;
  readonly databasePid: number;
  readonly statements: StatementCounter;
  progress(text: string): void;
  /** Adds to the results and writes them at once, because a later part may fail an hour after the start. */
  keep(
    more: Partial<
      Pick<Results, 'servers' | 'tries' | 'pgbenchSessions' | 'races' | 'imports' | 'realistic' | 'lone'>
    >,
  ): void;
}

export const planOf = ({ databasePid, options, statements, progress }: Stage, pace: Pace): Plan => ({
  databasePid,
  seed: options.seed,
  statements,
  progress,
  ...pace,
});

export type Asks = Readonly<Record<Workload, readonly Ask[]>>;

/** The requests of every workload on a ledger. */
export async function allAsks(sizes: Sizes, ledger: string): Promise<Asks> {
  const entries: [Workload, Ask[]][] = [];
  for (const workload of allWorkloads) entries.push([workload, await asksOf(workload, sizes, ledger)]);
  return Object.fromEntries(entries) as unknown as Asks;
}

/** Starts a server on a ledger. */
export async function start(
  stage: Stage,
  contestant: Contestant,
  ledger: string | null,
  asks: Asks,
): Promise<RunningServer> {
  const server = await startServer(contestant, ledger, asks.R1[0] as Ask);
  stage.progress(
    `${contestant.label}: started in ${Math.round(server.startMs)} ms, ${Math.round(server.restingMb)} MB at rest`,
  );
  return server;
}

let files = 0;

/** Makes a racer of a server, under a name. */
export function racer(
  name: string,
  { contestant, dialect, origin, database, pid }: RunningServer,
  asks: Asks,
  connections: number,
): Racer {
  const directory = inBench('dist/asks');
  mkdirSync(directory, { recursive: true });
  const file = `${directory}/${files++}`;
  for (const [workload, list] of Object.entries(asks))
    writeFileSync(`${file}-${workload}`, list.map((ask) => dialect.body(ask)).join('\n'));
  return {
    name,
    database,
    pids: [pid],
    load: (workload, stint) =>
      runWrk({
        ...stint,
        url: origin + dialect.path(workload),
        file: `${file}-${workload}`,
        beginning: goodBeginning[workload],
        key: contestant.key,
        connections,
      }),
  };
}
