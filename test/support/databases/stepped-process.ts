import type pg from 'pg';
import { inject } from 'vitest';
import { type Database, openDatabase } from '../../../src/ledger/open-ledger.js';
import { type Ask, interceptedDatabase, type SentBy } from './intercepted-database.js';
import { databaseUrl, patient } from './server-database.js';

/**
 * Where a process is stopped: before a statement with these words, or between such a statement and its commit. A single
 * word is a whole statement, such as COMMIT.
 */
export type StopAt = { readonly before: string } | { readonly beforeCommitOf: string };

/** A place where a process stops, once. */
export interface Stop {
  /** Resolves when the process has stopped there. */
  readonly reached: Promise<void>;
  /** Lets the process go on. */
  go(): void;
}

/** The same ledger as another process has it, with connections of its own, which a test can stop at a statement. */
export interface SteppedProcess {
  /** The name of its connections, by which the database tells who waits for whom. */
  readonly name: string;
  readonly database: Database;
  /** The codes of the statements that failed, such as that of a deadlock, which the gateway retries. */
  readonly failures: readonly string[];
  stop(at: StopAt): Stop;
}

interface Placed extends Stop {
  readonly at: StopAt;
  reach(): void;
  readonly gone: Promise<void>;
}

/**
 * Opens a file's database once more, on a server. A statement that is a transaction of its own can be stopped before its
 * commit too: it is sent in a transaction, which holds the same locks.
 */
export async function openStepped(of: Database, name: string): Promise<SteppedProcess> {
  const database = await openDatabase({ url: await urlOf(of, name) });
  const stops: Placed[] = [];
  const take = (text: string): Placed | undefined => {
    const index = stops.findIndex(({ at }) => isAt(text, at));
    return index < 0 ? undefined : stops.splice(index, 1)[0];
  };
  const failures: string[] = [];
  const send = async (text: string, ask: Ask, sent: SentBy) => {
    const stop = take(text);
    if (!stop) return ask();
    if ('beforeCommitOf' in stop.at) return commitLater(sent, stop);
    stop.reach();
    await stop.gone;
    return ask();
  };
  const stepped = interceptedDatabase(
    database,
    (text, ask, sent) =>
      send(text, ask, sent).catch((error: { readonly code?: string }) => {
        failures.push(`${error.code}`);
        throw error;
      }),
    () => database.close(),
  );
  return {
    name,
    database: stepped,
    failures,
    stop(at) {
      const [reached, gone] = [gate(), gate()];
      const stop = { at, reached: reached.passed, reach: reached.open, gone: gone.passed, go: gone.open };
      stops.push(stop);
      return stop;
    },
  };
}

function isAt(text: string, at: StopAt): boolean {
  const words = 'before' in at ? at.before : at.beforeCommitOf;
  return words.includes(' ') ? text.includes(words) : text === words;
}

function gate() {
  let open = () => {};
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open: () => open() };
}

async function commitLater(sent: SentBy, { at, reach, gone }: Placed): Promise<unknown> {
  if (sent.way !== 'pool') throw new Error(`${JSON.stringify(at)} is part of a transaction already`);
  const client = await sent.pool.connect();
  try {
    await client.query('BEGIN');
    const rows = await submit(client, sent.statement);
    reach();
    await gone;
    await client.query('COMMIT');
    client.release();
    return rows;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

/** Sends a query of the gateway, which is an object with a callback. */
const submit = (client: pg.PoolClient, query: object): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const callback = (error: Error | null, rows: unknown) => (error ? reject(error) : resolve(rows));
    client.query(Object.assign(query, { callback }) as never);
  });

/** The URL of a file's database, whose connections get a name. */
async function urlOf({ pool }: Database, name: string): Promise<string> {
  const template = inject('template');
  if (template.kind !== 'postgresql') throw new Error('The embedded database has a single session');
  const { rows } = await pool.query<{ name: string }>('SELECT current_database() AS name');
  const url = new URL(patient(databaseUrl(template.url, `${rows[0]?.name}`)));
  url.searchParams.set('application_name', name);
  return url.href;
}
