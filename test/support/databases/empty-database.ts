import pg from 'pg';
import { inject, onTestFinished } from 'vitest';
import { embeddedPool } from '../../../src/database/embedded/open-embedded.js';
import { unpack } from './embedded-template.js';
import { databaseUrl, testDatabaseName } from './postgresql-template.js';

/** An empty database for one test, on the project's kind of database: opens a pool of connections to it. */
export async function emptyDatabase(): Promise<() => pg.Pool> {
  const template = inject('template');
  if (template.kind === 'none') throw new Error(template.reason);
  if (template.kind === 'embedded') {
    const db = await unpack(template.empty);
    onTestFinished(() => db.close());
    return () => ended(embeddedPool(db));
  }
  const server = new pg.Client({ connectionString: template.url });
  await server.connect();
  const name = testDatabaseName('empty');
  await server.query(`CREATE DATABASE ${name}`);
  onTestFinished(async () => {
    await server.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await server.end();
  });
  return () => ended(new pg.Pool({ connectionString: databaseUrl(template.url, name) }));
}

/** What is opened last is closed first; the server cuts what is still closing when its database is dropped. */
function ended(pool: pg.Pool): pg.Pool {
  pool.on('error', () => {});
  onTestFinished(() => pool.end());
  return pool;
}
