import type { Socket } from 'node:net';
import pg from 'pg';

/**
 * A server ends every statement within its timeout and says so; one that is silent for longer is out of reach, which
 * TCP itself would tell after a quarter of an hour. Two seconds more than the statement timeout.
 */
const SILENCE_TIMEOUT_MS = 12_000;

/**
 * A connection that breaks instead of waiting for ever for a network that swallows what is sent, and whose end is
 * never unheard: without a listener it would end the process. What is asked then, or next, fails with it.
 */
export class WatchedClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', () => {});
    const { stream } = socketOf(this);
    stream.setTimeout(SILENCE_TIMEOUT_MS, () => {
      if (isWaiting(this)) stream.destroy(new Error('Connection terminated unexpectedly'));
    });
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
