import type { Violation } from './checks/violation.js';
import type { World } from './world.js';

/** A violation is printed with this many operations. The file has all of them. */
const SHOWN = 60;
/** Faults that ended this long before the first printed operation are printed too. */
const BEFORE_MS = 5_000;

const row = (name: string, ...counts: readonly (number | string)[]) =>
  `${name.padEnd(50)}${counts.map((count) => String(count).padStart(12)).join('')}`;

export function progressLine({ history, faults, violations }: World): string {
  const struck = [...faults.counts.values()].reduce((sum, count) => sum + count, 0);
  const seconds = history.now() / 1_000;
  return (
    `${seconds.toFixed(0).padStart(5)} s  ${history.size} operations (${(history.size / seconds).toFixed(0)}/s)  ` +
    `${struck} faults  ${violations.length} violations`
  );
}

/** The tables of faults, operations, outcomes and checks. */
export function tables({ history, faults, checks, violations }: World, leftOut: readonly string[]): string {
  const operations = new Map<string, Map<string, number>>();
  const outcomes = new Map<string, number>();
  for (const [counted, count] of history.counts) {
    const [name = '', outcome = ''] = counted.split('|');
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + count);
    const counts = operations.get(name) ?? new Map();
    operations.set(name, counts.set(outcome, (counts.get(outcome) ?? 0) + count));
  }
  const sum = (counts: Iterable<number>) => [...counts].reduce((total, count) => total + count, 0);
  const byName = (counts: ReadonlyMap<string, number>) =>
    [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, count]) => row(name, count));
  return [
    row('Faults', 'struck'),
    ...byName(faults.counts),
    ...leftOut.map((name) => row(name, 'left out')),
    '',
    row('Operations', 'all', 'answered'),
    ...[...operations]
      .sort()
      .map(([name, counts]) => row(name, sum(counts.values()), counts.get('answered') ?? 0)),
    row('all', history.size, outcomes.get('answered') ?? 0),
    '',
    row('Outcomes', 'operations'),
    ...byName(outcomes),
    '',
    row('Checks', 'done'),
    ...byName(checks),
    '',
    row('Violations', violations.length),
  ].join('\n');
}

/** A violation with the smallest part of the history that shows it. */
export async function describeViolation(
  world: World,
  { promise, what, subjects }: Violation,
): Promise<string> {
  const operations = subjects.length > 0 ? await world.history.about(subjects) : [];
  const shown = operations.slice(-SHOWN);
  const since = (shown[0]?.from ?? world.history.now()) - BEFORE_MS;
  return [
    `${promise} is broken: ${what}`,
    `Seed ${world.seed}. About ${subjects.join(', ') || 'no charge, refund or key'}:`,
    ...(operations.length > SHOWN ? [`  … ${operations.length - SHOWN} earlier operations`] : []),
    ...shown.map(
      ({ from, until, client, process, name, input, answer }) =>
        `  ${from}–${until} ms  ${client} → ${process}  ${name} ${JSON.stringify(input)}\n      ${JSON.stringify(answer)}`,
    ),
    'Faults meanwhile:',
    ...world.faults
      .during(since, world.history.now())
      .slice(0, SHOWN)
      .map(
        ({ kind, process, from, until }) =>
          `  ${from}–${until} ms  ${kind}${process ? ` (process ${process})` : ''}`,
      ),
  ].join('\n');
}
