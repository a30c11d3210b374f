import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate } from '../../../src/database/migrations/migrator.js';

const DEFAULT_URL = 'postgresql://postgres@127.0.0.1:5432/postgres';

/**
 * Makes one migrated database on the server of TEST_DATABASE_URL, which every test file copies. Where no server
 * answers the tests are reported as not run; where CI is set that is a failure.
 */
export default async function setup(project: TestProject) {
  const url = process.env['TEST_DATABASE_URL'] ?? DEFAULT_URL;
  const server = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  try {
    await server.connect();
  } catch (error) {
    const reason =
      `No PostgreSQL answers at TEST_DATABASE_URL (${error instanceof Error ? error.message || (error as NodeJS.ErrnoException).code : error}): ` +
      'the tests on PostgreSQL did not run. Start one, for example with `docker run --rm -p 5432:5432 -e POSTGRES_HOST_AUTH_METHOD=trust postgres:15`, ' +
      `or set TEST_DATABASE_URL to a server on which databases may be made (default ${DEFAULT_URL}).`;
    if (process.env['CI']) throw new Error(reason);
    project.provide('template', { kind: 'none', reason });
    return () => console.warn(`\n${reason}\n`);
  }
  const name = testDatabaseName('template');
  await server.query(`CREATE DATABASE ${name}`);
  const pool = new pg.Pool({ connectionString: databaseUrl(url, name) });
  await migrate(pool);
  await pool.end();
  project.provide('template', { kind: 'postgresql', url, name });
  return async () => {
    await server.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await server.end();
  };
}

/** Tests make and drop only databases of such names. */
export const testDatabaseName = (purpose: string): string =>
  `refund_gateway_test_${purpose}_${randomBytes(6).toString('hex')}`;

/** The gateway's own limits are soon over where all cores are busy and a test holds a lock. */
const PATIENCE = ['lock_timeout', 'statement_timeout', 'idle_in_transaction_session_timeout']
  .map((name) => `-c ${name}=10min`)
  .join(' ');

/** The URL of another database on the same server, whose statements wait for as long as any test runs. */
export function patientUrl(server: string, name: string): string {
  const url = new URL(databaseUrl(server, name));
  url.searchParams.set('options', `${url.searchParams.get('options') ?? ''} ${PATIENCE}`.trim());
  return url.href;
}

/** The URL of another database on the same server. */
export function databaseUrl(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}
