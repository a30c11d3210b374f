import { inject, onTestFinished } from 'vitest';
import type { Database } from '../../../src/ledger/open-ledger.js';
import { gatewayUrl } from '../databases/gateway-role.js';
import { databaseUrl, patient } from '../databases/server-database.js';
import { announced, type RunningGateway, spawnMain } from './gateway-process.js';
import { program, type RunningProcess, spawnProcess } from './spawn-process.js';

/** Starts a program of the build, or any other program, and ends it with the test. It gets only the given settings. */
export const startProcess = (
  command: readonly [string, ...string[]],
  settings: Readonly<Record<string, string>> = {},
): RunningProcess => endingWithTest(spawnProcess(command, settings));

/** Runs a program of the build to its end, as an operator does. */
export async function runProgram(
  file: string,
  settings: Readonly<Record<string, string>>,
  ...args: readonly string[]
) {
  const running = startProcess([...program(file), ...args], settings);
  return { code: await running.ended, out: running.stdout(), err: running.stderr() };
}

/** Starts the built gateway on a free port. The gateway ends with the test. */
export const startMain = (settings: Readonly<Record<string, string>>): RunningProcess =>
  endingWithTest(spawnMain(settings));

/** Starts the gateway and waits until it serves requests. */
export const startGateway = (settings: Readonly<Record<string, string>>): Promise<RunningGateway> =>
  announced(startMain(settings));

/** The settings that make a gateway's process use a test's database. Processes cannot share an embedded database. */
export const settingsOf = async (database: Database): Promise<{ readonly DATABASE_URL: string }> => ({
  DATABASE_URL: patient(gatewayUrl(await urlOf(database))),
});

/** The same for an operator's command, which works as the owner of the tables. */
export const operatorSettingsOf = async (database: Database): Promise<{ readonly DATABASE_URL: string }> => ({
  DATABASE_URL: patient(await urlOf(database)),
});

async function urlOf({ pool }: Database): Promise<string> {
  const template = inject('template');
  if (template.kind !== 'postgresql') throw new Error('Only a server is shared by processes');
  const { rows } = await pool.query<{ name: string }>('SELECT current_database() AS name');
  return databaseUrl(template.url, rows[0]?.name ?? '');
}

function endingWithTest(running: RunningProcess): RunningProcess {
  onTestFinished(async () => {
    running.child.kill('SIGKILL');
    await running.ended;
  });
  return running;
}
