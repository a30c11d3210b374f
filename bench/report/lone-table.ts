import type { LoneRun, LoneServer } from '../lone/measured.js';
import { COLD } from '../lone/refund-alone.js';
import { type Purpose, phases, type StepTimes, sumOf } from '../lone/statement-times.js';
import { figure, markdownTable } from './tables.js';

/** So many statements of each server are told. The others take little. */
const MOST_INNER = 10;
/** Enough to recognize a statement. */
const TEXT_CHARACTERS = 110;

/** Where the time of a lone refund goes on each ledger, in microseconds. */
export const loneTables = (runs: readonly LoneRun[]): string =>
  [
    'Microseconds per refund, one `createRefund` (W1) after the other on one connection. The whole request is the median that the client sees while nothing is logged. Processor time, the time in PostgreSQL and its flush are means of the same requests: PostgreSQL counts while statements run, from their arrival to the answer. Parse, bind and execute are medians from its log, in a run of its own. The commit is the rest of the time in PostgreSQL: the checks at its end, the flush, the notification, and what single slow statements add to a mean. The rest is what neither process worked at: sending, waking up, waiting. It is too small, or below zero, by the work that the server does beside the database and after its answer.',
    ...runs.flatMap(({ ledger, inherent, servers }) => [
      `### ${ledger}`,
      markdownTable(
        ['', ...servers.map(({ label }) => label)],
        [
          ...rows.map(([text, pick]) => [text, ...servers.map((server) => whole(pick(server)))]),
          ['number of flushes, warm', ...servers.map(({ warm }) => figure(warm.flushes))],
        ],
      ),
      `Inherent on this machine: a statement that does nothing takes ${whole(inherent.roundTripUs)} µs there and back by TCP, and an insert of one row with its flush ${whole(inherent.insertUs)} µs (pg, prepared, one connection).`,
      ...innerTable(servers),
    ]),
  ].join('\n\n');

type Pick = (server: LoneServer) => number | null | undefined;

const step =
  (when: 'warm' | 'cold', pick: (times: StepTimes) => number): Pick =>
  ({ statements }) =>
    statements && pick(statements[when]);
const steps = (when: 'warm' | 'cold', purpose: Purpose, text: string): [string, Pick][] =>
  phases.map((phase) => [`${text}, ${phase}`, step(when, (times) => times[purpose][phase])]);

const rows: readonly (readonly [string, Pick])[] = [
  ['**whole request, warm, p50**', ({ warm }) => warm.p50Us],
  ['whole request, mean', ({ warm }) => warm.meanUs],
  ['processor time of the server', ({ warm }) => warm.serverCpuUs],
  ['in PostgreSQL, with the commit', ({ warm }) => warm.databaseUs],
  ...steps('warm', 'reading', '– reading the facts'),
  ...steps('warm', 'recording', '– recording'),
  ['– commit', ({ warm, statements }) => statements && warm.databaseUs - sumOf(statements.warm)],
  ['– of it, writing and flushing the log', ({ warm }) => warm.flushUs],
  ['the rest', ({ warm }) => warm.meanUs - warm.serverCpuUs - warm.databaseUs],
  ['processor time of PostgreSQL', ({ warm }) => warm.databaseCpuUs],
  ['whole request while statements are logged, p50', ({ statements }) => statements?.loggedP50Us],
  ['**cold: the first refund after the start**', ({ cold }) => cold.firstUs],
  [`cold: the first ${COLD}, p50`, ({ cold }) => cold.p50Us],
  ...steps('cold', 'reading', '– mean of reading the facts'),
  ...steps('cold', 'recording', '– mean of recording'),
];

const whole = (value: number | null | undefined): string =>
  value == null || Number.isNaN(value) ? '–' : Math.round(value).toLocaleString('en');

/** The statements of the servers that were explained, by the longest time. */
function innerTable(servers: readonly LoneServer[]): string[] {
  const explained = servers.flatMap(({ label, statements }) =>
    statements ? [{ label, inner: new Map(statements.inner.map((time) => [time.text, time])) }] : [],
  );
  const most = (text: string) => Math.max(...explained.map(({ inner }) => inner.get(text)?.us ?? 0));
  const longest = explained.flatMap(({ inner }) => [...inner.keys()].slice(0, MOST_INNER));
  const texts = [...new Set(longest)].sort((a, b) => most(b) - most(a));
  if (texts.length === 0) return [];
  return [
    'What takes most, also inside functions and triggers, measured by auto_explain in a run of its own, which makes all of it slower. A statement has the time of those inside it.',
    markdownTable(
      ['statement', ...explained.map(({ label }) => label)],
      texts.map((text) => [
        `\`${shortened(text)}\``,
        ...explained.map(({ inner }) => whole(inner.get(text)?.us ?? null)),
      ]),
    ),
  ];
}

/** A bar would end the cell. */
const shortened = (text: string): string =>
  (text.length > TEXT_CHARACTERS ? `${text.slice(0, TEXT_CHARACTERS)} …` : text).replaceAll('|', '\\|');
