import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from './paths.js';
import { atEnd, runProgram } from './programs.js';

/** The gateway as it was at a commit, built. */
export interface Checkout {
  readonly directory: string;
  /** The short id of the commit. */
  readonly commit: string;
}

/**
 * Builds the gateway as it was at a git ref in a temporary directory. It uses this repository's packages if they are the
 * same. A run has one such ref, which is built once.
 *
 * @throws Error with the output of the program that failed
 */
export function buildBefore(ref: string): Promise<Checkout> {
  built ??= build(ref);
  return built;
}

/** Several parts of a run need it. */
let built: Promise<Checkout> | undefined;

async function build(ref: string): Promise<Checkout> {
  const git = (...args: string[]) => runProgram('git', ['-C', root, ...args]);
  const commit = (await git('rev-parse', '--short', '--verify', `${ref}^{commit}`)).trim();
  const directory = mkdtempSync(path.join(tmpdir(), 'refund-gateway-before-'));
  atEnd(async () => rmSync(directory, { recursive: true, force: true }));
  const archive = path.join(directory, 'archive.tar');
  await git('archive', '--output', archive, commit);
  await runProgram('tar', ['-xf', archive, '-C', directory]);
  rmSync(archive);
  const npm = (...args: string[]) => runProgram('npm', ['--prefix', directory, ...args]);
  if (hasSamePackages(directory))
    symlinkSync(path.join(root, 'node_modules'), path.join(directory, 'node_modules'));
  else await npm('ci', '--no-audit', '--no-fund');
  await npm('run', 'build');
  return { directory, commit };
}

function hasSamePackages(directory: string): boolean {
  const [ours, theirs] = [root, directory].map((checkout) =>
    readFileSync(path.join(checkout, 'package-lock.json'), 'utf8'),
  );
  return ours === theirs && existsSync(path.join(root, 'node_modules'));
}
