import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { SkippedTests } from './test/support/skipped-tests.js';

/** Starting a PostgreSQL cluster in WebAssembly takes seconds if all cores are busy. */
const HOOK_TIMEOUT_MS = 120_000;
/** A test runs dozens of statements or starts one or two processes. No test waits for a clock. */
const TEST_TIMEOUT_MS = 120_000;

/** With LOGS_DIRECTORY, as `npm run test:logs` sets it, all output of gateways is kept, and what tests send is noted. */
const setupFiles = [
  'test/support/restore-after-file.ts',
  ...(process.env['LOGS_DIRECTORY'] ? ['test/support/logs/setup.ts'] : []),
];

/** The files of a worker share modules and one embedded database. Starting a database per file took half of the run. */
const shared = {
  isolate: false,
  // Before each test, so that what a failed test has replaced does not fail those after it.
  restoreMocks: true,
  unstubEnvs: true,
  unstubGlobals: true,
  setupFiles,
};

/** A test polls for half of its time limit, so that a failed poll can still report the last value. */
const POLL_TIMEOUT_MS = TEST_TIMEOUT_MS / 2;

const timeouts = {
  hookTimeout: HOOK_TIMEOUT_MS,
  testTimeout: TEST_TIMEOUT_MS,
  expect: { poll: { timeout: POLL_TIMEOUT_MS, interval: 20 } },
};

/** Yoga and Pothos use graphql's CommonJS build. Vite would load the other build, whose classes they refuse. */
const resolve = { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] };

/**
 * Slow tests that run on a server only, because both databases run the same SQL. Whole processes have tests of their own
 * on the embedded database: the first start, `npm run import`, `npm run verify`, the model and the crash program.
 */
const onceIsEnough = [
  'assurance/{attack,plans,soak}/**/*.db.test.ts',
  'test/callers/{transcript,two-processes}.db.test.ts',
  'test/commands/*.db.test.ts',
  'test/import/{faults,totals,import-objects,disputes}.db.test.ts',
  'test/verify/verify-ledger.db.test.ts',
  'test/http/{admission,server,fast-path,slow-clients}.db.test.ts',
  'test/graphql/request/{equal-answers,equal-faults,errors,long-text,production,stream-errors}.db.test.ts',
  'test/graphql/operations/followers.db.test.ts',
  'test/graphql/lists/{charge-filters,orders,page-info,statements}.db.test.ts',
  'test/database/migrations/migrator.db.test.ts',
  'test/refunds/processing/parked-tasks.db.test.ts',
  'test/refunds/create/{idempotency,unknown-outcome}.db.test.ts',
  'test/refunds/events/shared-feed.db.test.ts',
];

/**
 * The embedded database runs the same SQL, so by default only the tests of it, of the ledger and of creating refunds
 * run there too. `npm run test:embedded` runs all.
 */
const alsoEmbedded = [
  'test/ledger/**/*.db.test.ts',
  'test/refunds/create/{concurrent-refunds,create-refund,refund-groups}.db.test.ts',
];
const embedded = process.env['EMBEDDED'] === 'all' ? ['{test,assurance}/**/*.db.test.ts'] : alsoEmbedded;

export default defineConfig({
  test: {
    tags: [
      {
        name: 'long',
        description: 'Takes seconds: `npm run test:long` runs it, and `npm test` a shorter test.',
      },
    ],
    reporters: ['default', new SkippedTests()],
    // One worker more than cores, because tests of processes and of the server spend time waiting. A second one costs more
    // than it gains: each project's worker takes five seconds of processor time to load the gateway.
    maxWorkers: availableParallelism() + 1,
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
          include: ['{test,assurance}/**/*.embedded.test.ts', ...embedded],
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
