import type { PostgresqlCluster } from '../../test/support/databases/postgresql-cluster.js';
import { nameOf, run, select } from '../cluster/database.js';

/** Counts what a database is sent. */
export interface StatementCounter {
  /** How many statements, BEGIN and COMMIT among them, but not those inside of a function. */
  count(url: string, work: () => Promise<unknown>): Promise<number>;
}

/** PostgreSQL's own check of a deferred reference, at the end of a transaction. */
const OWN_CHECK = 'SELECT % FROM ONLY % FOR KEY SHARE OF x';

/** A counter that counts only while it is asked to. */
export async function createStatementCounter(cluster: PostgresqlCluster): Promise<StatementCounter> {
  const url = cluster.url('postgres');
  const track = async (what: 'top' | 'none') => {
    await run(url, `ALTER SYSTEM SET pg_stat_statements.track = '${what}'`);
    await run(url, 'SELECT pg_reload_conf()');
  };
  await run(url, 'CREATE EXTENSION pg_stat_statements');
  await track('none');
  return {
    async count(of, work) {
      await track('top');
      await run(url, 'SELECT pg_stat_statements_reset()');
      await work();
      const [counted] = await select<{ calls: number }>(
        url,
        `SELECT COALESCE(sum(calls), 0)::float AS calls FROM pg_stat_statements
         WHERE dbid = (SELECT oid FROM pg_database WHERE datname = $1) AND query NOT LIKE $2`,
        [nameOf(of), OWN_CHECK],
      );
      await track('none');
      return counted?.calls ?? Number.NaN;
    },
  };
}
