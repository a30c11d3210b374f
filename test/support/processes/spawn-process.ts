import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../../src/process/package-root.js';

/** What a process has said, and how it ended. */
export interface RunningProcess {
  readonly child: ChildProcess;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Settles when the process and its output have ended: its exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
  /** Settles with the match as soon as stdout has one. */
  seen(pattern: RegExp): Promise<RegExpExecArray>;
}

/** Starts a program of the build, or any other. Only the given settings reach it. */
export function spawnProcess(
  command: readonly [string, ...string[]],
  settings: Readonly<Record<string, string>> = {},
): RunningProcess {
  const [file, ...args] = command;
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(file, args, {
    cwd: packageRoot,
    env: { PATH, HOME, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  const listeners = new Set<() => void>();
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
      for (const listener of listeners) listener();
    });
  const ended = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | string);
  return {
    child,
    stdout: () => said.stdout,
    stderr: () => said.stderr,
    ended,
    seen: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = pattern.exec(said.stdout);
          if (!match) return;
          listeners.delete(look);
          resolve(match);
        };
        listeners.add(look);
        look();
        void ended.then(() => reject(new Error(`Ended without ${pattern}:\n${said.stdout}${said.stderr}`)));
      }),
  };
}

/** A program of the build, for a test's seconds: a third of its start is spent on code that is fast later. */
export const program = (file: string): [string, ...string[]] => [
  process.execPath,
  '--no-opt',
  '--liftoff-only',
  built(file),
];

/** A file of the build. */
export function built(file: string): string {
  const location = path.join(packageRoot, 'dist', file);
  if (!existsSync(location)) throw new Error('Build first: npm run build');
  return location;
}
