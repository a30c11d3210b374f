import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { inject } from 'vitest';
import { type Database, openDatabase } from '../../../src/ledger/open-ledger.js';
import type { Credentials } from './provided.d.js';
import { onServer, patient } from './server-database.js';

/** With TEST_ROLE=gateway, the gateways of the tests connect as the role of prisma/grants.sql, and not as the owner. */
const byRole = process.env['TEST_ROLE'] === 'gateway';

/** Creates a role without any right. Roles belong to the server, so each run has its own. */
export async function createRole(server: string, purpose: string) {
  const [username, password] = [
    `refund_gateway_test_${purpose}_${randomBytes(6).toString('hex')}`,
    randomBytes(12).toString('hex'),
  ];
  await onServer(server, `CREATE ROLE ${username} LOGIN PASSWORD '${password}'`);
  return { username, password, drop: () => onServer(server, `DROP ROLE ${username}`) };
}

/** The URL of the same database for another user. */
export const asUser = (databaseUrl: string, { username, password }: Credentials): string =>
  Object.assign(new URL(databaseUrl), { username, password }).href;

/** The URL with which a gateway of a test connects. */
export function gatewayUrl(databaseUrl: string): string {
  const template = inject('template');
  return byRole && template.kind === 'postgresql' ? asUser(databaseUrl, template.role) : databaseUrl;
}

const gatewaysPools = new WeakMap<Database, pg.Pool>();

/** The pool of a file's gateways, for tests that leave it without connections. */
export const gatewaysPool = (database: Database): pg.Pool => gatewaysPools.get(database) ?? database.pool;

/**
 * Opens a database for the tests of a file. If gateways connect as the role, all that the gateway does goes through its
 * connections. `pool` and `prisma` stay the owner's, because tests create rows that no gateway may.
 */
export async function openForTests(databaseUrl: string): Promise<Database> {
  const owners = await openDatabase({ url: patient(databaseUrl) });
  const url = gatewayUrl(databaseUrl);
  if (url === databaseUrl) return owners;
  const gateways = await openDatabase({ url: patient(url) });
  const close = async () => {
    await Promise.all([owners.close(), gateways.close()]);
  };
  const database = { ...gateways, pool: owners.pool, prisma: owners.prisma, close };
  gatewaysPools.set(database, gateways.pool);
  return database;
}
