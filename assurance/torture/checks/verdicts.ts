import type { Verdict } from '../../../src/verify/verify-ledger.js';
import type { Violation } from './violation.js';

/** Each check of `npm run verify` that found something is a violation, about the rows that it names. */
export const checkVerdicts = (verdicts: readonly Verdict[]): Violation[] =>
  verdicts
    .filter(({ violations }) => violations > 0)
    .map(({ rule, holds, violations, examples }) => ({
      promise: rule,
      what: `verify finds ${violations} violations of '${holds}': ${examples.join('; ')}`,
      subjects: examples.map((example) => example.slice(0, example.indexOf(':'))),
    }));
