import type { LoadReport } from '../realistic/load-plan.js';
import type { TaskFigures } from '../realistic/tasks.js';
import { figure, markdownTable } from './tables.js';

/** A run at a fixed rate. */
export interface RealisticRun {
  readonly server: string;
  /** `shared`: only what the hand-written peers can answer as well. */
  readonly mix: 'gateway' | 'shared';
  /** Requests a second that were sent. */
  readonly asked: number;
  readonly report: LoadReport;
  /** Processor time of the server and of PostgreSQL, in cores. */
  readonly serverCores: number;
  readonly databaseCores: number;
  readonly tasks: TaskFigures | null;
}

const TIMES = ['p50Ms', 'p90Ms', 'p99Ms', 'p999Ms', 'maxMs'] as const;
const TIME_HEADS = ['p50', 'p90', 'p99', 'p99.9', 'max'];

/** The tables of the realistic runs. */
export function realisticTables(runs: readonly RealisticRun[]): string {
  const full = runs.filter(({ mix }) => mix === 'gateway');
  const shared = runs.filter(({ mix }) => mix === 'shared');
  const failures = runs.flatMap(({ server, asked, report }) =>
    report.failed.map((failed) => `- ${server}, ${asked} a second: ${failed}`),
  );
  return [
    'Requests of a support desk at a fixed rate, from 200 documents, while the sandbox carries out refunds. Milliseconds are counted from the moment when a request was due, so a server that stops for a moment shows in all requests of that moment. Every answer is checked. A wrong one, or none, is a failure: its time is not in the figures, so a run with failures supports no claim.',
    runTable(full),
    '**Tasks of the processor.** A backlog is due at once when the measured seconds begin.',
    taskTable(full),
    ...full.map((run) => `**Milliseconds by kind of request, ${run.asked} a second**\n\n${kindTable(run)}`),
    '**Only what the hand-written peers can answer as well:** one refund, pages, charges with refunds, and createRefund. Each server has a ledger of its own.',
    runTable(shared),
    ...(failures.length > 0 ? ['**Failures**', failures.join('\n')] : []),
  ].join('\n\n');
}

const runTable = (runs: readonly RealisticRun[]): string =>
  markdownTable(
    [
      'server',
      ...['a second, asked', 'reached', ...TIME_HEADS, 'failures', 'cores of the server', 'of PostgreSQL'],
      'sent late, p99',
    ],
    runs.map(({ server, asked, report, serverCores, databaseCores }) => [
      server,
      figure(asked),
      figure(report.reachedPerSecond),
      ...TIMES.map((name) => figure(report.all[name])),
      `${report.failures}`,
      figure(serverCores),
      figure(databaseCores),
      figure(report.generatorLateMs.p99Ms),
    ]),
  );

const taskTable = (runs: readonly RealisticRun[]): string =>
  markdownTable(
    [
      'requests a second',
      'due at the start',
      'seconds until these are done',
      'steps carried out',
      'longest wait later, ms',
    ],
    runs.flatMap(({ asked, tasks }) =>
      tasks
        ? [
            [
              figure(asked),
              figure(tasks.backlog),
              figure(tasks.backlogSeconds),
              figure(tasks.steps),
              figure(tasks.worstLagMs),
            ],
          ]
        : [],
    ),
  );

const kindTable = ({ report }: RealisticRun): string =>
  markdownTable(
    ['', 'requests', ...TIME_HEADS],
    Object.entries(report.byKind)
      .sort(([, a], [, b]) => b.count - a.count)
      .map(([kind, times]) => [kind, figure(times.count), ...TIMES.map((name) => figure(times[name]))]),
  );

/** The times of all requests, for the file of `--json`. */
export const realisticFigures = (runs: readonly RealisticRun[]): Readonly<Record<string, object>> =>
  Object.fromEntries(
    runs.map(({ server, mix, asked, report }) => [
      `${server}, ${mix}, ${asked}`,
      { reachedPerSecond: report.reachedPerSecond, failures: report.failures, ...report.all },
    ]),
  );
