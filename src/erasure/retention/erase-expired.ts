import type { Pool, PoolClient } from 'pg';
import type { Connection } from '../../database/batches.js';
import { retry } from '../../database/retry.js';
import { IMPORT_LOCK, onConnection } from '../erasure-transaction.js';
import { type ErasedBatch, eraseBatch, leftOf, nextBatch } from './erase-batch.js';
import { eraseNameless } from './erase-nameless.js';
import { findOld, findRecentAddresses } from './find-addresses.js';
import { followWrites, type Watermark, watermarkOf } from './follow-writes.js';
import { findRecent } from './recent-charges.js';
import { CREATE_TABLES, DROP_TABLES } from './tables.js';

/** Rows stay locked for as long as a batch takes, which is about a second. */
const MAX_BATCH = 500;

export interface ExpiryOptions {
  /** People for whom nothing has happened for so many days of 24 hours are erased. */
  readonly olderThanDays: number;
  /** Counts, and changes nothing. */
  readonly dryRun?: boolean;
  /** How many addresses are erased in one transaction. */
  readonly batchSize?: number;
  readonly onProgress?: (progress: ExpiryProgress) => void;
}

export interface ExpiryProgress {
  readonly step: 'waiting for an import' | 'looking' | 'erasing';
  /** The table, while looking. */
  readonly table?: string;
  /** Rows of the table, or people and objects that were erased. */
  readonly count: number;
}

/** What a run did. */
export interface Expiry {
  readonly cutoff: string;
  /** The number of addresses. */
  readonly people: number;
  /** Objects of imports that had no address, but names, telephone numbers or postal addresses. */
  readonly objectsWithoutAddress: number;
  /** The number of changed rows by table. */
  readonly rows: Readonly<Record<string, number>>;
  /** People who stay, because these refunds and approvals still need their addresses. */
  readonly inFlight: { readonly people: number; readonly ids: readonly string[] };
}

/**
 * Erases every person for whom nothing has happened for some days, by the database's clock: no payment, refund, event of a
 * refund, approval or dispute. A payment intent with its charges and all that belongs to them is as young as its
 * youngest part, and a person as young as the youngest of what has the address.
 *
 * The ledger is read twice, in batches, and what is found is noted in temporary tables. Then batches of people are erased,
 * each in its own transaction, so that a run that ends early has done a part completely. Imports wait until the end of the
 * run. What gateways write meanwhile is followed.
 */
export const eraseExpired = (pool: Pool, options: ExpiryOptions): Promise<Expiry> =>
  onConnection(pool, (client) => inSession(client, options, () => run(client, options)));

const SESSION = {
  statement_timeout: 0,
  idle_in_transaction_session_timeout: 0,
  jit: 'off',
  cursor_tuple_fraction: 1,
};

/** Holds the lock of imports, and has the temporary tables. Both end with the connection at the latest. */
async function inSession<T>(
  client: PoolClient,
  { onProgress }: ExpiryOptions,
  work: () => Promise<T>,
): Promise<T> {
  const settings = Object.entries(SESSION);
  for (const [name, value] of settings) await client.query(`SET ${name} = ${value}`);
  onProgress?.({ step: 'waiting for an import', count: 0 });
  await client.query('SET lock_timeout = 0');
  await client.query('SELECT pg_advisory_lock($1)', [IMPORT_LOCK]);
  await client.query('RESET lock_timeout');
  try {
    for (const statement of [DROP_TABLES, ...CREATE_TABLES]) await client.query(statement);
    return await work();
  } finally {
    await client.query('ROLLBACK');
    await client.query(DROP_TABLES);
    await client.query('SELECT pg_advisory_unlock($1)', [IMPORT_LOCK]);
    for (const [name] of settings) await client.query(`RESET ${name}`);
  }
}

async function run(client: Connection, options: ExpiryOptions): Promise<Expiry> {
  const mark = await watermarkOf(client);
  const cutoff = await cutoffOf(client, options.olderThanDays);
  const look = (table: string, count: number) => options.onProgress?.({ step: 'looking', table, count });
  await inTransaction(client, async () => {
    await findRecent(client, cutoff);
    await client.query('ANALYZE retention_recent');
    await findOld(client, cutoff, look);
    await client.query('CREATE INDEX ON retention_place (address)');
    await client.query('CREATE INDEX ON retention_place (family)');
    await client.query('ANALYZE retention_place');
    const { rows } = await client.query('SELECT FROM retention_place LIMIT 1');
    if (rows.length > 0) await findRecentAddresses(client, cutoff, look);
    await client.query('ANALYZE retention_kept');
  });
  return new Run(client, options, cutoff, mark).erase();
}

