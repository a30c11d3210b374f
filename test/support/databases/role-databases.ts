import pg from 'pg';
import { inject, onTestFinished } from 'vitest';
import { type Database, openDatabase } from '../../../src/ledger/open-ledger.js';
import { asUser, createRole } from './gateway-role.js';
import type { Credentials, PostgresqlTemplate } from './provided.d.js';
import { createDatabase, patient } from './server-database.js';

/** The server's template. The embedded database has one user, so it has no roles. */
export function serverTemplate(): PostgresqlTemplate {
  const template = inject('template');
  if (template.kind !== 'postgresql') throw new Error('Only a server has roles');
  return template;
}

/** A pool for one test. */
export function poolFor(url: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url });
  // Dropping the database cuts connections that are still closing.
  pool.on('error', () => {});
  onTestFinished(() => pool.end());
  return pool;
}

/** A database for one test, empty or with the ledger's schema, and the template's role in it. */
export async function ownedDatabase(kind: 'empty' | 'migrated') {
  const { url: server, name, role } = serverTemplate();
  const { url, drop } = await createDatabase(server, 'roles', kind === 'migrated' ? name : undefined);
  onTestFinished(drop);
  const gatewayUrl = asUser(url, role);
  return {
    url,
    gatewayUrl,
    owner: poolFor(url),
    gateway: poolFor(gatewayUrl),
    role: role.username,
  };
}

/** Opens the ledger as the role, for one test. */
export async function openAsRole(url: string): Promise<Database> {
  const database = await openDatabase({ url: patient(url) });
  onTestFinished(() => database.close());
  return database;
}

/** A role for one test. What it owns and may do goes with the test's databases. */
export async function roleFor(purpose: string): Promise<Credentials> {
  const { drop, ...role } = await createRole(serverTemplate().url, purpose);
  onTestFinished(drop);
  return role;
}
