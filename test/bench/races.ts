import type { Role } from '../../bench/contestants.js';
import type { Figures, Standing } from '../../bench/measure/race.js';
import type { Race, Results, ServerFacts } from '../../bench/report/results.js';
import type { Workload } from '../../bench/workloads.js';

/** Requests per second of each racer's rounds, or whole figures of each round. */
export type Rounds = Readonly<Record<string, readonly (number | Partial<Figures>)[]>>;

const figures = (given: number | Partial<Figures>): Figures => ({
  perSecond: typeof given === 'number' ? given : 1,
  p50Ms: 1,
  p99Ms: 2,
  serverCpuUs: 100,
  databaseCpuUs: 50,
  memoryMb: 90,
  ...(typeof given === 'number' ? {} : given),
});

/** The middle of an odd number of rounds, by requests per second. */
function standing(given: Rounds[string], statements: number): Standing {
  const rounds = given.map(figures);
  const middle = [...rounds].sort((a, b) => a.perSecond - b.perSecond)[(rounds.length - 1) / 2];
  if (!middle) throw new Error('An even number of rounds has no middle');
  return { ...middle, statements, rounds };
}

export const raceOf = (name: string, workloads: Partial<Record<Workload, Rounds>>, statements = 1): Race => ({
  name,
  title: name === 'peers' ? '32 connections' : 'One connection',
  standings: Object.fromEntries(
    Object.entries(workloads).map(([workload, racers]) => [
      workload,
      new Map(Object.entries(racers).map(([racer, rounds]) => [racer, standing(rounds, statements)])),
    ]),
  ),
});

const roles: Readonly<Record<string, Role>> = {
  gateway: 'gateway',
  before: 'before',
  mercurius: 'graphql',
  apollo: 'graphql',
  floor: 'floor',
  'floor-pipelined': 'addition',
};
export const servers: readonly ServerFacts[] = Object.entries(roles).map(([name, role]) => ({
  name,
  label: name.toUpperCase(),
  role,
  connections: '10',
  node: 'v20.0.0',
  startMs: 1,
  restingMb: 1,
}));
export const labels = new Map(servers.map(({ name, label }) => [name, label]));

export const resultsOf = (...races: Race[]): Results => ({
  run: '',
  ledger: '',
  machine: '',
  versions: '',
  pace: '',
  seed: 1,
  servers: [...servers],
  tries: [],
  pgbenchSessions: null,
  races,
  imports: [],
  realistic: [],
  lone: [],
});
