import { inject, onTestFinished } from 'vitest';
import type { Database } from '../../../src/ledger/open-ledger.js';
import { patientUrl } from '../databases/postgresql-template.js';
import { program, type RunningProcess, spawnProcess } from './spawn-process.js';

/** Starts a program of the build, or any other; it ends with the test. Only the given settings reach it. */
export function startProcess(
  command: readonly [string, ...string[]],
  settings: Readonly<Record<string, string>> = {},
): RunningProcess {
  const running = spawnProcess(command, settings);
  onTestFinished(async () => {
    running.child.kill('SIGKILL');
    await running.ended;
  });
  return running;
}

/** Runs a program of the build to its end, as an operator does. */
export async function runProgram(
  file: string,
  settings: Readonly<Record<string, string>>,
  ...args: readonly string[]
) {
  const running = startProcess([...program(file), ...args], settings);
  return { code: await running.ended, out: running.stdout(), err: running.stderr() };
}

/** Starts the gateway of the build, on a port that is free. */
export const startMain = (settings: Readonly<Record<string, string>>): RunningProcess =>
  startProcess(program('src/main.js'), { PORT: '0', SAMPLE_DATA: 'off', ...settings });

/** The settings with which a process uses a test's database; of the embedded database there are none. */
export async function settingsOf({ pool }: Database): Promise<{ readonly DATABASE_URL: string }> {
  const template = inject('template');
  if (template.kind !== 'postgresql') throw new Error('Only a server is shared by processes');
  const { rows } = await pool.query<{ name: string }>('SELECT current_database() AS name');
  return { DATABASE_URL: patientUrl(template.url, rows[0]?.name ?? '') };
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
