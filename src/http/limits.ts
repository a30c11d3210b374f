/** How much a process takes at once over HTTP, and how long it waits for whom. */
export interface HttpLimits {
  /** Requests to the API under way; beyond them the answer is 503. */
  readonly maxRequestsUnderWay: number;
  /** Open connections, idle ones and streams of events included; beyond them a new one is closed. */
  readonly maxConnections: number;
  /** For the head of a request, from its first byte or the connection's start. */
  readonly headersTimeoutMs: number;
  /** For the whole request, its body included. */
  readonly requestTimeoutMs: number;
  /** For the next request on a connection. */
  readonly keepAliveTimeoutMs: number;
  /** While a request is under way and no byte goes in or out. */
  readonly idleTimeoutMs: number;
  /** From here on a request whose body is not there yet does not count as under way. */
  readonly slowBodyMs: number;
  /** How often requests that are late are looked for. */
  readonly checkIntervalMs: number;
}

export const HTTP_LIMITS: HttpLimits = {
  // What a pool of ten answers within a caller's patience; each that waits holds its body, at most 200 KB.
  maxRequestsUnderWay: 500,
  // Each costs some ten kilobytes, and a file descriptor, of which processes often have no more than 10,000.
  maxConnections: 5_000,
  // A head is a packet or two; whoever takes longer has no network to work with.
  headersTimeoutMs: 10_000,
  // The largest body at 7 KB a second.
  requestTimeoutMs: 30_000,
  // Longer than proxies keep a connection (60 s), so that none sends a request into one that is just closing.
  keepAliveTimeoutMs: 65_000,
  // Longer than any statement takes, and than the pause between two signs of life of a stream of events (12 s).
  idleTimeoutMs: 60_000,
  // The largest body at 200 KB a second: who waits for a caller's network uses nothing that others need.
  slowBodyMs: 1_000,
  // Node.js looks every 30 seconds, whatever the timeouts say.
  checkIntervalMs: 1_000,
};
