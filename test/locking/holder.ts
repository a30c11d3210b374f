import type pg from 'pg';
import { onTestFinished } from 'vitest';
import { IMPORT_LOCK } from '../../src/erasure/erasure-transaction.js';
import { type Thing, things } from './modes.js';

/** What can be locked: the lock of imports, a row, or a value of a unique index that a statement inserts. */
export type Place =
  | 'imports'
  | { readonly table: string; readonly id: string; readonly column?: string }
  | { readonly insert: string; readonly values: readonly unknown[] };

/** Where the things of a test are. */
export type Places = Readonly<Partial<Record<Thing, Place>>>;

/** The name of the connection that holds something. */
export const BYSTANDER = 'bystander';

/** The place of an idempotency key that is not used yet. */
export const keyOf = (caller: string, key: string) => ({
  insert: `INSERT INTO idempotency_key (caller, key, fingerprint, refusal) VALUES ($1, $2, '', '{}') ON CONFLICT DO NOTHING`,
  values: [caller, key],
});

const rowOf = ({ table, column = 'id' }: { readonly table: string; readonly column?: string }) =>
  `SELECT 1 FROM ${table} WHERE ${column} = $1 FOR UPDATE`;

/** Locks a thing as strongly as possible, on a connection of its own, until `letGo` is called. */
export async function hold(pool: pg.Pool, place: Place): Promise<{ letGo(): Promise<void> }> {
  const client = await pool.connect();
  let isHeld = true;
  const letGo = async () => {
    if (!isHeld) return;
    isHeld = false;
    await client.query('ROLLBACK; RESET application_name');
    client.release();
  };
  onTestFinished(letGo);
  await client.query(`SET application_name = '${BYSTANDER}'; BEGIN`);
  if (place === 'imports') await client.query('SELECT pg_advisory_xact_lock($1)', [IMPORT_LOCK]);
  else if ('insert' in place) await client.query(place.insert, [...place.values]);
  else await client.query(rowOf(place), [place.id]);
  return { letGo };
}

/** The things that somebody has locked now, however weakly. */
export async function lockedOf(pool: pg.Pool, places: Places): Promise<readonly Thing[]> {
  const locked: Thing[] = [];
  for (const thing of things) {
    const place = places[thing];
    if (place !== undefined && (await isLocked(pool, place))) locked.push(thing);
  }
  return locked;
}

/** Whether somebody has locked a thing now. */
export async function isLocked(pool: pg.Pool, place: Place): Promise<boolean> {
  if (place === 'imports') {
    const { rows } = await pool.query('SELECT pg_try_advisory_xact_lock($1) AS free', [IMPORT_LOCK]);
    return rows[0].free === false;
  }
  if ('table' in place) {
    const { rows } = await pool.query(`${rowOf(place)} SKIP LOCKED`, [place.id]);
    return rows.length === 0;
  }
  // Nobody sees a new value before its commit. Another insert waits for it, which is what the short timeout tells.
  const client = await pool.connect();
  try {
    await client.query("BEGIN; SET LOCAL lock_timeout = '1ms'");
    await client.query(place.insert, [...place.values]);
    return false;
  } catch (error) {
    if ((error as { readonly code?: string }).code !== '55P03') throw error;
    return true;
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
}
