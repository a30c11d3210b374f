import type { Placed } from './mutant.js';
import type { Verdict } from './results.js';
import type { RunRequest, TestFile } from './runs/messages.js';
import type { Runner } from './runs/start-runner.js';

/** How many tests a mutant must survive. */
export interface Effort {
  /** At most so many test files run for a mutant: those without a database, and the others. */
  readonly files: Readonly<Record<'unit' | 'others', number>>;
  /** So many files with a database are run without the mutant to see whether they reach it. Later mutants profit from it. */
  readonly measured: number;
  /** No further file is added when those that were chosen take so long. */
  readonly enoughMs: number;
}

/** The nearest test files notice nearly all mutants that any test notices. */
export const QUICK: Effort = { files: { unit: 20, others: 12 }, measured: 12, enoughMs: 60_000 };
/** All test files that reach the mutant, also through a program that they start. It takes minutes. */
export const THOROUGH: Effort = {
  files: { unit: Number.POSITIVE_INFINITY, others: Number.POSITIVE_INFINITY },
  measured: Number.POSITIVE_INFINITY,
  enoughMs: Number.POSITIVE_INFINITY,
};
/** A run that takes so much longer than without the mutant hangs. */
const TIMEOUT_FACTOR = 6;
export const TIMEOUT_MS = 60_000;
/** A loop that reaches the mutant so much more often than without the mutant is endless. As Stryker does. */
const HIT_FACTOR = 100;
const MIN_HIT_LIMIT = 10_000;

/** Whether no further test file is needed. */
export const isEnough = (chosen: readonly Measured[], kind: 'unit' | 'others', effort: Effort): boolean =>
  chosen.length === effort.files[kind] || sumOf(chosen, 'ms') > effort.enoughMs;

const sumOf = (measured: readonly Measured[], of: 'ms' | 'hits'): number =>
  measured.reduce((total, one) => total + one[of], 0);

/** A test file, and how it runs without a mutant. */
export interface Measured {
  readonly test: TestFile;
  readonly ms: number;
  readonly hits: number;
}

/** Runs test files with a mutant. Null if none of them notices it. */
export async function tryMutant(
  mutant: Placed,
  measured: readonly Measured[],
  runner: Runner,
): Promise<Verdict | null> {
  if (measured.length === 0) return null;
  const request: RunRequest = {
    files: measured.map(({ test }) => test),
    ...(mutant.number !== undefined && {
      mutant: mutant.number,
      hitLimit: Math.max(MIN_HIT_LIMIT, sumOf(measured, 'hits') * HIT_FACTOR),
    }),
  };
  const result = await runner.run(request, TIMEOUT_MS + TIMEOUT_FACTOR * sumOf(measured, 'ms'));
  if (result === 'timeout') return { outcome: 'noticed', by: `${measured[0]?.test.file}: takes too long` };
  return result.passed ? null : { outcome: 'noticed', by: result.failure };
}
