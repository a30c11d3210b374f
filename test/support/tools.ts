import type { TestContext } from 'vitest';

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
