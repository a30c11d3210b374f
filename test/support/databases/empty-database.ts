import pg from 'pg';
import { inject, onTestFinished } from 'vitest';
import { embeddedPool } from '../../../src/database/embedded/open-embedded.js';
import { unpack } from './memory-database.js';
import { createDatabase } from './server-database.js';

/** An empty database for one test, on the project's kind of database: opens a pool of connections to it. */
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

/** What is opened last is closed first; the server cuts what is still closing when its database is dropped. */
function ended(pool: pg.Pool): pg.Pool {
  pool.on('error', () => {});
  onTestFinished(() => pool.end());
  return pool;
}
