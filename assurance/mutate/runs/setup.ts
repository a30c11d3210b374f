import { appendFileSync } from 'node:fs';
import { afterAll } from 'vitest';
import { COVERAGE_FILE, HIT_LIMIT } from './messages.js';

/** What instrumented code keeps in a global variable. */
interface State {
  hitCount?: number;
  hitLimit?: number;
  mutantCoverage?: { readonly static: Readonly<Record<string, number>> };
}

// Runs before each test file, in its process.
const holder = globalThis as typeof globalThis & { __stryker__?: State };
holder.__stryker__ ??= {};
const state = holder.__stryker__;

const limit = process.env[HIT_LIMIT];
if (limit !== undefined) {
  state.hitCount ??= 0;
  state.hitLimit = Number(limit);
}

const coverageFile = process.env[COVERAGE_FILE];
if (coverageFile !== undefined)
  afterAll(() => appendFileSync(coverageFile, `${JSON.stringify(state.mutantCoverage?.static ?? {})}\n`));
