import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { inject, onTestFinished } from 'vitest';
import type { Database } from '../../src/database/open-database.js';
import { packageRoot } from '../../src/package-root.js';
import { databaseUrl } from './postgresql-template.js';

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

/** Starts a program of the build, or any other; it ends with the test. Only the given settings reach it. */
export function startProcess(
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
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return {
    child,
    stdout: () => said.stdout,
    stderr: () => said.stderr,
    ended,
    seen: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = pattern.exec(said.stdout);
          if (match) resolve(match);
        };
        listeners.add(look);
        look();
        void ended.then(() => reject(new Error(`Ended without ${pattern}:\n${said.stdout}${said.stderr}`)));
      }),
  };
}

/** A file of the build. */
export function built(file: string): string {
  const location = path.join(packageRoot, 'dist', file);
  if (!existsSync(location)) throw new Error('Build first: npm run build');
  return location;
}

/** Starts the gateway of the build, on a port that is free. */
export const startMain = (settings: Readonly<Record<string, string>>): RunningProcess =>
  startProcess([process.execPath, built('src/main.js')], { PORT: '0', SAMPLE_DATA: 'off', ...settings });

/** The settings with which a process uses a test's database; of the embedded database there are none. */
export async function settingsOf({ pool }: Database): Promise<{ readonly DATABASE_URL: string }> {
  const template = inject('template');
  if (template.kind !== 'postgresql') throw new Error('Only a server is shared by processes');
  const { rows } = await pool.query<{ name: string }>('SELECT current_database() AS name');
  return { DATABASE_URL: databaseUrl(template.url, rows[0]?.name ?? '') };
}

/** A gateway that has told its address. */
export interface RunningGateway extends RunningProcess {
  readonly port: number;
  readonly url: string;
}

/** Starts the gateway and waits until it serves. */
export async function startGateway(settings: Readonly<Record<string, string>>): Promise<RunningGateway> {
  return announced(startMain(settings));
}

/** Waits until a gateway tells its address. */
export async function announced(running: RunningProcess): Promise<RunningGateway> {
  const [, url = '', port] = await running.seen(/(http:\/\/[\w.:[\]]+:(\d+))\/graphql/);
  return { ...running, url, port: Number(port) };
}

/** Asks a gateway as clients do. The answer has the shape of the query. */
export async function ask<T>(
  gateway: Pick<RunningGateway, 'url'>,
  query: string,
  variables: object = {},
): Promise<T> {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data: T; errors?: unknown };
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}
