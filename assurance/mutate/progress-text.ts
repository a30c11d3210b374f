import type { Placed } from './mutant.js';
import type { Judged } from './results.js';
import type { RunRequest } from './runs/messages.js';

/** A mutant in one line. */
export const describe = ({ file, lineNumber, mutator, original, replacement, object }: Placed): string =>
  `${file}:${lineNumber}${object === undefined ? '' : ` ${object}`} ${mutator}: ${original || '(nothing)'} → ${replacement || '(nothing)'}`;

/** Without the mutant, a test file is measured: whether it reaches the mutant, and how long it takes. */
export function testsText({ files, coverageFile }: RunRequest): string {
  const [first, ...others] = files;
  const all = `${first?.file}${others.length > 0 ? ` and ${others.length} more` : ''}`;
  return coverageFile === undefined ? ` (${all})` : ` (measuring ${all})`;
}

const minutes = (ms: number): string => `${(ms / 60_000).toFixed(1)} minutes`;

/** How far a run is, and what it tries now. */
export function progressText(
  judged: readonly Judged[],
  all: number,
  tried: ReadonlyMap<Placed, string>,
  ms: number,
): string {
  const count = (outcome: Judged['outcome']) => judged.filter((one) => one.outcome === outcome).length;
  const left =
    judged.length === 0
      ? ''
      : `, about ${minutes((ms / judged.length) * (all - judged.length))} left at this pace`;
  const places = Array.from(tried, ([{ file, lineNumber }, tests]) => `${file}:${lineNumber}${tests}`);
  return `${judged.length} of ${all} mutants: ${count('noticed') + count('declared')} noticed, ${count('survived') + count('unreached')} survived, ${count('refused')} refused; ${minutes(ms)}${left}; now ${places.join(' and ')}`;
}
