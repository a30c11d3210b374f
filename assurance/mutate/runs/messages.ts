/** A test file, and the project of vitest.config.ts that runs it. */
export interface TestFile {
  readonly file: string;
  readonly project: 'unit' | 'postgresql' | 'embedded';
}

/** Asks a runner to run test files, one after the other, until one fails. */
export interface RunRequest {
  readonly files: readonly TestFile[];
  /** The active mutant of the instrumented code. */
  readonly mutant?: string;
  /** A loop that reaches the mutant more often than this is endless. */
  readonly hitLimit?: number;
  /** The file to which the run writes which mutants it reached, and how often. */
  readonly coverageFile?: string;
}

/** What came out of a run. */
export interface RunResult {
  readonly passed: boolean;
  /** The failed test, with its file; or the error outside of tests. */
  readonly failure: string | null;
  readonly tests: number;
  readonly ms: number;
}

/** What a runner says: that it is ready, the result of a request, or that it could not run the files at all. */
export type Answer = { readonly ready: true } | RunResult | { readonly error: string };

/** Names the active mutant to code that Stryker has instrumented. */
export const ACTIVE_MUTANT = '__STRYKER_ACTIVE_MUTANT__';
/** Read by `setup.ts` in the process of the tests. */
export const HIT_LIMIT = 'MUTATE_HIT_LIMIT';
export const COVERAGE_FILE = 'MUTATE_COVERAGE_FILE';
