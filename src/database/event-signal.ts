import { EventEmitter } from 'node:events';
import pg from 'pg';

/** The channel that the trigger on `refund_event` notifies. */
const CHANNEL = 'refund_event';
/** For a server that does not answer. The reader polls meanwhile. */
const CONNECTION_TIMEOUT_MS = 5_000;
/** No statement runs on a listening connection, so only TCP's keep-alive notices that it is lost. */
const KEEP_ALIVE_MS = 30_000;
/** A lost listening connection is opened again after this time. The reader polls meanwhile. */
const RECONNECT_DELAY_MS = 1_000;
/** A reader alternates between waiting and reading. If nobody has waited for this long, nobody is following. */
const LISTEN_ON_MS = 10_000;

/** Wakes the reader of events when there may be new ones, written by this process or another. */
export class EventSignal {
  readonly #emitter = new EventEmitter().setMaxListeners(0);
  #client: pg.Client | undefined;
  #closed = false;
  #waiting = 0;
  #listens = false;
  #leaving: NodeJS.Timeout | undefined;
  readonly #listenOnMs: number;

  constructor(listenOnMs = LISTEN_ON_MS) {
    this.#listenOnMs = listenOnMs;
  }

  /**
   * Keeps a connection of its own to a PostgreSQL server, and listens only while somebody waits. Otherwise each refund
   * would wake every process, and a lone refund would take a quarter longer.
   */
  async connect(url: string): Promise<void> {
    if (this.#closed) return;
    const client = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    });
    this.#client = client;
    const reconnect = () => {
      if (this.#client !== client) return;
      this.#client = undefined;
      if (!this.#closed) setTimeout(() => void this.connect(url), RECONNECT_DELAY_MS).unref();
    };
    client.on('error', reconnect).on('end', reconnect);
    try {
      await client.connect();
      this.#hear(client);
      if (this.#listens) await client.query(`LISTEN ${CHANNEL}`);
    } catch {
      reconnect();
    }
  }

  /**
   * Listens on the only connection of the embedded database, and never stops: a later LISTEN could become part of a
   * request's transaction on the same connection.
   */
  async listenOn(client: pg.ClientBase): Promise<void> {
    this.#hear(client);
    await client.query(`LISTEN ${CHANNEL}`);
  }

  #hear(client: pg.ClientBase): void {
    client.on('notification', () => this.#emitter.emit('wake'));
  }

  #enter(): void {
    this.#waiting++;
    clearTimeout(this.#leaving);
    if (this.#listens) return;
    this.#listens = true;
    // Events from before LISTEN wake nobody, so the reader reads once more. A broken connection is opened again.
    this.#client?.query(`LISTEN ${CHANNEL}`).then(
      () => this.#emitter.emit('wake'),
      () => {},
    );
  }

  #leave(): void {
    this.#waiting--;
    if (this.#waiting > 0) return;
    clearTimeout(this.#leaving);
    this.#leaving = setTimeout(() => {
      this.#listens = false;
      this.#client?.query(`UNLISTEN ${CHANNEL}`).catch(() => {});
    }, this.#listenOnMs).unref();
  }

  /** Resolves at the next wake, after `timeoutMs`, when the signal is closed, or when `left` is aborted. */
  wait(timeoutMs: number, left: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#emitter.off('wake', done);
        left.removeEventListener('abort', done);
        this.#leave();
        resolve();
      };
      const timer = setTimeout(done, timeoutMs);
      this.#enter();
      this.#emitter.on('wake', done);
      left.addEventListener('abort', done);
      if (this.#closed || left.aborted) done();
    });
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Wakes the reader for the last time, and closes the connection. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#emitter.emit('wake');
    clearTimeout(this.#leaving);
    await this.#client?.end();
  }
}
