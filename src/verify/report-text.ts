import type { Verdict, VerifyProgress } from './verify-ledger.js';

const number = new Intl.NumberFormat('en-US');
/** For counts up to the hundreds of millions. */
const COUNT_WIDTH = 12;

/** What was looked at and found, a line a check; under it the first faults. */
export function verdictText(verdicts: readonly Verdict[]): string {
  const ruleWidth = Math.max(...verdicts.map(({ rule }) => rule.length)) + 2;
  const line = (rule: string, looked: string, faults: string, holds: string) =>
    `${rule.padEnd(ruleWidth)}${looked.padStart(COUNT_WIDTH)}${faults.padStart(COUNT_WIDTH)}  ${holds}`;
  return [
    line('', 'looked at', 'faults', ''),
    ...verdicts.flatMap(({ rule, holds, looked, faults, examples }) => [
      line(rule, number.format(looked), number.format(faults), holds),
      ...examples.map((example) => `${' '.repeat(ruleWidth)}! ${example}`),
      ...(faults > examples.length
        ? [`${' '.repeat(ruleWidth)}! … and ${number.format(faults - examples.length)} more`]
        : []),
    ]),
  ].join('\n');
}

/** How far a look at a ledger is, on one line. */
export const progressText = ({ check, number: now, of, looked }: VerifyProgress): string =>
  `${now} of ${of}: ${check.holds}${looked > 0 ? `, ${number.format(looked)} looked at` : ''}`;
