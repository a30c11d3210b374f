import pg from 'pg';
import { emptyTables } from './empty-tables.js';
import type { PostgresqlTemplate } from './provided.d.js';
import { createDatabase, onServer } from './server-database.js';

/**
 * The databases of this worker that no file uses now. A file takes one and gives it back, because to create and to drop a
 * database costs the server more than most files do: each is some three hundred files on its disk.
 */
const idle: KeptDatabase[] = [];

interface KeptDatabase {
  readonly url: string;
  readonly drop: () => Promise<void>;
  /** What {@link shapeOf} said of the new database. */
  readonly shape: string;
  /** What {@link migrationsOf} said of it. */
  readonly migrations: string;
}

/** An empty, migrated database for one file. */
export async function takeDatabase({ url: server, name, run }: PostgresqlTemplate) {
  const kept = idle.pop() ?? (await newDatabase(server, `${run}_file`, name));
  return { url: kept.url, giveBack: () => giveBack(kept) };
}

async function newDatabase(server: string, purpose: string, template: string): Promise<KeptDatabase> {
  const { url, name, drop } = await createDatabase(server, purpose, template);
  // No test stops this server, so no commit needs to wait for its disk.
  await onServer(server, `ALTER DATABASE ${name} SET synchronous_commit = off`);
  return onDatabase(url, async (client) => ({
    url,
    drop,
    shape: await shapeOf(client),
    migrations: await migrationsOf(client),
  }));
}

/** Empties the database for the next file. One whose schema or settings the file has changed is dropped. */
async function giveBack(kept: KeptDatabase): Promise<void> {
  const isUnchanged = await onDatabase(kept.url, async (client) => {
    // A changed schema may lack the table of migrations.
    if ((await shapeOf(client)) !== kept.shape || (await migrationsOf(client)) !== kept.migrations)
      return false;
    await endOthers(client);
    await emptyTables(client);
    return true;
  });
  if (isUnchanged) idle.push(kept);
  else await kept.drop();
}

async function onDatabase<Result>(url: string, use: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

/** The first number that PostgreSQL gives to an object that is not its own. */
const FIRST_OWN_OID = 16384;

/**
 * Changes with every statement that changes the schema, a right or a setting of the database. Each such statement writes a
 * row of a catalog anew, and the row tells by which transaction.
 */
async function shapeOf(client: pg.Client): Promise<string> {
  const catalogs = [
    ['pg_class', 'oid'],
    ['pg_attribute', 'attrelid'],
    ['pg_attrdef', 'oid'],
    ['pg_constraint', 'oid'],
    ['pg_index', 'indexrelid'],
    ['pg_trigger', 'oid'],
    ['pg_proc', 'oid'],
    ['pg_type', 'oid'],
    ['pg_enum', 'enumtypid'],
    ['pg_sequence', 'seqrelid'],
  ].map(
    ([catalog, id]) => `SELECT '${catalog} ' || xmin AS row FROM ${catalog} WHERE ${id} >= ${FIRST_OWN_OID}`,
  );
  const { rows } = await client.query(
    `SELECT md5(string_agg(row, ' ' ORDER BY row)) AS shape FROM (
       ${catalogs.join(' UNION ALL ')}
       UNION ALL SELECT 'schema ' || xmin FROM pg_namespace WHERE nspname !~ '^pg_(toast_)?temp_'
       UNION ALL SELECT 'database ' || xmin FROM pg_database WHERE datname = current_database()
       UNION ALL SELECT 'settings ' || setting.xmin FROM pg_db_role_setting AS setting
         JOIN pg_database ON pg_database.oid = setting.setdatabase WHERE datname = current_database()
     ) AS rows`,
  );
  return rows[0].shape;
}

/** Changes with every row of the history of migrations, which {@link emptyTables} spares. */
async function migrationsOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query(
    `SELECT md5(string_agg(xmin::text, ' ' ORDER BY xmin::text)) AS migrations FROM _prisma_migrations`,
  );
  return rows[0].migrations;
}

/** A program that the file has left behind must not write into the database of the next file. */
const endOthers = (client: pg.Client) =>
  client.query(
    `SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`,
  );
