import { setTimeout } from 'node:timers/promises';
import type { Database } from '../ledger/open-ledger.js';
import type { Clock } from '../process/clock.js';
import { endOfMany } from '../process/end-of-many.js';
import { isScope } from '../rules/scopes.js';
import { hashOfKey } from './api-key.js';
import type { Caller } from './caller.js';

/** Within this time a revoked key stops in every process. The statement reads one small table. */
export const REFRESH_INTERVAL_MS = 2_000;

/** An unknown key may be new, so all keys are read again. Guessed keys cannot make that happen more often than this. */
const MIN_REFRESH_MS = 500;

/** The last use of a key is written so often at most. */
const LAST_USE_INTERVAL = '1 minute';

interface KeyRow {
  readonly id: string;
  readonly name: string;
  readonly hash: string;
  readonly scopes: readonly string[];
  readonly expires: Date | null;
}

interface KnownKey {
  readonly row: KeyRow;
  readonly caller: Caller;
  readonly ended: AbortController;
}

// The database's clock decides, because all processes have to agree.
const VALID = `
  SELECT id, name, encode(hash, 'hex') AS hash, scopes, expires FROM api_key
  WHERE revoked IS NULL AND (expires IS NULL OR expires > clock_timestamp())`;

const NOTE_USES = `
  UPDATE api_key SET last_used = clock_timestamp() WHERE id = ANY ($1)
    AND (last_used IS NULL OR last_used < clock_timestamp() - interval '${LAST_USE_INTERVAL}')`;

/** The valid API keys, in memory, so that a request waits for no database to be recognized. */
export class KnownKeys {
  readonly #pool: Pick<Database['pool'], 'query'>;
  readonly #clock: Clock;
  readonly #now: () => number;
  readonly #sleep: (ms: number) => Promise<unknown>;
  #byHash: ReadonlyMap<string, KnownKey> = new Map();
  #hasKeys = false;
  #used = new Set<string>();
  #refreshedMs = Number.NEGATIVE_INFINITY;
  #refreshing: Promise<void> | null = null;
  #nextLook: Promise<void> | null = null;

  /** @param now a time in milliseconds that never goes back */
  constructor(
    pool: Pick<Database['pool'], 'query'>,
    clock: Clock,
    now: () => number = () => performance.now(),
    sleep: (ms: number) => Promise<unknown> = setTimeout,
  ) {
    this.#pool = pool;
    this.#clock = clock;
    this.#now = now;
    this.#sleep = sleep;
  }

  /** Whether any key was ever made. If all are revoked or have expired, nobody gets in, rather than everybody. */
  get hasKeys(): boolean {
    return this.#hasKeys;
  }

  /**
   * The caller of a key, null if it is not valid. Answers at once for a key that was known before. Another one waits until
   * the keys are read again, so a new key works as soon as it is made.
   */
  find(key: string): Caller | null | Promise<Caller | null> {
    const hash = hashOfKey(key);
    return this.#byHash.has(hash) ? this.#use(hash) : this.#lookAgain().then(() => this.#use(hash));
  }

  /**
   * Reads the keys again, and ends the callers whose keys are gone. Afterwards it writes which keys were used: a failure
   * of this keeps no revoked key alive.
   */
  async refresh(): Promise<void> {
    await this.#readOnce();
    await this.#noteUses();
  }

  /** Reads the keys as they are now or later, and ends the callers whose keys are gone. */
  async readAnew(): Promise<void> {
    // A look that is under way may have begun before the last change.
    await this.#refreshing?.catch(() => {});
    await this.#readOnce();
  }

  #readOnce(): Promise<void> {
    this.#refreshing ??= this.#read().finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  /** Reads the keys once for all who wait, and no earlier than keys may be read again. */
  #lookAgain(): Promise<void> {
    const waitMs = MIN_REFRESH_MS - (this.#now() - this.#refreshedMs);
    this.#nextLook ??= (waitMs > 0 ? this.#sleep(waitMs) : Promise.resolve()).then(() => {
      this.#nextLook = null;
      return this.#readOnce();
    });
    return this.#nextLook;
  }

  #use(hash: string): Caller | null {
    const known = this.#byHash.get(hash);
    if (!known || (known.row.expires !== null && known.row.expires <= this.#clock.now())) return null;
    this.#used.add(known.row.id);
    return known.caller;
  }

  async #read(): Promise<void> {
    this.#refreshedMs = this.#now();
    const { rows } = await this.#pool.query<KeyRow>(VALID);
    const before = this.#byHash;
    this.#byHash = new Map(rows.map((row) => [row.hash, before.get(row.hash) ?? knownKey(row)]));
    if (!this.#hasKeys) this.#hasKeys = await this.#anyKey();
    for (const [hash, { ended }] of before) if (!this.#byHash.has(hash)) ended.abort();
  }

  async #noteUses(): Promise<void> {
    if (this.#used.size === 0) return;
    const used = [...this.#used];
    this.#used = new Set();
    await this.#pool.query(NOTE_USES, [used]);
  }

  async #anyKey(): Promise<boolean> {
    const { rows } = await this.#pool.query('SELECT 1 FROM api_key LIMIT 1');
    return rows.length > 0;
  }
}

function knownKey(row: KeyRow): KnownKey {
  const ended = endOfMany();
  const { signal } = ended;
  const onEnd = (listener: () => void) => {
    if (signal.aborted) listener();
    else signal.addEventListener('abort', listener, { once: true });
    return () => signal.removeEventListener('abort', listener);
  };
  // A scope of a newer version means nothing to this one.
  const caller = { name: row.name, scopes: new Set(row.scopes.filter(isScope)), onEnd };
  return { row, caller, ended };
}
