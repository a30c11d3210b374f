import path from 'node:path';
import { vi } from 'vitest';
import { packageRoot } from '../../../src/process/package-root.js';

let runs = 0;

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
  const taking = (lines: string[], end: string) => (text: unknown) => {
    lines.push(`${text}${end}`);
    return true;
  };
  const spies = [
    vi.spyOn(console, 'log').mockImplementation(taking(out, '\n')),
    vi.spyOn(console, 'error').mockImplementation(taking(err, '\n')),
    vi.spyOn(process.stdout, 'write').mockImplementation(taking(out, '')),
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
