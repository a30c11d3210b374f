import type { Verdict } from '../../../src/verify/verify-ledger.js';
import type { Violation } from './violation.js';

/** Turns each failed check of `npm run verify` into a violation about the rows that the check names. */
export const checkVerdicts = (verdicts: readonly Verdict[]): Violation[] =>
  verdicts
    .filter(({ violations }) => violations > 0)
    .map(({ rule, holds, violations, examples }) => ({
      promise: rule,
      what: `verify finds ${violations} violations of '${holds}': ${examples.join('; ')}`,
      subjects: examples.map((example) => example.slice(0, example.indexOf(':'))),
    }));
