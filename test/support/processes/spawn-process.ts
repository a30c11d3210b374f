import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../../src/process/package-root.js';
import { logsDirectory, outputFile } from '../logs/log-files.js';
import { noteSettings } from '../logs/sent-values.js';

/** A running process, with its output and its exit. */
export interface RunningProcess {
  readonly child: ChildProcess;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Resolves when the process and its output have ended, with the exit code or the signal. */
  readonly ended: Promise<number | string>;
  /** Resolves with the match as soon as stdout has one. */
  seen(pattern: RegExp): Promise<RegExpExecArray>;
}

/**
 * Starts a program of the build, or any other program. It gets only the given settings, and maybe `LOGGING` and
 * `MUTATING`.
 */
export function spawnProcess(
  command: readonly [string, ...string[]],
  settings: Readonly<Record<string, string>> = {},
): RunningProcess {
  const [file, ...args] = command;
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(file, args, {
    cwd: packageRoot,
    env: { PATH, HOME, ...LOGGING, ...MUTATING, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  noteSettings(settings);
  const said = { stdout: '', stderr: '' };
  const listeners = new Set<() => void>();
  for (const name of ['stdout', 'stderr'] as const) {
    const append = outputFile(`${nameOf(command)} ${name}`);
    child[name].setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
      append(text);
      for (const listener of listeners) listener();
    });
  }
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

/** In `npm run test:logs` every program logs all that it can, unless its test sets a level. */
const LOGGING = logsDirectory === null ? {} : { LOG_LEVEL: 'trace' };

/** In `npm run mutate` every program has the mutant of its test, and tells which mutants it reaches. */
const MUTATING: Readonly<Record<string, string>> = JSON.parse(process.env['PROGRAMS_ENVIRONMENT'] ?? '{}');

/** The name of a program and its command, without its other arguments: `keys create`, `main`, `npm start`. */
function nameOf(command: readonly string[]): string {
  const at = command.findIndex((word) => word.endsWith('.js'));
  const [file = '', verb = ''] = at === -1 ? command : command.slice(at);
  return [path.basename(file, '.js'), ...(/^[a-z]+$/.test(verb) ? [verb] : [])].join(' ');
}

/** Options of Node.js for a process that lives for seconds: optimization takes a third of its start. */
export const FAST_START = ['--no-opt', '--liftoff-only', '--wasm-lazy-compilation'] as const;

/** The command for a program of the build. */
export const program = (file: string): [string, ...string[]] => [
  process.execPath,
  ...FAST_START,
  built(file),
];

/** The path of a file of the build. */
export function built(file: string): string {
  const location = path.join(packageRoot, 'dist', file);
  if (!existsSync(location)) throw new Error('Build first: npm run build');
  return location;
}
