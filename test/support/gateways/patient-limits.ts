import type { HttpLimits } from '../../../src/http/limits.js';

/** Longer than any test runs. */
const NEVER_MS = 10 * 60_000;

/**
 * Limits by which a server cuts nobody while a test runs, however busy the machine is. A test that wants a connection
 * cut first brings it into the state that is to be cut, then shortens the one limit that cuts it: `server.headersTimeout`,
 * `server.requestTimeout`, `server.keepAliveTimeout`, or the `timeout` of the socket.
 */
export const PATIENT_LIMITS = {
  headersTimeoutMs: NEVER_MS,
  requestTimeoutMs: NEVER_MS,
  keepAliveTimeoutMs: NEVER_MS,
  idleTimeoutMs: NEVER_MS,
  slowBodyMs: NEVER_MS,
  // A limit that a test shortens takes effect at once.
  checkIntervalMs: 20,
} satisfies Partial<HttpLimits>;

/** A limit that is over at once. */
export const AT_ONCE_MS = 1;
