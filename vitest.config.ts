import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Starting a PostgreSQL cluster in WebAssembly takes seconds where all cores are busy. */
const HOOK_TIMEOUT_MS = 120_000;
/** A test asks the database dozens of times, or starts a process or two; nothing waits for a clock. */
const TEST_TIMEOUT_MS = 120_000;

/** Files of one worker share its modules, and one embedded database: to start one for each took half of the run. */
const shared = { isolate: false };

/** So long a test looks for what has to come: half of the time of a test, so that it fails with what it saw. */
const POLL_TIMEOUT_MS = TEST_TIMEOUT_MS / 2;

const timeouts = {
  hookTimeout: HOOK_TIMEOUT_MS,
  testTimeout: TEST_TIMEOUT_MS,
  expect: { poll: { timeout: POLL_TIMEOUT_MS, interval: 20 } },
};

/** Node.js takes graphql's CommonJS build, as Yoga and Pothos do; Vite would take a second, whose errors are not theirs. */
const resolve = { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] };

/** What the HTTP face, the fast ways, and the checks and sums of imports do is the same over either, and takes long. */
const onceIsEnough = [
  'test/import/{faults,totals}.db.test.ts',
  'test/http/{admission,server,fast-path,slow-clients}.db.test.ts',
  'test/graphql/request/{equal-answers,errors,production,stream-errors}.db.test.ts',
  'test/graphql/operations/followers.db.test.ts',
];

export default defineConfig({
  test: {
    // More than there are cores, as tests of whole processes, and of a server, wait for them.
    maxWorkers: availableParallelism() + 2,
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      reporter: ['text-summary'],
    },
    projects: [
      {
        resolve,
        test: {
          name: 'unit',
          include: ['{test,assurance}/**/*.test.ts'],
          exclude: ['{test,assurance}/**/*.{db,embedded}.test.ts'],
          ...shared,
          ...timeouts,
        },
      },
      {
        resolve,
        test: {
          name: 'embedded',
          include: ['{test,assurance}/**/*.{db,embedded}.test.ts'],
          exclude: onceIsEnough,
          globalSetup: 'test/support/databases/embedded-template.ts',
          ...shared,
          ...timeouts,
        },
      },
      {
        resolve,
        test: {
          name: 'postgresql',
          include: ['{test,assurance}/**/*.db.test.ts'],
          globalSetup: 'test/support/databases/postgresql-template.ts',
          ...shared,
          ...timeouts,
        },
      },
    ],
  },
});
