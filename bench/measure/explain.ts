import { type ExplainedStatement, explaining, readExplained } from '../../assurance/plans/explained.js';
import type { PostgresqlCluster } from '../../test/support/databases/postgresql-cluster.js';
import { messagesDuring, resetForNewConnections, setForNewConnections } from './server-log.js';

/** Explains what the connections to a ledger run that are opened from now on. */
export const startExplaining = (url: string): Promise<void> => setForNewConnections(url, explaining('log'));

/** Explains nothing on connections that are opened from now on. */
export const stopExplaining = (url: string): Promise<void> => resetForNewConnections(url, explaining('log'));

/** The statements that the server explained in its log during `work`. */
export async function explainedDuring(
  cluster: PostgresqlCluster,
  work: () => Promise<unknown>,
): Promise<readonly ExplainedStatement[]> {
  return (await messagesDuring(cluster, work)).flatMap((message) => readExplained(message) ?? []);
}
