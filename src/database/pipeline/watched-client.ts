import type { Socket } from 'node:net';
import pg from 'pg';
import { noteUnopened } from '../failure.js';

/**
 * Two seconds more than the statement timeout. A server ends every statement within that timeout and says so. A server
 * that is silent for longer is out of reach; TCP itself would notice after a quarter of an hour.
 */
const SILENCE_TIMEOUT_MS = 12_000;
/** A look at this interval, not a timer, so that a stopped process does not take its own silence for the server's. */
const LOOK_INTERVAL_MS = 1_000;

/**
 * A connection that breaks instead of waiting for ever when the network swallows packets. Statements that are pending
 * then, or sent later, fail with it. It always has an error listener: without one, a broken connection would end the
 * process.
 */
export class WatchedClient extends pg.Client {
  /** Set while a statement may take any time. Then silence does not mean that the server is out of reach. */
  isPatient = false;

  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', () => {});
  }

  override connect(): Promise<pg.Client>;
  override connect(callback: (error: Error | null, client: pg.Client) => void): void;
  /** A write that failed here was never sent, so its outcome is known. */
  override connect(callback?: (error: Error | null, client: pg.Client) => void) {
    if (!callback)
      return new Promise<pg.Client>((resolve, reject) => {
        this.connect((error) => (error ? reject(error) : resolve(this)));
      });
    this.#watch();
    return super.connect((error: Error | null) => {
      if (error) noteUnopened(error);
      callback(error, this);
    });
  }

  /** Counts received bytes only: a socket's own timeout starts anew with every write, and others go on writing. */
  #watch(): void {
    let receivedBytes = 0;
    let silentMs = 0;
    const look = setInterval(() => {
      const { stream } = socketOf(this);
      if (stream.destroyed) return clearInterval(look);
      const isSilent = !this.isPatient && isWaiting(this) && stream.bytesRead === receivedBytes;
      receivedBytes = stream.bytesRead;
      silentMs = isSilent ? silentMs + LOOK_INTERVAL_MS : 0;
      if (silentMs >= SILENCE_TIMEOUT_MS) stream.destroy(new Error('Connection terminated unexpectedly'));
    }, LOOK_INTERVAL_MS);
    look.unref();
  }
}

/**
 * Lets the statements of a connection take any time, or no longer. For commands over a whole ledger, such as a
 * migration: the limits are for requests. The embedded database's connection is not watched.
 */
export function setPatience(client: pg.ClientBase, isPatient: boolean): void {
  if (client instanceof WatchedClient) client.isPatient = isPatient;
}

/** Internals of node-postgres that its types leave out. */
interface ClientInternals {
  readonly connection: { readonly stream: Socket };
  readonly readyForQuery: boolean;
}

/** The socket of a connection. */
export const socketOf = (client: pg.Client): { readonly stream: Socket } =>
  (client as unknown as ClientInternals).connection;

const isWaiting = (client: pg.Client): boolean => !(client as unknown as ClientInternals).readyForQuery;
