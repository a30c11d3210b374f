import type pg from 'pg';

/** Protections that SQL can take away, to show that the run would find it. */
export const sabotages: Readonly<Record<string, string>> = {};

export async function sabotage(name: string, pool: pg.Pool): Promise<void> {
  const statement = sabotages[name];
  if (statement === undefined)
    throw new Error(`No such sabotage: ${name}. There are ${Object.keys(sabotages)}.`);
  await pool.query(statement);
}
