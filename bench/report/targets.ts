import type { Role } from '../contestants.js';
import type { Workload } from '../workloads.js';

type PerWorkload = Partial<Record<Workload, number>>;

/** Who takes part in a race: a server by its role, or pgbench. */
export interface Opponent {
  readonly name: string;
  readonly role: Role | 'pgbench';
}

/** The gateway's requests per second divided by those of each opponent. The closest opponent decides. */
export interface SpeedTarget {
  readonly text: string;
  readonly race: 'peers' | 'one-connection';
  readonly over: (opponent: Opponent) => boolean;
  readonly atLeast: PerWorkload;
}

const named = (name: string) => (opponent: Opponent) => opponent.name === name;

export const speedTargets: readonly SpeedTarget[] = [
  {
    text: '32 connections, over every peer and the floor',
    race: 'peers',
    over: ({ role }) => role === 'graphql' || role === 'floor',
    atLeast: { R1: 1, R2: 1.1, R3: 1.1, W1: 1.25, W2: 3 },
  },
  {
    text: '32 connections, over Mercurius with loaders',
    race: 'peers',
    over: named('mercurius'),
    atLeast: { R1: 2.8, R2: 2.2, R3: 1.4, W1: 2.5, W2: 8 },
  },
  {
    text: '32 connections, over Apollo with Prisma',
    race: 'peers',
    over: named('apollo'),
    atLeast: { R1: 8, R2: 8, R3: 10, W1: 9, W2: 20 },
  },
  {
    text: '32 connections, over pgbench',
    race: 'peers',
    over: named('pgbench'),
    atLeast: { W1: 1, W2: 3.5 },
  },
  {
    text: 'one connection, over every GraphQL peer',
    race: 'one-connection',
    over: ({ role }) => role === 'graphql',
    atLeast: { R1: 1, R2: 1, R3: 1, W1: 1, W2: 1 },
  },
  {
    text: 'one connection, over the floor',
    race: 'one-connection',
    over: ({ role }) => role === 'floor',
    atLeast: { R1: 0.85, R2: 0.95, R3: 0.85, W1: 0.9, W2: 0.9 },
  },
  // Without targets, because they came later than the targets.
  {
    text: '32 connections, over the pipelined floor (an addition)',
    race: 'peers',
    over: ({ role }) => role === 'addition',
    atLeast: {},
  },
  {
    text: 'one connection, over the pipelined floor (an addition)',
    race: 'one-connection',
    over: ({ role }) => role === 'addition',
    atLeast: {},
  },
];

/** A share of the processor time of each GraphQL peer, server and database, at 32 connections. */
export const CPU_BELOW = 1;

export const mostStatements: PerWorkload = { R1: 1, R2: 1, R3: 2, W1: 2, W2: 2 };
/** Requests that were on their way when the count ended are counted in statements, and not in answers. */
export const STATEMENTS_GRAIN = 0.05;

/** The gateway's requests per second with a key, limits and the audit, divided by those without. */
export const callersTarget: PerWorkload = { R1: 0.95, R2: 0.97, R3: 0.97, W1: 0.97, W2: 0.97 };

/** The targets for growth: the gateway's requests per second in a race, divided by those without the growth. */
export const growthTargets: Readonly<Record<string, { readonly name: string; readonly atLeast: number }>> = {
  growth: { name: 'every size, of the fastest', atLeast: 1 / 1.3 },
  'growth-one': { name: 'every size, of the fastest', atLeast: 1 / 1.3 },
  depth: { name: 'deep page', atLeast: 1 / 1.2 },
  'two-processes': { name: 'two processes', atLeast: 1.3 },
};
