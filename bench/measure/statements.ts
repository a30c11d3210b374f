import type { PostgresqlCluster } from '../../test/support/databases/postgresql-cluster.js';
import { nameOf, run, select } from '../cluster/database.js';

/** Counts the statements that are sent to a database. */
export interface StatementCounter {
  /** The number of statements during `work`, with BEGIN and COMMIT, but without those inside a function. */
  count(url: string, work: () => Promise<unknown>): Promise<number>;
}

/** PostgreSQL's own check of a deferred foreign key at the end of a transaction, which is not counted. */
const OWN_CHECK = 'SELECT % FROM ONLY % FOR KEY SHARE OF x';

/** Creates a counter. Outside of `count`, it costs nothing. */
export async function createStatementCounter(cluster: PostgresqlCluster): Promise<StatementCounter> {
  const url = cluster.url('postgres');
  const track = async (what: 'top' | 'none') => {
    await run(url, `ALTER SYSTEM SET pg_stat_statements.track = '${what}'`);
    await run(url, 'SELECT pg_reload_conf()');
  };
  await run(url, 'CREATE EXTENSION pg_stat_statements');
  await track('none');
  return {
    async count(database, work) {
      await track('top');
      await run(url, 'SELECT pg_stat_statements_reset()');
      await work();
      const [counted] = await select<{ calls: number }>(
        url,
        `SELECT COALESCE(sum(calls), 0)::float AS calls FROM pg_stat_statements
         WHERE dbid = (SELECT oid FROM pg_database WHERE datname = $1) AND query NOT LIKE $2`,
        [nameOf(database), OWN_CHECK],
      );
      await track('none');
      return counted?.calls ?? Number.NaN;
    },
  };
}
