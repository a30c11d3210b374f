import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inBench } from '../paths.js';
import { runProgram } from '../programs.js';
import { sessionOptions } from '../tuning.js';
import type { Workload } from '../workloads.js';
import type { Racer } from './race.js';
import type { Load } from './wrk.js';

/** The share of transactions whose time is logged. */
const SAMPLING = 0.1;
/** The field of a line of pgbench's log with the transaction's microseconds. */
const TIME = 2;

/** The number of sessions in each workload of writes. */
export type Sessions = Readonly<Partial<Record<Workload, number>>>;

export const describeSessions = (sessions: Sessions): string =>
  Object.entries(sessions)
    .map(([workload, count]) => `${count} for ${workload}`)
    .join(', ');

/** The settings of its sessions are the same as a peer's. */
const OPTIONS = sessionOptions({ plannedOnce: true });

/** pgbench calls the database's function from some sessions, one transaction per refund, without a server. */
export const pgbench = (database: string, sessions: Sessions, intents: number): Racer => ({
  name: 'pgbench',
  database,
  pids: [],
  async load(workload, { seconds, seed }): Promise<Load> {
    const logs = mkdtempSync(path.join(tmpdir(), 'refund-gateway-pgbench-'));
    try {
      const text = await runProgram(
        'pgbench',
        [
          ...['-n', '-M', 'prepared', '-j', '1', '-c', `${sessions[workload]}`, '-T', `${seconds}`],
          ...['--random-seed', `${seed}`, '-D', `paid=${workload === 'W2' ? 1 : intents}`],
          ...['-l', '--log-prefix', path.join(logs, 'log'), '--sampling-rate', `${SAMPLING}`],
          ...['-f', inBench('load/create-refund.pgbench'), database],
        ],
        OPTIONS,
      );
      return { ...readReport(text), ...readTimes(logs) };
    } finally {
      rmSync(logs, { recursive: true });
    }
  },
});

function readReport(text: string): Pick<Load, 'requests' | 'perSecond'> {
  const [, requests] = /transactions actually processed: (\d+)/.exec(text) ?? [];
  const [, perSecond] = /^tps = ([\d.]+)/m.exec(text) ?? [];
  const [, failed] = /failed transactions: (\d+)/.exec(text) ?? [];
  if (!requests || !perSecond || failed !== '0') throw new Error(`pgbench reported: ${text}`);
  return { requests: Number(requests), perSecond: Number(perSecond) };
}

function readTimes(logs: string): Pick<Load, 'p50Ms' | 'p99Ms'> {
  const times = readdirSync(logs)
    .flatMap((file) => readFileSync(path.join(logs, file), 'utf8').trim().split('\n'))
    .map((line) => Number(line.split(' ')[TIME]) / 1000)
    .sort((a, b) => a - b);
  const at = (part: number) => times[Math.floor((times.length - 1) * part)] ?? Number.NaN;
  return { p50Ms: at(0.5), p99Ms: at(0.99) };
}
