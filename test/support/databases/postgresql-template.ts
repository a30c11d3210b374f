import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { grantRights } from '../../../src/database/migrations/grants.js';
import { migrate } from '../../../src/database/migrations/migrator.js';
import { createRole } from './gateway-role.js';
import { findServer } from './postgresql-server.js';
import { createDatabase } from './server-database.js';

/** Creates one migrated database, which every test file copies. */
export default async function setup(project: TestProject) {
  const server = await findServer();
  const template = await createDatabase(server.url, 'template');
  const pool = new pg.Pool({ connectionString: template.url });
  await migrate(pool);
  const { drop, ...role } = await createRole(server.url, 'role');
  await grantRights(pool, role.username);
  await pool.end();
  project.provide('template', { kind: 'postgresql', url: server.url, name: template.name, role });
  return async () => {
    await template.drop();
    await drop();
    await server.close();
  };
}