/** Days of 24 hours: the length of a calendar day depends on the time zone. */
async function cutoffOf(client: Connection, days: number): Promise<string> {
  const { rows } = await client.query<{ cutoff: string }>(
    `SELECT to_json(now() - $1::int * interval '24 hours')#>>'{}' AS cutoff`,
    [days],
  );
  return rows[0]?.cutoff ?? '';
}

async function inTransaction<T>(client: Connection, work: () => Promise<T>): Promise<T> {
  await client.query('BEGIN');
  const result = await work();
  await client.query('COMMIT');
  return result;
}

/** The erasing part of a run, with its counts. */
class Run {
  #people = 0;
  #objects = 0;
  readonly #rows: Record<string, number> = {};
  readonly #waiting = new Set<string>();
  readonly #waitingIds = new Set<string>();

  constructor(
    private readonly client: Connection,
    private readonly options: ExpiryOptions,
    private readonly cutoff: string,
    private mark: Watermark,
  ) {}

  async erase(): Promise<Expiry> {
    await this.#follow();
    const { batchSize = MAX_BATCH } = this.options;
    for (let last = ''; ; ) {
      const emails = await nextBatch(this.client, last, batchSize);
      const end = emails.at(-1);
      if (end === undefined) break;
      last = end;
      await this.#erasePeople(emails);
    }
    await this.#eraseNameless(batchSize);
    return {
      cutoff: this.cutoff,
      people: this.#people,
      objectsWithoutAddress: this.#objects,
      rows: this.#rows,
      inFlight: { people: this.#waiting.size, ids: [...this.#waitingIds].toSorted() },
    };
  }

  get #commits(): boolean {
    return this.options.dryRun !== true;
  }

  #tell(): void {
    this.options.onProgress?.({ step: 'erasing', count: this.#people + this.#objects });
  }

  /** Those of a batch that something keeps are left out, until the rest is erased together. */
  async #erasePeople(batch: readonly string[]): Promise<void> {
    for (;;) {
      const emails = await leftOf(this.client, batch);
      if (emails.length === 0) return;
      const done = await this.#attempt(emails);
      if (done.outcome === 'erased') {
        this.mark = done.mark;
        this.#people += emails.length;
        this.#add(done.rows);
        return this.#tell();
      }
      if (done.outcome === 'in flight') await this.#keepWaiting(done.emails, done.ids);
      await this.#follow();
    }
  }

  /** A conflict with a gateway passes. */
  #attempt(emails: readonly string[]): Promise<ErasedBatch> {
    const { client, cutoff, mark } = this;
    return retry(
      () =>
        eraseBatch(client, emails, { cutoff, mark, commits: this.#commits }).catch(async (error: unknown) => {
          await client.query('ROLLBACK').catch(() => {});
          throw error;
        }),
      'leftNothing',
    );
  }

  async #keepWaiting(emails: readonly string[], ids: readonly string[]): Promise<void> {
    if (emails.length === 0) throw new Error(`Nobody is known who needs ${ids.join(', ')}`);
    for (const email of emails) this.#waiting.add(email);
    for (const id of ids) this.#waitingIds.add(id);
    await this.client.query('INSERT INTO retention_kept SELECT unnest($1::text[]) ON CONFLICT DO NOTHING', [
      emails,
    ]);
  }

  async #follow(): Promise<void> {
    this.mark = await inTransaction(this.client, () => followWrites(this.client, this.mark));
  }

  async #eraseNameless(size: number): Promise<void> {
    for (let last: string | null = ''; last !== null; ) {
      const { changed, last: end } = await eraseNameless(this.client, last, size, this.#commits);
      this.#objects += changed;
      if (changed > 0) this.#add({ imported_object: changed });
      this.#tell();
      last = end;
    }
  }

  #add(rows: Readonly<Record<string, number>>): void {
    for (const [table, count] of Object.entries(rows)) this.#rows[table] = (this.#rows[table] ?? 0) + count;
  }
}
