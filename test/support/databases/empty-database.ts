import pg from 'pg';
import { inject, onTestFinished } from 'vitest';
import { embeddedPool } from '../../../src/database/embedded/open-embedded.js';
import { unpack } from './memory-database.js';
import { createDatabase } from './server-database.js';

/** Creates an empty database for one test, on the project's kind of database. Returns a function that opens pools. */
export async function emptyDatabase(): Promise<() => pg.Pool> {
  const template = inject('template');
  if (template.kind === 'embedded') {
    const db = await unpack(template.empty);
    onTestFinished(() => db.close());
    return () => ended(embeddedPool(db));
  }
  const { url, drop } = await createDatabase(template.url, 'empty');
  onTestFinished(drop);
  return () => ended(new pg.Pool({ connectionString: url }));
}

/** Pools are closed in reverse order. Dropping the database cuts connections that are still closing. */
function ended(pool: pg.Pool): pg.Pool {
  pool.on('error', () => {});
  onTestFinished(() => pool.end());
  return pool;
}
