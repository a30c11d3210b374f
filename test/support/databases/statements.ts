import pg from 'pg';
import { vi } from 'vitest';

/** A sent statement. */
export interface SentStatement {
  readonly text: string;
  /** The name of a prepared statement. */
  readonly name?: string;
  readonly values: readonly unknown[];
}

/** The texts of the statements that reached the database while `work` ran. */
export const statementsOf = async (work: () => Promise<unknown>): Promise<readonly string[]> =>
  (await sentStatementsOf(work)).map(({ text }) => text);

/** The statements that reached the database while `work` ran, through any connection of this process. */
export async function sentStatementsOf(work: () => Promise<unknown>): Promise<readonly SentStatement[]> {
  const statements: SentStatement[] = [];
  const original = pg.Client.prototype.query as (...args: unknown[]) => unknown;
  const spy = vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (
    this: pg.Client,
    ...args: unknown[]
  ) {
    const [query, values] = args as [string | Partial<SentStatement>, unknown[]?];
    const sent = typeof query === 'string' ? { text: query } : query;
    statements.push({ text: '', values: values ?? [], ...sent });
    return original.apply(this, args) as never;
  } as never);
  try {
    await work();
  } finally {
    spy.mockRestore();
  }
  return statements;
}
