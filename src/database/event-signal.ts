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

/** Wakes those who follow the events when there may be new ones, in this process and in others. */
export class EventSignal {
  readonly #emitter = new EventEmitter().setMaxListeners(0);
  #client: pg.Client | undefined;
  #closed = false;

  /** Listens on a connection of its own to a PostgreSQL server; on the embedded database its one connection does. */
  async listen(url: string): Promise<void> {
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
      if (!this.#closed) setTimeout(() => void this.listen(url), RECONNECT_DELAY_MS).unref();
    };
    client.on('error', again).on('end', again);
    try {
      await client.connect();
      await this.listenOn(client);
    } catch {
      again();
    }
  }

  /** Takes the notifications of a connection that is open. */
  async listenOn(client: pg.ClientBase): Promise<void> {
    client.on('notification', () => this.#emitter.emit('wake'));
    await client.query(`LISTEN ${CHANNEL}`);
  }

  /** Resolves at the next wake, after `timeoutMs`, or when the signal is closed or `left` aborted: whichever comes first. */
  wait(timeoutMs: number, left: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#emitter.off('wake', done);
        left.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, timeoutMs);
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
    await this.#client?.end();
  }
}
