import pg from 'pg';
import { grantRights } from '../../../src/database/migrations/grants.js';
import { databaseUrl, onServer } from '../../../test/support/databases/server-database.js';

const ORIGINAL = 'refund_gateway_mutate_original';
const TEMPLATES = 'refund_gateway_test_run%_template_%';
const COPIES = `SELECT datname AS name FROM pg_database WHERE datname LIKE 'refund_gateway_test_%' AND datname NOT LIKE '${TEMPLATES}'`;

/** The database on a server of our own that every test file copies. */
export interface Template {
  /** Gives the template another schema. Resolves with PostgreSQL's message if it refuses the schema. */
  change(schema: string): Promise<string | null>;
  /** Gives the template its own schema back. */
  restore(): Promise<void>;
}

/** Finds the template, which a first run of a test on a server has created. */
export async function openTemplate(server: string): Promise<Template> {
  const [name] = await select<{ name: string }>(
    server,
    `SELECT datname AS name FROM pg_database WHERE datname LIKE '${TEMPLATES}' ORDER BY oid DESC LIMIT 1`,
  );
  if (!name) throw new Error('The tests have created no template');
  const template = name.name;
  const remake = async (from: string | null) => {
    await onServer(server, `DROP DATABASE IF EXISTS ${template} WITH (FORCE)`);
    await onServer(server, `CREATE DATABASE ${template}${from === null ? '' : ` TEMPLATE ${from}`}`);
  };
  await onServer(server, `DROP DATABASE IF EXISTS ${ORIGINAL} WITH (FORCE)`);
  await onServer(server, `CREATE DATABASE ${ORIGINAL} TEMPLATE ${template}`);
  const [history] = await select<{ rows: string }>(
    databaseUrl(server, ORIGINAL),
    'SELECT json_agg(entry)::text AS rows FROM _prisma_migrations entry',
  );
  const roles = await select<{ role: string }>(
    server,
    `SELECT rolname AS role FROM pg_roles WHERE rolname LIKE 'refund_gateway_test_role_%'`,
  );
  return {
    async change(schema) {
      await remake(null);
      const pool = new pg.Pool({ connectionString: databaseUrl(server, template), max: 1 });
      // Dropping the template cuts connections that are still closing.
      pool.on('error', () => {});
      try {
        await pool.query(schema);
        await pool.query(
          'INSERT INTO _prisma_migrations SELECT * FROM json_populate_recordset(NULL::_prisma_migrations, $1)',
          [history?.rows],
        );
        for (const { role } of roles) await grantRights(pool, role);
        return null;
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      } finally {
        await pool.end();
      }
    },
    restore: () => remake(ORIGINAL),
  };
}

/** Drops the databases that tests have left, because they were stopped. */
export async function dropCopies(server: string): Promise<void> {
  for (const { name } of await select<{ name: string }>(server, COPIES))
    await onServer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
}

async function select<Row extends pg.QueryResultRow>(url: string, statement: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end();
  }
}
