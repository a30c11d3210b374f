import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';
import { select } from '../cluster/database.js';
import { root } from '../paths.js';

const GIGABYTES = 2 ** 30;

/** A description of the machine, as far as it matters for the figures. */
export const describeMachine = (): string =>
  `${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / GIGABYTES)} GB of memory, shared by the load generator, the server and the database`;

/** When, from which commit and by which command a run was made. */
export function describeRun(args: readonly string[]): string {
  const git = (...words: string[]) => execFileSync('git', words, { cwd: root, encoding: 'utf8' }).trim();
  const changed = git('status', '--porcelain', '--untracked-files=no') === '' ? '' : ', with changes';
  const command = ['npm run bench', ...(args.length > 0 ? ['--', ...args] : [])].join(' ');
  return `${new Date().toISOString().slice(0, 10)}, commit ${git('rev-parse', '--short', 'HEAD')}${changed}, by \`${command}\``;
}

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
