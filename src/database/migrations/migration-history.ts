import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { PoolClient } from 'pg';
import { OperatorError } from '../../process/operator-error.js';
import { packageRoot } from '../../process/package-root.js';

const MIGRATIONS = path.join(packageRoot, 'prisma/migrations');

/** All tables and views, except those of an extension, which hosted servers put into every database. */
const TABLES = `SELECT relname AS name FROM pg_class c
  WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f')
    AND NOT EXISTS (SELECT 1 FROM pg_depend d
      WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
  ORDER BY relname`;

/** A migration in `prisma/migrations`. */
export interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

/** The migrations of this version, in order. */
export async function readMigrations(): Promise<readonly Migration[]> {
  const entries = await readdir(MIGRATIONS, { withFileTypes: true });
  const names = entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(path.join(MIGRATIONS, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

/**
 * The migrations that the database is missing, in order.
 *
 * @throws OperatorError SCHEMA_NEWER, SCHEMA_FAILED, SCHEMA_EDITED, DATABASE_NOT_EMPTY
 */
export async function pendingMigrations(
  client: PoolClient,
  migrations: readonly Migration[],
): Promise<readonly Migration[]> {
  const applied = await readHistory(client);
  for (const { name, finished } of applied.values()) {
    if (!finished)
      throw new OperatorError(
        'SCHEMA_FAILED',
        `Migration ${name} failed half-way. Undo its changes, mark it with \`npx prisma migrate resolve --rolled-back ${name}\`, then run \`npm run migrate\`.`,
      );
    if (!migrations.some((migration) => migration.name === name))
      throw new OperatorError(
        'SCHEMA_NEWER',
        `The database's schema is newer than this gateway: it has migration ${name}. Start the newer version of the gateway.`,
      );
  }
  for (const { name, checksum } of migrations)
    if (applied.has(name) && applied.get(name)?.checksum !== checksum)
      throw new OperatorError(
        'SCHEMA_EDITED',
        `Migration ${name} is not the one that was applied to the database. Restore the released file, then run \`npm run migrate\`.`,
      );
  return migrations.filter(({ name }) => !applied.has(name));
}

interface AppliedMigration {
  readonly name: string;
  readonly checksum: string;
  readonly finished: boolean;
}

async function readHistory(client: PoolClient): Promise<Map<string, AppliedMigration>> {
  const { rows: tables } = await client.query<{ name: string }>(TABLES);
  if (!tables.some(({ name }) => name === '_prisma_migrations')) {
    if (tables.length > 0)
      throw new OperatorError(
        'DATABASE_NOT_EMPTY',
        `The database holds tables of another application (${tables[0]?.name}). Set DATABASE_URL to an empty database, then \`npm run migrate\` creates the schema.`,
      );
    return new Map();
  }
  const { rows } = await client.query<AppliedMigration>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
     FROM _prisma_migrations WHERE rolled_back_at IS NULL`,
  );
  return new Map(rows.map((row) => [row.name, row]));
}
