import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';
import { select } from '../cluster/database.js';

const GIGABYTES = 2 ** 30;

/** A description of the machine, as far as it matters for the figures. */
export const describeMachine = (): string =>
  `${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / GIGABYTES)} GB of memory, shared by the load generator, the server and the database`;

export const versionOf = (node: string): string =>
  execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();

export async function describeDatabase(
  url: string,
  settings: Readonly<Record<string, string>>,
): Promise<string> {
  const [row] = await select<{ server_version: string }>(url, 'SHOW server_version');
  const named = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  return `PostgreSQL ${row?.server_version.split(' ')[0]} with fsync and synchronous_commit on; ${named.join(', ')}`;
}
