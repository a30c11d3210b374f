import { readFileSync, statSync } from 'node:fs';
import { type ExplainedStatement, explaining, readExplained } from '../../assurance/plans/explained.js';
import type { PostgresqlCluster } from '../../test/support/databases/postgresql-cluster.js';
import { nameOf, run } from '../cluster/database.js';

/** Explains what the connections to a ledger run that are opened from now on. */
export async function startExplaining(url: string): Promise<void> {
  for (const [name, value] of Object.entries(explaining('log')))
    await run(url, `ALTER DATABASE ${nameOf(url)} SET ${name} = '${value}'`);
}

/** Explains nothing on connections that are opened from now on. */
export async function stopExplaining(url: string): Promise<void> {
  for (const name of Object.keys(explaining('log')))
    await run(url, `ALTER DATABASE ${nameOf(url)} RESET ${name}`);
}

/** The statements that the server explained in its log during `work`. */
export async function explainedDuring(
  { logFile }: PostgresqlCluster,
  work: () => Promise<unknown>,
): Promise<readonly ExplainedStatement[]> {
  const start = statSync(logFile).size;
  await work();
  const log = readFileSync(logFile).subarray(start).toString();
  return [...log.matchAll(MESSAGE)].flatMap(([, message]) => {
    const statement = readExplained((message ?? '').replaceAll('\n\t', '\n').trimEnd());
    return statement ?? [];
  });
}

/** A message of the log, with its further lines. */
const MESSAGE = / LOG: {2}(duration: [^\n]*\n(?:\t[^\n]*\n)*)/g;
