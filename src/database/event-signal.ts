import { EventEmitter } from 'node:events';
import pg from 'pg';

/** The channels that triggers notify: the names of the tables of events. */
const CHANNELS = ['refund_event', 'refund_approval_event'] as const;
export type Channel = (typeof CHANNELS)[number];

/** For a server that does not answer. The reader polls meanwhile. */
const CONNECTION_TIMEOUT_MS = 5_000;
/** No statement runs on a listening connection, so only TCP's keep-alive notices that it is lost. */
const KEEP_ALIVE_MS = 30_000;
/** A lost listening connection is opened again after this time. The reader polls meanwhile. */
const RECONNECT_DELAY_MS = 1_000;
/** A reader alternates between waiting and reading. If nobody has waited for this long, nobody is following. */
const LISTEN_ON_MS = 10_000;

/** Who waits for a channel, and whether the server is asked to announce it. */
interface Audience {
  waiting: number;
  listens: boolean;
  leaving?: NodeJS.Timeout;
}

/** Wakes the readers of events when there may be new ones, written by this process or another. */
export class EventSignal {
  /** Emits the channel that was notified. */
  readonly #emitter = new EventEmitter().setMaxListeners(0);
  readonly #audiences: Readonly<Record<Channel, Audience>> = {
    refund_event: { waiting: 0, listens: false },
    refund_approval_event: { waiting: 0, listens: false },
  };
  #client: pg.Client | undefined;
  #closed = false;
  readonly #listenOnMs: number;

  constructor(listenOnMs = LISTEN_ON_MS) {
    this.#listenOnMs = listenOnMs;
  }

  /**
   * Keeps a connection of its own to a PostgreSQL server, and listens to a channel only while somebody waits for it.
   * Otherwise each refund would wake every process, and a lone refund would take a quarter longer.
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
      for (const channel of CHANNELS)
        if (this.#audiences[channel].listens) await client.query(`LISTEN ${channel}`);
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
    for (const channel of CHANNELS) await client.query(`LISTEN ${channel}`);
  }

  #hear(client: pg.ClientBase): void {
    client.on('notification', ({ channel }) => this.#emitter.emit(channel));
  }

  #enter(channel: Channel): void {
    const audience = this.#audiences[channel];
    audience.waiting++;
    clearTimeout(audience.leaving);
    if (audience.listens) return;
    audience.listens = true;
    // Events from before LISTEN wake nobody, so the reader reads once more. A broken connection is opened again.
    this.#client?.query(`LISTEN ${channel}`).then(
      () => this.#emitter.emit(channel),
      () => {},
    );
  }

  #leave(channel: Channel): void {
    const audience = this.#audiences[channel];
    audience.waiting--;
    if (audience.waiting > 0) return;
    audience.leaving = setTimeout(() => {
      audience.listens = false;
      this.#client?.query(`UNLISTEN ${channel}`).catch(() => {});
    }, this.#listenOnMs).unref();
  }

  /**
   * Resolves at the next wake of the channel, after `timeoutMs`, when the signal is closed, or when `left` is aborted.
   */
  wait(channel: Channel, timeoutMs: number, left: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#emitter.off(channel, done);
        left.removeEventListener('abort', done);
        this.#leave(channel);
        resolve();
      };
      const timer = setTimeout(done, timeoutMs);
      this.#enter(channel);
      this.#emitter.on(channel, done);
      left.addEventListener('abort', done);
      if (this.#closed || left.aborted) done();
    });
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Wakes the readers for the last time, and closes the connection. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const channel of CHANNELS) {
      this.#emitter.emit(channel);
      clearTimeout(this.#audiences[channel].leaving);
    }
    await this.#client?.end();
  }
}
