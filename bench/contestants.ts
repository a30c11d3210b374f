import { readFileSync } from 'node:fs';
import path from 'node:path';
import { compiled, inBench, root } from './paths.js';
import { learnPostgraphileDialect, postgraphileDialect } from './postgraphile-dialect.js';
import { type Dialect, floorDialect, gatewayDialect } from './workloads.js';

/** A measured server: how it is started, and how requests to it are spelled. */
export interface Contestant {
  readonly name: string;
  readonly label: string;
  /** The executable of the Node that it runs on. */
  readonly node: string;
  /** The arguments of Node: flags and the program. */
  readonly program: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly kind: 'gateway' | 'peer';
  readonly dialect: Dialect;
  /** The API key with which requests are sent, if it needs one. */
  readonly key?: string;
  /** For a server whose dialect has to be read from it. */
  readonly learnDialect?: (origin: string) => Promise<Dialect>;
}

/** The arguments that `npm start` gives Node. The flags are the same for every server. */
function startOf(): { flags: string[]; program: string } {
  const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    scripts: { start: string };
  };
  const words = scripts.start.split('exec node ')[1]?.split(' ') ?? [];
  const program = words.pop();
  if (!program) throw new Error(`npm start does not end in \`exec node PROGRAM\`: ${scripts.start}`);
  return { flags: words, program: path.join(root, program) };
}

const { flags, program } = startOf();

/** Longer than any run, so that the ledger is measured and not the sandbox. */
const NEVER_DUE_MS = 30 * 24 * 60 * 60_000;

export const gateway: Contestant = {
  name: 'gateway',
  label: 'Refund Gateway',
  node: process.execPath,
  program: [...flags, program],
  env: {
    NODE_ENV: 'production',
    LOG_LEVEL: 'warn',
    PROCESSOR: 'sandbox',
    SANDBOX_DELAY_MS: String(NEVER_DUE_MS),
  },
  kind: 'gateway',
  dialect: gatewayDialect,
};

const peer = (name: string, label: string, server: string, more: Partial<Contestant> = {}): Contestant => ({
  name,
  label,
  node: process.execPath,
  program: [...flags, compiled('servers', server)],
  env: { NODE_ENV: 'production' },
  kind: 'peer',
  dialect: gatewayDialect,
  ...more,
});

/** PostGraphile needs a newer Node than the others may run on. It comes from npm. */
const newerNode = inBench('node_modules/node/bin/node');

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
  peer('floor', 'bare node:http and pg, no GraphQL', 'floor.js', { dialect: floorDialect }),
];

/** The gateway with its default log: one line per request. */
export const loggingGateway: Contestant = {
  ...gateway,
  name: 'gateway-logging',
  label: 'Refund Gateway, logging each request',
  env: { ...gateway.env, LOG_LEVEL: 'info' },
};
