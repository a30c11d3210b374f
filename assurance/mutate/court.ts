import type { Baselines } from './baselines.js';
import type { Placed } from './mutant.js';
import type { TestFile } from './runs/messages.js';
import type { Runner } from './runs/start-runner.js';
import type { Template } from './runs/template.js';
import type { Effort } from './try-mutant.js';
import type { Compiler } from './typescript/compiler.js';

/** What a mutant is judged with. */
export interface Court {
  /** The copy of the project. */
  readonly directory: string;
  readonly compiler: Compiler;
  readonly baselines: Baselines;
  readonly contentOf: (file: string) => string;
  /** The test files that may notice a mutant, the likeliest first. */
  readonly testsFor: (mutant: Placed) => readonly TestFile[];
  /** The test files with a database that do not load the mutant's file, the likeliest to start a program with it first. */
  readonly otherTests: (mutant: Placed) => readonly TestFile[];
  readonly effort: Effort;
}

/** A process that runs tests, and its database. */
export interface Bench {
  readonly runner: Runner;
  /** @param test a test on a server. It runs first if the process has no template yet. */
  template(test: TestFile): Promise<Template>;
}
