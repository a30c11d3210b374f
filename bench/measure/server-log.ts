import { readFileSync, statSync } from 'node:fs';
import type { PostgresqlCluster } from '../../test/support/databases/postgresql-cluster.js';
import { nameOf, run } from '../cluster/database.js';

type Settings = Readonly<Record<string, string>>;

/** Gives the connections to a database these settings, if they are opened from now on. */
export async function setForNewConnections(url: string, settings: Settings): Promise<void> {
  for (const [name, value] of Object.entries(settings))
    await run(url, `ALTER DATABASE ${nameOf(url)} SET ${name} = '${value}'`);
}

/** Takes the settings back, for connections that are opened from now on. */
export async function resetForNewConnections(url: string, settings: Settings): Promise<void> {
  for (const name of Object.keys(settings)) await run(url, `ALTER DATABASE ${nameOf(url)} RESET ${name}`);
}

/** The messages with a duration that the server wrote to its log during `work`. */
export async function messagesDuring(
  { logFile }: PostgresqlCluster,
  work: () => Promise<unknown>,
): Promise<string[]> {
  const start = statSync(logFile).size;
  await work();
  return messagesOf(readFileSync(logFile).subarray(start).toString());
}

/** The messages with a duration, each with its further lines. */
export const messagesOf = (log: string): string[] =>
  [...log.matchAll(MESSAGE)].map(([, message = '']) => message.replaceAll('\n\t', '\n').trimEnd());

/** PostgreSQL begins each further line of a message with a tab. */
const MESSAGE = / LOG: {2}(duration: [^\n]*\n(?:\t[^\n]*\n)*)/g;
