import type { HttpLimits } from '../../../src/http/limits.js';

/** Longer than any test. */
const NEVER_MS = 10 * 60_000;

/**
 * Limits with which a server cuts no connection during a test, even on a busy machine. A test that needs a connection
 * to be cut first brings the connection into the right state. Then it shortens the one limit that applies:
 * `server.headersTimeout`, `server.requestTimeout`, `server.keepAliveTimeout`, or the `timeout` of the socket.
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

/** A limit that expires at once. */
export const AT_ONCE_MS = 1;
