import { createSandbox } from '../../../src/processors/sandbox.js';

export const SANDBOX_DELAY_MS = 5_000;
export const ACTION_EXPIRES_AFTER_MS = 24 * 60 * 60_000;

/** The sandbox of the tests. Its tasks become due by the test's clock, and run when the test runs them. */
export const testSandbox = createSandbox({
  delayMs: SANDBOX_DELAY_MS,
  actionExpiresAfterMs: ACTION_EXPIRES_AFTER_MS,
});
