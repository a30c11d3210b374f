import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Finding, runProgram, UsageError, wholeNumber } from './program.js';

const USAGE = 'npm run anything -- [--seed N]';
const { argv } = process;
let printed: string[];
beforeEach(() => {
  printed = [];
  for (const method of ['info', 'error'] as const)
    vi.spyOn(console, method).mockImplementation((text) => void printed.push(String(text)));
});
afterEach(() => {
  vi.restoreAllMocks();
  process.argv = argv;
  process.exitCode = undefined;
});

/** Runs a program with these arguments, and returns its output, its exit code and the options that it received. */
async function run(args: readonly string[], program: () => Promise<void> = async () => {}) {
  process.argv = ['node', 'main.ts', ...args];
  const work = vi.fn(program);
  await runProgram(USAGE, ['seed'], work, ['all']);
  return { printed, exitCode: process.exitCode, given: work.mock.calls[0] };
}

test('a program gets its options', async () => {
  expect(await run(['--seed', '7'])).toEqual({
    printed: [],
    exitCode: undefined,
    given: [{ seed: '7' }, { all: false }],
  });
  expect(await run([])).toMatchObject({ given: [{}, { all: false }] });
  expect(await run(['--all'])).toMatchObject({ given: [{}, { all: true }] });
});

test('--help prints the usage and runs nothing', async () => {
  expect(await run(['--help'])).toEqual({ printed: [USAGE], exitCode: undefined, given: undefined });
});

test('an unknown option is refused with the usage and exit code 2', async () => {
  const { printed, exitCode, given } = await run(['--speed', '7']);
  expect(printed).toEqual([expect.stringMatching(/'--speed'.*npm run anything/s)]);
  expect([exitCode, given]).toEqual([2, undefined]);
});

test('a finding is printed as its message alone, with exit code 1', async () => {
  const found = await run([], () => Promise.reject(new Finding('Seed 7: wrong')));
  expect(found).toMatchObject({ printed: ['Seed 7: wrong'], exitCode: 1 });
});

test('a number must be whole, and an omitted option gives the default', () => {
  expect(wholeNumber('seed', undefined, 3)).toBe(3);
  expect(wholeNumber('seed', '0', 3)).toBe(0);
  for (const bad of ['', 'x', '-1', '1.5', '1e3'])
    expect(() => wholeNumber('seed', bad, 3)).toThrow(UsageError);
});
