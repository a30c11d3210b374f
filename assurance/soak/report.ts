import type { Sample } from './soak.js';
import type { Verdict } from './verdict.js';

const COLUMNS: readonly [head: string, cell: (sample: Sample) => string][] = [
  ['  requests', ({ requests }) => requests.toLocaleString('en')],
  ['a second', ({ perSecond }) => perSecond.toFixed(0)],
  ['heap MB', ({ heapMb }) => heapMb.toFixed(1)],
  ['committed MB', ({ committedMb }) => committedMb.toFixed(0)],
  ['native MB', ({ nativeMb }) => nativeMb.toFixed(0)],
  ['external MB', ({ externalMb }) => externalMb.toFixed(1)],
  ['busy RSS MB', ({ busyRssMb }) => busyRssMb.toFixed(0)],
  ['RSS MB', ({ rssMb }) => rssMb.toFixed(0)],
  ['PostgreSQL MB', ({ databaseMb }) => databaseMb.toFixed(0)],
  ['statements', ({ statements }) => `${statements}`],
  ['lag p50 ms', ({ lagP50Ms }) => lagP50Ms.toFixed(1)],
  ['lag p99 ms', ({ lagP99Ms }) => lagP99Ms.toFixed(1)],
  ['handles', ({ handles }) => `${handles}`],
  [
    'evictions',
    ({ caches }) =>
      Object.values(caches)
        .reduce((sum, { evictions }) => sum + evictions, 0)
        .toLocaleString('en'),
  ],
];

/** The head of the table of samples. */
export const head: string = COLUMNS.map(([name]) => name).join('  ');

/** A line of the table. */
export const row = (sample: Sample): string =>
  COLUMNS.map(([name, cell]) => cell(sample).padStart(name.length)).join('  ');

/** Each figure beside its limit. */
export const describeVerdicts = (verdicts: readonly Verdict[]): string =>
  verdicts
    .map(
      ({ what, found, limit, holds, note }) =>
        `${holds ? 'holds' : 'FAILS'}  ${what}: ${found.toFixed(2)}, at most ${limit}${note ? ` (${note})` : ''}`,
    )
    .join('\n');
