import type { Sessions } from './measure/pgbench.js';
import { nodeArguments } from './npm-scripts.js';
import { compiled, inBench, root } from './paths.js';
import { learnPostgraphileDialect, postgraphileDialect } from './postgraphile-dialect.js';
import type { Tuning } from './tuning.js';
import { type Dialect, floorDialect, gatewayDialect } from './workloads.js';

/**
 * What a server is for the report: the gateway, the gateway at an earlier state, a peer that serves GraphQL, a server
 * without GraphQL that the targets name, or one that they do not name.
 */
export type Role = 'gateway' | 'before' | 'graphql' | 'floor' | 'addition';

/** A measured server: how it is started, and how requests to it are spelled. */
export interface Contestant {
  readonly name: string;
  readonly label: string;
  /** The executable of the Node that it runs on. */
  readonly node: string;
  /** The arguments of Node: flags and the program. */
  readonly program: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly role: Role;
  /** How it uses the database. The gateway's own connections are constants of its code. */
  readonly tuning?: Tuning;
  /** The numbers of connections that are tried for a peer. */
  readonly sizes?: readonly number[];
  readonly dialect: Dialect;
  /** The API key with which requests are sent, if it needs one. */
  readonly key?: string;
  /** For a server whose dialect has to be read from it. */
  readonly learnDialect?: (origin: string) => Promise<Dialect>;
}

const started = nodeArguments(root, 'start');
/** The flags of `npm start`, which every server gets. */
const flags = started.slice(0, -1);

/** Longer than any run, so that the ledger is measured and not the sandbox. */
const NEVER_DUE_MS = 30 * 24 * 60 * 60_000;

export const gateway: Contestant = {
  name: 'gateway',
  label: 'Refund Gateway',
  node: process.execPath,
  program: started,
  env: {
    NODE_ENV: 'production',
    LOG_LEVEL: 'warn',
    PROCESSOR: 'sandbox',
    SANDBOX_DELAY_MS: String(NEVER_DUE_MS),
  },
  role: 'gateway',
  dialect: gatewayDialect,
};

/** The gateway as it was at a commit, built in a directory of its own. */
export const gatewayBefore = (checkout: string, commit: string): Contestant => ({
  ...gateway,
  name: 'before',
  label: `Refund Gateway, before (${commit})`,
  program: nodeArguments(checkout, 'start'),
  role: 'before',
});

/** 13 is the number of the gateway's connections: a pool of 10, two pipelined ones, and one that listens. */
const POOL_SIZES = [4, 6, 10, 13, 16];
const PIPELINED_SIZES = [1, 2, 4];

/** What the tuning of the last complete run found. `--quick` uses it, so update it from the page of a complete run. */
const lastFound = {
  mercurius: { connections: 6, plannedOnce: true },
  'mercurius-join': { connections: 6, plannedOnce: false },
  postgraphile: { connections: 10, plannedOnce: true },
  apollo: { connections: 6, plannedOnce: true },
  floor: { connections: 4, plannedOnce: false },
  'floor-pipelined': { connections: 1, plannedOnce: true },
} satisfies Record<string, Tuning>;
/** The same for the sessions of pgbench. */
export const lastFoundSessions: Sessions = { W1: 2, W2: 1 };
/** The numbers of sessions that are tried for pgbench. */
export const SESSIONS = [1, 2, 4, 8, 10, 16, 32];

const peer = (
  name: keyof typeof lastFound,
  label: string,
  server: string,
  more: Partial<Contestant> = {},
): Contestant => ({
  name,
  label,
  node: process.execPath,
  program: [...flags, compiled('servers', server)],
  env: { NODE_ENV: 'production' },
  role: 'graphql',
  tuning: lastFound[name],
  sizes: POOL_SIZES,
  dialect: gatewayDialect,
  ...more,
});

/** PostGraphile needs a newer Node than the others may run on. It comes from npm. */
const newerNode = inBench('node_modules/node/bin/node');

/** The bare server: what the same statements cost without GraphQL, limits and rules. */
export const floor: Contestant = peer('floor', 'bare node:http and pg, no GraphQL', 'floor.js', {
  role: 'floor',
  dialect: floorDialect,
});

export const peers: readonly Contestant[] = [
  peer('mercurius', 'Mercurius: jit, loaders', 'mercurius-loaders.js'),
  peer('mercurius-join', 'Mercurius: jit, joins, a database function', 'mercurius-join.js'),
  peer('postgraphile', 'PostGraphile 5', 'postgraphile.js', {
    node: newerNode,
    env: { NODE_ENV: 'production', GRAPHILE_ENV: 'production' },
    dialect: postgraphileDialect(),
    learnDialect: learnPostgraphileDialect,
  }),
  peer('apollo', 'Apollo Server 5 with Prisma', 'apollo-prisma.js'),
  floor,
  peer('floor-pipelined', 'bare node:http and pg, pipelined', 'floor.js', {
    role: 'addition',
    env: { NODE_ENV: 'production', PIPELINED: 'on' },
    sizes: PIPELINED_SIZES,
    dialect: floorDialect,
  }),
];

/** The gateway with its default log: one line per request. */
export const loggingGateway: Contestant = {
  ...gateway,
  name: 'gateway-logging',
  label: 'Refund Gateway, logging each request',
  env: { ...gateway.env, LOG_LEVEL: 'info' },
};
