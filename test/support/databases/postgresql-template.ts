import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { grantRights } from '../../../src/database/migrations/grants.js';
import { migrate } from '../../../src/database/migrations/migrator.js';
import { createRole } from './gateway-role.js';
import { findServer } from './postgresql-server.js';
import { createDatabase, dropDatabases } from './server-database.js';

/** Creates one migrated database, which every test file copies. */
export default async function setup(project: TestProject) {
  const server = await findServer();
  const run = `run${randomBytes(4).toString('hex')}`;
  const template = await createDatabase(server.url, `${run}_template`);
  const pool = new pg.Pool({ connectionString: template.url });
  await migrate(pool);
  const { drop, ...role } = await createRole(server.url, 'role');
  await grantRights(pool, role.username);
  await pool.end();
  project.provide('template', { kind: 'postgresql', url: server.url, name: template.name, run, role });
  return async () => {
    await dropDatabases(server.url, run);
    await drop();
    await server.close();
  };
}
