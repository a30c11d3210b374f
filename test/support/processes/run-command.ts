import path from 'node:path';
import { vi } from 'vitest';
import { packageRoot } from '../../../src/process/package-root.js';

let runs = 0;

/** Takes what is printed, as a pipe with a slow reader does: it wants no more until the command has waited for it. */
function slowReader(lines: string[]) {
  let isFull = false;
  return (text: unknown) => {
    if (isFull) throw new Error('The command has not waited for its reader');
    lines.push(`${text}`);
    isFull = true;
    setImmediate(() => {
      // Nobody hears it if nobody waits.
      isFull = !process.stdout.emit('drain');
    });
    return false;
  };
}

/**
 * Runs a command of an operator to its end in this process, where it starts in milliseconds. It gets the given settings
 * besides the environment. Its result is the one of `runProgram`, which runs the build in a process of its own.
 */
export async function runCommand(
  file: string,
  settings: Readonly<Record<string, string>>,
  ...args: readonly string[]
) {
  const { argv, exitCode } = process;
  const listeners = process.listeners('uncaughtException');
  const out: string[] = [];
  const err: string[] = [];
  const taking = (lines: string[]) => (text: unknown) => void lines.push(`${text}\n`);
  const spies = [
    vi.spyOn(console, 'log').mockImplementation(taking(out)),
    vi.spyOn(console, 'error').mockImplementation(taking(err)),
    vi.spyOn(process.stdout, 'write').mockImplementation(slowReader(out)),
  ];
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  process.argv = [...argv.slice(0, 2), ...args];
  process.exitCode = undefined;
  try {
    // Each run needs a module of its own, because a module runs when it is loaded.
    await import(/* @vite-ignore */ `${path.join(packageRoot, file)}?run=${++runs}`);
    return { code: process.exitCode ?? 0, out: out.join(''), err: err.join('') };
  } finally {
    process.argv = argv;
    process.exitCode = exitCode;
    for (const spy of spies) spy.mockRestore();
    vi.unstubAllEnvs();
    for (const listener of process.listeners('uncaughtException'))
      if (!listeners.includes(listener)) process.off('uncaughtException', listener);
  }
}
