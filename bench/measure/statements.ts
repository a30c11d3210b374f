import type { PostgresqlCluster } from '../../test/support/postgresql-cluster.js';
import { query } from '../cluster/ledgers.js';

/** Switches counting off until it is asked for. */
export async function prepareCounting(cluster: PostgresqlCluster): Promise<void> {
  await query(cluster, 'postgres', 'CREATE EXTENSION pg_stat_statements');
  await track(cluster, 'none');
}

/** PostgreSQL's own check of a deferred reference, at the end of a transaction. */
const OWN_CHECK = 'SELECT % FROM ONLY % FOR KEY SHARE OF x';

/**
 * How many statements a database is sent while `work` is done: BEGIN and COMMIT among them, not those inside of a function.
 */
export async function countStatements(
  cluster: PostgresqlCluster,
  database: string,
  work: () => Promise<unknown>,
): Promise<number> {
  await track(cluster, 'top');
  await query(cluster, 'postgres', 'SELECT pg_stat_statements_reset()');
  await work();
  const [counted] = await query(
    cluster,
    'postgres',
    `SELECT COALESCE(sum(calls), 0)::float AS calls FROM pg_stat_statements
     WHERE dbid = (SELECT oid FROM pg_database WHERE datname = '${database}')
       AND query NOT LIKE '${OWN_CHECK}'`,
  );
  await track(cluster, 'none');
  return counted?.rows[0].calls;
}

const track = (cluster: PostgresqlCluster, what: 'top' | 'none') =>
  query(
    cluster,
    'postgres',
    `ALTER SYSTEM SET pg_stat_statements.track = '${what}'`,
    'SELECT pg_reload_conf()',
  );
