import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate } from '../../../src/database/migrations/migrator.js';
import { findServer } from './postgresql-server.js';
import { createDatabase } from './server-database.js';

/** Creates one migrated database, which every test file copies. */
export default async function setup(project: TestProject) {
  const server = await findServer();
  const template = await createDatabase(server.url, 'template');
  const pool = new pg.Pool({ connectionString: template.url });
  await migrate(pool);
  await pool.end();
  project.provide('template', { kind: 'postgresql', url: server.url, name: template.name });
  return async () => {
    await template.drop();
    await server.close();
  };
}
