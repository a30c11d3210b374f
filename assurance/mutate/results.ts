import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Placed } from './mutant.js';

/**
 * What became of a mutant. `noticed`: a test failed, or took far too long. `survived`: no test noticed it. `unreached`:
 * no test even runs its code. `refused`: the compiler or PostgreSQL refuses the code, so the mutant does not count. `declared`: only
 * `npm run check` notices it, because `schema.prisma` or `schema.graphql` declares the same.
 */
type Outcome = 'noticed' | 'declared' | 'survived' | 'unreached' | 'refused';

export interface Verdict {
  readonly outcome: Outcome;
  /** The test that noticed the mutant, or the message of the compiler. */
  readonly by: string | null;
}

/** A mutant and what became of it. */
export interface Judged {
  readonly mutant: Placed;
  readonly outcome: Verdict['outcome'] | 'equivalent';
  readonly by: string | null;
}

export interface Result extends Verdict {
  readonly key: string;
  readonly ms: number;
  /** A fingerprint of the mutant's file, and one of the sources and tests. */
  readonly file: string;
  readonly project: string;
  /** Whether all tests ran that reach the mutant. */
  readonly thorough?: boolean;
}

export const fingerprint = (texts: readonly string[]): string => {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(`${text.length} ${text}`);
  return hash.digest('hex').slice(0, 16);
};

/** Results of this and earlier runs. Each is written as soon as it is known, so that a run can be interrupted. */
export interface Results {
  /**
   * The result of an earlier run. It counts only while the mutant's file is the same, and a survivor is tried again after
   * any change of the sources and tests, or if a thorough run asks and it survived another.
   */
  known(key: string, file: string, project: string, thorough?: boolean): Result | undefined;
  keep(result: Result): void;
}

export function openResults(file: string): Results {
  mkdirSync(path.dirname(file), { recursive: true });
  const results = new Map<string, Result>();
  for (const line of existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [])
    if (line.endsWith('}')) {
      const result: Result = JSON.parse(line);
      results.set(result.key, result);
    }
  return {
    known(key, ofFile, ofProject, thorough = false) {
      const result = results.get(key);
      if (result?.file !== ofFile) return undefined;
      const isSettled = result.outcome !== 'survived' && result.outcome !== 'unreached';
      const isThorough = result.thorough || !thorough;
      return isSettled || (isThorough && result.project === ofProject) ? result : undefined;
    },
    keep(result) {
      results.set(result.key, result);
      appendFileSync(file, `${JSON.stringify(result)}\n`);
    },
  };
}
