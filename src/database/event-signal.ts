import { EventEmitter } from 'node:events';
import pg from 'pg';

/** What the trigger on `refund_event` notifies. */
const CHANNEL = 'refund_event';
/** Of a server that does not answer; followers look by themselves meanwhile. */
const CONNECTION_TIMEOUT_MS = 5_000;
/** Nothing is asked on a connection that listens: its loss would show only here. */
const KEEP_ALIVE_MS = 30_000;
/** A listening connection that was lost is opened again this much later; those who wait look by themselves meanwhile. */
const RECONNECT_DELAY_MS = 1_000;
/** Who follows waits, looks, and waits again: nobody follows when nobody has waited for so long. */
const LISTEN_ON_MS = 10_000;

/** Wakes those who follow the events when there may be new ones, in this process and in others. */
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
   * Keeps a connection of its own to a PostgreSQL server, and listens while anyone waits: else each refund would wake
   * a process in which nobody follows, and a lone one would take a quarter longer.
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
    const again = () => {
      if (this.#client !== client) return;
      this.#client = undefined;
      if (!this.#closed) setTimeout(() => void this.connect(url), RECONNECT_DELAY_MS).unref();
    };
    client.on('error', again).on('end', again);
    try {
      await client.connect();
      this.#hear(client);
      if (this.#listens) await client.query(`LISTEN ${CHANNEL}`);
    } catch {
      again();
    }
  }

  /** Listens on the one connection of the embedded database, always: others use it, in transactions. */
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
    // What happened before the server listened wakes nobody else. A connection that breaks is opened again.
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

  /** Resolves at the next wake, after `timeoutMs`, or when the signal is closed or `left` aborted: whichever comes first. */
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

  /** Wakes everyone for the last time. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#emitter.emit('wake');
    clearTimeout(this.#leaving);
    await this.#client?.end();
  }
}
