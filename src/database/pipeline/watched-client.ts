import type { Socket } from 'node:net';
import pg from 'pg';

/**
 * A server ends every statement within its timeout and says so; one that is silent for longer is out of reach, which
 * TCP itself would tell after a quarter of an hour. Two seconds more than the statement timeout.
 */
const SILENCE_TIMEOUT_MS = 12_000;
/** Looked at so often rather than timed, so that a process that was stopped does not take its own silence for the server's. */
const LOOK_INTERVAL_MS = 1_000;

/**
 * A connection that breaks instead of waiting for ever for a network that swallows what is sent, and whose end is
 * never unheard: without a listener it would end the process. What is asked then, or next, fails with it.
 */
export class WatchedClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', () => {});
    this.#watch();
  }

  /** Only what is heard counts: a socket's own timeout begins anew with all that is sent, which goes on on a lane. */
  #watch(): void {
    let heard = 0;
    let silentMs = 0;
    const look = setInterval(() => {
      const { stream } = socketOf(this);
      if (stream.destroyed) return clearInterval(look);
      const isSilent = isWaiting(this) && stream.bytesRead === heard;
      heard = stream.bytesRead;
      silentMs = isSilent ? silentMs + LOOK_INTERVAL_MS : 0;
      if (silentMs >= SILENCE_TIMEOUT_MS) stream.destroy(new Error('Connection terminated unexpectedly'));
    }, LOOK_INTERVAL_MS);
    look.unref();
  }
}

/** What node-postgres has and its types leave out. */
interface Inside {
  readonly connection: { readonly stream: Socket };
  readonly readyForQuery: boolean;
}

/** The socket of a connection. */
export const socketOf = (client: pg.Client): { readonly stream: Socket } =>
  (client as unknown as Inside).connection;

const isWaiting = (client: pg.Client): boolean => !(client as unknown as Inside).readyForQuery;
