import { spawn } from 'node:child_process';
import { once } from 'node:events';

const undoing: (() => Promise<unknown>)[] = [];

/** Registers `undo` to run at the end, however the run ends. The last one registered runs first. */
export function atEnd(undo: () => Promise<unknown>): void {
  undoing.push(undo);
}

let cleaning: Promise<void> | undefined;

/** Ends every process that was started, and deletes its files. A second call waits for the first. */
export function cleanUp(): Promise<void> {
  cleaning ??= undoAll();
  return cleaning;
}

async function undoAll(): Promise<void> {
  for (const undo of undoing.splice(0).reverse())
    await undo().catch((error) => console.error(`Not undone: ${error}`));
}

/**
 * Runs a program to its end and returns its output.
 *
 * @throws Error with the output, if the exit code is not 0
 */
export async function runProgram(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  atEnd(async () => child.kill());
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
    });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${program} ended with ${code}: ${text}`);
  return text;
}
