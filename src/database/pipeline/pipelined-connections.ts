import type pg from 'pg';
import { managePreparedStatements } from '../prepared-statements.js';
import type { Statement } from '../sql.js';
import { runOn } from '../statement-query.js';
import { socketOf, WatchedClient } from './watched-client.js';

/** Two keep a server's two cores busy and were as fast as four; eight were slower. */
const CONNECTIONS = 2;

/** A connection on which statements follow each other without waiting for earlier answers. */
interface PipelinedConnection {
  readonly client: pg.Client;
  readonly ready: Promise<unknown>;
  /** Statements that are not answered yet. */
  pending: number;
  corked: boolean;
}

/**
 * A few pipelined connections for single statements. Writing each statement to a socket of its own, and waiting for
 * it, took a quarter of a small request's time. A failing statement fails alone. A slow statement holds up those
 * behind it, so nothing that locks rows goes here. A broken connection is opened again for the next statement.
 *
 * So is one whose prepared statements no longer fit. They cannot be prepared again on it: other statements are on their
 * way under the same names, and node-postgres takes the refusal of each for that of the new one.
 */
export class PipelinedConnections {
  readonly #config: pg.ClientConfig;
  readonly #connections = new Set<PipelinedConnection>();
  /** The ends of connections that take no further statements. */
  readonly #ending = new Set<Promise<unknown>>();
  #closed = false;

  constructor(config: pg.ClientConfig) {
    this.#config = config;
  }

  /** Runs a statement on the least busy connection; returns its rows as arrays. */
  async query(statement: Statement): Promise<unknown[][]> {
    if (this.#closed) throw new Error('The database is closed');
    while (this.#connections.size < CONNECTIONS) this.#open();
    const connection = [...this.#connections].reduce((least, other) =>
      other.pending < least.pending ? other : least,
    );
    connection.pending++;
    try {
      await connection.ready;
      if (connection.pending > 1) corkForThisTurn(connection);
      return await runOn(connection.client, statement);
    } finally {
      connection.pending--;
    }
  }

  /** Closes all connections once their pending statements are answered. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const connection of this.#connections) this.#end(connection);
    await Promise.all(this.#ending);
  }

  /** Sends nothing more on a connection, and closes it once its pending statements are answered. */
  #end(connection: PipelinedConnection): void {
    const { client, ready } = connection;
    if (!this.#connections.delete(connection)) return;
    const ended = ready.then(() => client.end()).catch(() => {});
    this.#ending.add(ended);
    void ended.then(() => this.#ending.delete(ended));
  }

  #open(): void {
    const client = new WatchedClient({ ...this.#config, pipeline: true } as pg.ClientConfig);
    const connection: PipelinedConnection = {
      client,
      ready: client.connect(),
      pending: 0,
      corked: false,
    };
    managePreparedStatements(client, () => this.#end(connection));
    const forget = () => this.#connections.delete(connection);
    client.on('error', forget).on('end', forget);
    connection.ready.catch(forget);
    this.#connections.add(connection);
  }
}

/** Sends all statements of this turn of the event loop in one write. */
function corkForThisTurn(connection: PipelinedConnection): void {
  if (connection.corked) return;
  const { stream } = socketOf(connection.client);
  connection.corked = true;
  stream.cork();
  setImmediate(() => {
    connection.corked = false;
    stream.uncork();
  });
}
