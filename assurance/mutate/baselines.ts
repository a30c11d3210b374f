import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { TestFile } from './runs/messages.js';
import type { Runner } from './runs/start-runner.js';

/** How a test file runs without any mutant. */
export interface Baseline {
  /** A file that fails in the copy of the project cannot judge mutants. */
  readonly passed: boolean;
  readonly failure: string | null;
  readonly ms: number;
  /** How often a process of the file reaches each mutant of the instrumented code, by number. */
  readonly reached: Readonly<Record<string, number>>;
}

/** Long enough for the slowest test file on a busy machine. */
const TIMEOUT_MS = 10 * 60_000;

/** Runs each test file once without a mutant, when it is first needed, and keeps the outcome for later runs. */
export class Baselines {
  readonly #file: string;
  readonly #fingerprintOf: (test: string) => string;
  readonly #known = new Map<string, Baseline>();
  readonly #running = new Map<string, Promise<Baseline>>();

  /** @param fingerprintOf a fingerprint of the sources and of a test file: a changed file is run again */
  constructor(file: string, fingerprintOf: (test: string) => string) {
    this.#file = file;
    this.#fingerprintOf = fingerprintOf;
    mkdirSync(path.dirname(file), { recursive: true });
    for (const line of existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [])
      if (line.endsWith('}')) {
        const { test, fingerprint, ...baseline } = JSON.parse(line);
        if (fingerprint === fingerprintOf(test)) this.#known.set(test, baseline);
      }
  }

  /** All files that have failed without a mutant, with the reason. */
  failed(): (readonly [file: string, failure: string])[] {
    return [...this.#known].flatMap(([file, { failure }]) =>
      failure === null ? [] : [[file, failure] as const],
    );
  }

  isKnown(test: TestFile): boolean {
    return this.#known.has(test.file);
  }

  of(test: TestFile, runner: Runner): Promise<Baseline> {
    const known = this.#known.get(test.file);
    if (known) return Promise.resolve(known);
    const running = this.#running.get(test.file) ?? this.#measure(test, runner);
    this.#running.set(test.file, running);
    return running;
  }

  async #measure(test: TestFile, runner: Runner): Promise<Baseline> {
    const coverageFile = path.join(
      path.dirname(this.#file),
      `reached-${test.file.replaceAll('/', '-')}.json`,
    );
    rmSync(coverageFile, { force: true });
    const result = await runner.run({ files: [test], coverageFile }, TIMEOUT_MS);
    const reached = reachedIn(coverageFile);
    rmSync(coverageFile, { force: true });
    const baseline: Baseline =
      result === 'timeout'
        ? {
            passed: false,
            failure: `takes more than ${TIMEOUT_MS / 60_000} minutes`,
            ms: TIMEOUT_MS,
            reached: {},
          }
        : { passed: result.passed, failure: result.failure, ms: result.ms, reached };
    this.#known.set(test.file, baseline);
    const fingerprint = this.#fingerprintOf(test.file);
    appendFileSync(this.#file, `${JSON.stringify({ test: test.file, fingerprint, ...baseline })}\n`);
    return baseline;
  }
}

/** Each process of a test file writes a line, and a program of the build one after the other. */
function reachedIn(file: string): Record<string, number> {
  const reached: Record<string, number> = {};
  for (const line of existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []) {
    // A program that was killed may have written half a line.
    if (!line.endsWith('}')) continue;
    const counts: Record<string, number> = JSON.parse(line);
    for (const [number, count] of Object.entries(counts))
      reached[number] = Math.max(count, reached[number] ?? 0);
  }
  return reached;
}
