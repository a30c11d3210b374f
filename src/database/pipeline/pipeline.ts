import type pg from 'pg';
import type { Statement } from '../sql.js';
import { LaneQuery, type Readers } from './pipelined-query.js';
import { socketOf, WatchedClient } from './watched-client.js';

/** Two keep a server's two cores busy and were as fast as four; eight were slower. */
const LANES = 2;

/** A connection on which statements follow each other without waiting for the answers of those before them. */
interface Lane {
  readonly client: pg.Client;
  readonly ready: Promise<unknown>;
  readonly readers: Readers;
  /** Statements that are not answered yet. */
  load: number;
  corked: boolean;
}

/**
 * A few pipelined connections for single statements: to write each to a socket of its own, and to wait for it, took
 * a quarter of a small request's time. A failing statement fails alone; a slow one holds up those behind it, which is
 * why nothing that locks rows goes here. A connection that breaks is opened again for the next statement.
 */
export class Lanes {
  readonly #config: pg.ClientConfig;
  readonly #lanes = new Set<Lane>();
  #closed = false;

  constructor(config: pg.ClientConfig) {
    this.#config = config;
  }

  /** Runs a statement on the lane that has least to do; gives its rows as arrays. */
  async query(statement: Statement): Promise<unknown[][]> {
    if (this.#closed) throw new Error('The database is closed');
    while (this.#lanes.size < LANES) this.#open();
    const lane = [...this.#lanes].reduce((least, other) => (other.load < least.load ? other : least));
    lane.load++;
    try {
      await lane.ready;
      if (lane.load > 1) corkForThisTurn(lane);
      return await new Promise((resolve, reject) => {
        lane.client.query(
          new LaneQuery(statement, lane.readers, (error, rows) => (error ? reject(error) : resolve(rows))),
        );
      });
    } finally {
      lane.load--;
    }
  }

  /** Lets what is under way finish. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(
      [...this.#lanes].map(({ client, ready }) => ready.then(() => client.end()).catch(() => {})),
    );
  }

  #open(): void {
    const client = new WatchedClient({ ...this.#config, pipeline: true } as pg.ClientConfig);
    const lane: Lane = { client, ready: client.connect(), readers: new Map(), load: 0, corked: false };
    const forget = () => this.#lanes.delete(lane);
    client.on('error', forget).on('end', forget);
    lane.ready.catch(forget);
    this.#lanes.add(lane);
  }
}

/** What else is asked in this turn leaves with it in one write. */
function corkForThisTurn(lane: Lane): void {
  if (lane.corked) return;
  const { stream } = socketOf(lane.client);
  lane.corked = true;
  stream.cork();
  setImmediate(() => {
    lane.corked = false;
    stream.uncork();
  });
}
