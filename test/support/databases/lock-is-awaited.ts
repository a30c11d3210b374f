import { expect } from 'vitest';

/** Waits until a statement of this database waits for a lock. */
export async function lockIsAwaited(database: {
  query(statement: string): Promise<{ readonly rows: readonly unknown[] }>;
}): Promise<void> {
  const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  await expect
    .poll(async () => (await database.query(waiting)).rows.length, { timeout: 10_000, interval: 20 })
    .toBeGreaterThan(0);
}
