import type { Workload } from '../workloads.js';

/** The targets at 32 connections: the gateway's requests per second, divided by those of each peer. */
export const targets: Readonly<Record<string, Partial<Record<Workload, number>>>> = {
  mercurius: { R1: 2.5, R2: 3, R3: 1.8, W1: 3, W2: 8 },
  'mercurius-join': { R1: 1.2, R2: 1.7, R3: 1.7, W1: 1.3, W2: 3 },
  postgraphile: { R1: 2.5, R2: 2, R3: 1.7, W1: 2.3, W2: 4 },
  apollo: { R1: 8, R2: 8, R3: 15, W1: 8, W2: 20 },
  floor: { R1: 1, R2: 1.1, R3: 1.1, W1: 1.2, W2: 3 },
  pgbench: { W1: 0.7, W2: 4 },
};

/** The targets for growth: the gateway's requests per second in a race, divided by those without the growth. */
export const growthTargets: Readonly<Record<string, { readonly name: string; readonly atLeast: number }>> = {
  growth: { name: 'every size, of the fastest', atLeast: 1 / 1.3 },
  'growth-one': { name: 'every size, of the fastest', atLeast: 1 / 1.3 },
  callers: { name: 'with callers', atLeast: 0.95 },
  depth: { name: 'deep page', atLeast: 1 / 1.2 },
  'two-processes': { name: 'two processes', atLeast: 1.5 },
};
