import { expect } from 'vitest';

/** A database that can be asked who waits. */
interface Asked {
  query(statement: string, values?: unknown[]): Promise<{ readonly rows: readonly unknown[] }>;
}

/** Who may wait for whom in a test, by the names of their connections. Without the second, for anybody. */
export interface Waiting {
  readonly waiting: string;
  readonly holding?: string;
}

// Commits that notify followers take turns in the whole server. That wait is one for an object, and says nothing of rows.
const WAITS = `SELECT FROM pg_stat_activity w
  WHERE w.datname = current_database() AND w.wait_event_type = 'Lock' AND w.wait_event <> 'object'`;
const WAITS_FOR = `${WAITS} AND w.application_name = $1 AND EXISTS (
  SELECT FROM pg_stat_activity h
  WHERE h.datname = w.datname AND h.application_name = COALESCE($2, h.application_name) AND h.pid = ANY(pg_blocking_pids(w.pid)))`;

/** Waits until so many statements of this database wait for a lock. */
export async function lockIsAwaited(database: Asked, statements = 1): Promise<void> {
  await expect
    .poll(async () => (await database.query(WAITS)).rows.length, { timeout: 10_000, interval: 20 })
    .toBeGreaterThanOrEqual(statements);
}

/**
 * Whether work that has begun waits for a lock that another process holds, or ends without. One of the two happens, so
 * this asks the database again and again, and needs no time limit.
 */
export async function waitsOrEnds(
  database: Asked,
  work: Promise<unknown>,
  { waiting, holding }: Waiting,
): Promise<'waits' | 'ends'> {
  let ended = false;
  const end = () => {
    ended = true;
  };
  work.then(end, end);
  for (;;) {
    const { rows } = await database.query(WAITS_FOR, [waiting, holding ?? null]);
    if (ended) return 'ends';
    if (rows.length > 0) return 'waits';
  }
}
