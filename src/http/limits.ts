/** How much a process accepts at once over HTTP, and how long it waits. */
export interface HttpLimits {
  /** Requests to the API in flight; further ones are answered 503. */
  readonly maxRequestsInFlight: number;
  /** Requests of one caller in a minute; further ones are answered 429. */
  readonly maxCallerRequests: number;
  /** Bytes of large answers that their clients have not read yet; while there are more, large answers are refused. */
  readonly maxUnreadBytes: number;
  /** Bytes of bodies that are still arriving; a body that needs more is answered 503. */
  readonly maxArrivingBytes: number;
  /** Open connections, idle ones and event streams included. A further one takes the place of an idle one. */
  readonly maxConnections: number;
  /** For the head of a request, from its first byte or from the start of the connection. */
  readonly headersTimeoutMs: number;
  /** For the whole request, its body included. */
  readonly requestTimeoutMs: number;
  /** For the next request on a connection, counted from the last answer. */
  readonly keepAliveTimeoutMs: number;
  /** While a request is in flight and no byte goes in or out. */
  readonly idleTimeoutMs: number;
  /** After this long, a request whose body is still arriving no longer counts as in flight. */
  readonly slowBodyMs: number;
  /** How often the process looks for requests that are late. */
  readonly checkIntervalMs: number;
}

export const HTTP_LIMITS: HttpLimits = {
  // As many as a pool of ten answers within a caller's patience. Each waiting request holds its body, at most 200 KB.
  maxRequestsInFlight: 500,
  // A thousand a second, which is a large part of what a process answers. People and screens make a few.
  maxCallerRequests: 60_000,
  // A dozen of the largest answers. They stay in memory until they are read.
  maxUnreadBytes: 64_000_000,
  // Of 320 of the largest bodies, which is more than arrives within a second. Slow bodies do not count as in flight.
  maxArrivingBytes: 64_000_000,
  // Each connection costs some ten kilobytes and a file descriptor, of which processes often have only 10,000.
  maxConnections: 5_000,
  // A head is a packet or two; a client that takes longer has no usable network.
  headersTimeoutMs: 10_000,
  // The largest body at 7 KB a second.
  requestTimeoutMs: 30_000,
  // Longer than proxies keep a connection (60 s), so that no proxy sends a request into a connection that is closing.
  keepAliveTimeoutMs: 65_000,
  // Longer than any statement takes, and than the pause between two pings of an event stream (12 s).
  idleTimeoutMs: 60_000,
  // The largest body at 200 KB a second: waiting for a caller's network uses nothing that other requests need.
  slowBodyMs: 1_000,
  // Node.js looks every 30 seconds otherwise, whatever the timeouts say.
  checkIntervalMs: 1_000,
};
