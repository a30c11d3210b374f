import { existsSync } from 'node:fs';
import path from 'node:path';
import type { TestContext } from 'vitest';

/**
 * A program in a directory of PATH, or in one that only root has there. Null if there is none.
 *
 * @param names what it may be called, the usual name first
 */
export function findProgram(
  names: string | readonly string[],
  PATH = process.env['PATH'] ?? '',
): string | null {
  const directories = [...PATH.split(path.delimiter), '/usr/bin', '/usr/sbin'];
  const candidates = [names]
    .flat()
    .flatMap((name) => directories.map((directory) => path.join(directory, name)));
  return candidates.find((file) => existsSync(file)) ?? null;
}

/**
 * A program that not every machine has. Where it is missing, the test is reported as skipped, with the sentence that says
 * what to do. In CI it fails, so that no test is left out unseen.
 */
export function requireTool(
  program: string | null,
  sentence: string,
  skip: TestContext['skip'],
  isCi = process.env['CI'] !== undefined,
): string {
  if (program !== null) return program;
  if (isCi) throw new Error(sentence);
  return skip(sentence);
}
