import type { Verdict, VerifyProgress } from './verify-ledger.js';

const numbers = new Intl.NumberFormat('en-US');
/** Wide enough for hundreds of millions. */
const COUNT_WIDTH = 12;

/** A table for the terminal: one line per check with its counts, and below it the first violations. */
export function verdictText(verdicts: readonly Verdict[]): string {
  const ruleWidth = Math.max(...verdicts.map(({ rule }) => rule.length)) + 2;
  const line = (rule: string, checked: string, violations: string, holds: string) =>
    `${rule.padEnd(ruleWidth)}${checked.padStart(COUNT_WIDTH)}${violations.padStart(COUNT_WIDTH)}  ${holds}`;
  return [
    line('', 'checked', 'violations', ''),
    ...verdicts.flatMap(({ rule, holds, checked, violations, examples }) => [
      line(rule, numbers.format(checked), numbers.format(violations), holds),
      ...examples.map((example) => `${' '.repeat(ruleWidth)}! ${example}`),
      ...(violations > examples.length
        ? [`${' '.repeat(ruleWidth)}! … and ${numbers.format(violations - examples.length)} more`]
        : []),
    ]),
  ].join('\n');
}

/** The progress of a verification, on one line. */
export const progressText = ({ check, number, total, checked }: VerifyProgress): string =>
  `${number} of ${total}: ${check.holds}${checked > 0 ? `, ${numbers.format(checked)} checked` : ''}`;
