import { execFile } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { packageRoot } from '../../src/process/package-root.js';

const run = promisify(execFile);

/** The programs, and the package that they use. */
const programsDirectory = path.join(packageRoot, 'examples/clients');
const packageDirectory = path.join(packageRoot, 'packages/client');

/** Longer than any of these steps, even on a busy machine. */
const STEP_TIMEOUT_MS = 10 * 60_000;
/** Longer than any program. None waits for a clock. */
const PROGRAM_TIMEOUT_MS = 2 * 60_000;
const MAX_OUTPUT_BYTES = 10_000_000;

/** A command that failed: what it printed. */
class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
}

async function command(file: string, args: readonly string[], cwd: string, timeout: number): Promise<string> {
  try {
    const { stdout } = await run(file, args, { cwd, timeout, maxBuffer: MAX_OUTPUT_BYTES });
    return stdout;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new CommandFailed(`${file} ${args.join(' ')}\n${stdout}${stderr}`, { cause: error });
  }
}

const inPrograms = (file: string, ...args: readonly string[]) =>
  command(path.join(programsDirectory, 'node_modules/.bin', file), args, programsDirectory, STEP_TIMEOUT_MS);

/** The programs by name: each folder with a `main.ts`. */
export const programNames = (): readonly string[] =>
  readdirSync(programsDirectory).filter((name) => existsSync(path.join(programsDirectory, name, 'main.ts')));

/** Installs the clients, unless they are as the lock file says, and then the package in the form that is published. */
export async function install(directory: string): Promise<void> {
  const [installed, lock] = ['node_modules/.package-lock.json', 'package-lock.json'].map(
    (file) => statSync(path.join(programsDirectory, file), { throwIfNoEntry: false })?.mtimeMs ?? 0,
  ) as [number, number];
  const npm = (cwd: string, ...args: readonly string[]) => command('npm', args, cwd, STEP_TIMEOUT_MS);
  if (installed < lock) await npm(programsDirectory, 'ci', '--no-audit', '--no-fund');
  const [packed] = JSON.parse(
    await npm(packageDirectory, 'pack', '--silent', '--json', '--pack-destination', directory),
  ) as { filename: string }[];
  const tarball = path.join(directory, packed?.filename ?? '');
  await npm(
    programsDirectory,
    'install',
    '--no-save',
    '--no-package-lock',
    '--no-audit',
    '--no-fund',
    tarball,
  );
}

/** Lets the tools of the clients write their types, and compiles all programs with every strict option. */
export async function compile(): Promise<void> {
  await inPrograms('graphql-codegen', '--config', 'codegen/codegen.ts');
  await inPrograms('relay-compiler', 'relay/relay.config.json');
  await inPrograms('tsc');
}

/** Runs a program against a gateway; null if it found nothing wrong, else what it printed. */
export async function runAgainst(name: string, url: string): Promise<string | null> {
  // Libraries warn in development only.
  const args = ['--conditions=development', '--import', 'tsx', `${name}/main.ts`, url];
  try {
    await command(process.execPath, args, programsDirectory, PROGRAM_TIMEOUT_MS);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
