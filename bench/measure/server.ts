import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, openSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { Contestant } from '../contestants.js';
import { inBench } from '../paths.js';
import { atEnd } from '../programs.js';
import { sessionOptions } from '../tuning.js';
import type { Ask, Dialect } from '../workloads.js';
import { freePort } from './free-port.js';
import { memoryMb } from './process-table.js';

const START_TIMEOUT_MS = 60_000;
const START_POLL_MS = 5;
const STOP_TIMEOUT_MS = 20_000;
/** Time for the memory of the start to be released. */
const REST_MS = 1_000;

/** A running contestant with its own ledger. */
export interface RunningServer {
  readonly contestant: Contestant;
  readonly dialect: Dialect;
  readonly pid: number;
  readonly origin: string;
  /** The ledger's URL; null for the embedded database. */
  readonly database: string | null;
  /** The time from the start of the process to its first answer. */
  readonly startMs: number;
  /** The memory after the start, before any load. */
  readonly restingMb: number;
  readonly process: ChildProcess;
  stop(): Promise<void>;
}

/**
 * Starts a contestant on a ledger and waits until it answers. Its output goes to a file, as in production.
 *
 * @throws Error with the file's name, if it ends or does not answer in time
 */
export async function startServer(
  contestant: Contestant,
  database: string | null,
  firstAsk: Ask,
): Promise<RunningServer> {
  const port = await freePort();
  mkdirSync(inBench('dist/logs'), { recursive: true });
  const log = inBench('dist/logs', `${contestant.name}.log`);
  const output = openSync(log, 'w');
  const startedAt = performance.now();
  const child = spawn(contestant.node, contestant.program, {
    stdio: ['ignore', output, output, 'ipc'],
    env: {
      PATH: process.env['PATH'],
      PORT: String(port),
      ...(database && { DATABASE_URL: database }),
      ...(contestant.tuning && {
        CONNECTIONS: String(contestant.tuning.connections),
        ...sessionOptions(contestant.tuning),
      }),
      ...contestant.env,
    },
  });
  atEnd(() => stop(child));
  const origin = `http://127.0.0.1:${port}`;
  while (!(await answers(origin, contestant, firstAsk))) {
    if (child.exitCode !== null || performance.now() - startedAt > START_TIMEOUT_MS)
      throw new Error(`${contestant.label} did not start; see ${log}`);
    await wait(START_POLL_MS);
  }
  const startMs = performance.now() - startedAt;
  await wait(REST_MS);
  const pid = child.pid as number;
  return {
    contestant,
    dialect: (await contestant.learnDialect?.(origin)) ?? contestant.dialect,
    pid,
    origin,
    database,
    startMs,
    restingMb: memoryMb(pid),
    process: child,
    stop: () => stop(child),
  };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  await once(child, 'exit');
  clearTimeout(late);
}

const answers = (origin: string, contestant: Contestant, ask: Ask): Promise<boolean> =>
  post({ origin, contestant, dialect: contestant.dialect }, ask).then(
    () => true,
    () => false,
  );

/** The data of a server's answer. @throws Error if the answer is not data */
export async function post(
  { origin, contestant, dialect }: Pick<RunningServer, 'origin' | 'contestant' | 'dialect'>,
  ask: Ask,
): Promise<unknown> {
  const response = await fetch(origin + dialect.path(ask.workload), {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(contestant.key !== undefined && { authorization: `Bearer ${contestant.key}` }),
    },
    body: dialect.body(ask),
  });
  const { data, errors } = (await response.json()) as { data?: unknown; errors?: unknown };
  if (!response.ok || errors !== undefined || data == null)
    throw new Error(`${response.status} ${JSON.stringify(errors)} is the answer to ${dialect.body(ask)}`);
  return data;
}
