import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** A new database on a server. */
export interface ServerDatabase {
  readonly name: string;
  readonly url: string;
  drop(): Promise<void>;
}

/**
 * Creates a database on a server.
 *
 * @param purpose a word for the database's name
 * @param template the database to copy. The new database is empty if omitted.
 */
export async function createDatabase(
  server: string,
  purpose: string,
  template?: string,
): Promise<ServerDatabase> {
  const name = testDatabaseName(purpose);
  await onServer(server, `CREATE DATABASE ${name}${template === undefined ? '' : ` TEMPLATE ${template}`}`);
  return {
    name,
    url: databaseUrl(server, name),
    drop: () => onServer(server, `DROP DATABASE ${name} WITH (FORCE)`),
  };
}

/** Tests create and drop only databases with such names. */
const PREFIX = 'refund_gateway_test_';

const testDatabaseName = (purpose: string): string => `${PREFIX}${purpose}_${randomBytes(6).toString('hex')}`;

/** Drops all databases whose purpose began with this word. */
export async function dropDatabases(server: string, purpose: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    'SELECT quote_ident(datname) AS name FROM pg_database WHERE starts_with(datname, $1)',
    [`${PREFIX}${purpose}_`],
  );
  for (const { name } of rows) await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
  await client.end();
}

/** Runs a statement as the server's administrator. */
export async function onServer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(statement);
  await client.end();
}

/** The URL of another database on the same server. */
export function databaseUrl(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

/** The gateway's own limits would expire soon if all cores are busy and a test holds a lock. */
const PATIENCE = ['lock_timeout', 'statement_timeout', 'idle_in_transaction_session_timeout']
  .map((name) => `-c ${name}=10min`)
  .join(' ');

/** The URL of the same database with a statement timeout longer than any test. */
export function patient(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.searchParams.set('options', `${url.searchParams.get('options') ?? ''} ${PATIENCE}`.trim());
  return url.href;
}
