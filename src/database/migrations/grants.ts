import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Pool } from 'pg';
import { packageRoot } from '../../process/package-root.js';
import { locked } from './migrator.js';

const GRANTS = path.join(packageRoot, 'prisma/grants.sql');

/** The name of the gateway's role in the files. An operator may give it another one. */
export const GATEWAY_ROLE = 'refund_gateway';

/** What became of the rights: a server without roles for the gateway has none to grant. */
export type Granted = 'granted' | 'noRole' | 'notOwner';

/** Whether the role exists, and whether it or the current user owns the tables. An owner needs no grants. */
const WHO = `SELECT to_regrole(quote_ident($1)) = relowner AS own, pg_has_role(relowner, 'USAGE') AS may
  FROM pg_class WHERE oid = '_prisma_migrations'::regclass AND to_regrole(quote_ident($1)) IS NOT NULL`;

/** The statements of `prisma/grants.sql` for a role, whose name has no quotes (GATEWAY_ROLE). */
const readGrants = async (role: string): Promise<string> =>
  (await readFile(GRANTS, 'utf8')).replaceAll(` ${GATEWAY_ROLE}`, ` "${role}"`);

/**
 * Grants the gateway's role what this version of the gateway needs, and takes back everything else. It is done after
 * every migration, because a new table has no rights. Gateways that run meanwhile see all of it or nothing.
 */
export async function grantRights(pool: Pool, role: string): Promise<Granted> {
  return locked(pool, async (client) => {
    const { rows } = await client.query<{ own: boolean; may: boolean }>(WHO, [role]);
    const [who] = rows;
    if (!who || who.own) return 'noRole';
    if (!who.may) return 'notOwner';
    // Several statements in one query are one transaction.
    await client.query(await readGrants(role));
    return 'granted';
  });
}
