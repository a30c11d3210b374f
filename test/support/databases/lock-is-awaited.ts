import { expect } from 'vitest';

interface Queried {
  query(statement: string): Promise<{ readonly rows: readonly unknown[] }>;
}

/** Waits until so many statements of this database wait for a lock. */
export async function lockIsAwaited(database: Queried, statements = 1): Promise<void> {
  const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  await expect
    .poll(async () => (await database.query(waiting)).rows.length, { timeout: 10_000, interval: 20 })
    .toBeGreaterThanOrEqual(statements);
}
