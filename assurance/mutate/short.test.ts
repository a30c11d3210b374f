import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { packageRoot } from '../../src/process/package-root.js';
import type { Mutant } from './mutant.js';
import { startRunner } from './runs/start-runner.js';
import { createSandbox } from './sandbox.js';
import { instrument } from './typescript/instrument.js';

const FILE = 'src/rules/transitions.ts';
const content = readFileSync(path.join(packageRoot, FILE), 'utf8');
const TESTS = [{ file: 'test/rules/transitions.test.ts', project: 'unit' }] as const;
/** Nobody waits so long: a run takes less than a second. */
const TIMEOUT_MS = 60_000;
const NO_SERVER = 'postgresql://127.0.0.1:1/none';

test('a mistake in a rule is noticed by its test, and one without an effect is not', {
  tags: ['long'],
}, async () => {
  // The mutants of an expression that no code uses have no effect.
  const source = `${content}\nexport const unused = 1 + 2;\n`;
  const { files, mutants } = await instrument([{ name: FILE, content: source }]);
  const noEffect = mutants.find(({ start }) => start > content.length);
  const sandbox = createSandbox(packageRoot);
  for (const { name, content: instrumented } of files) sandbox.write(name, instrumented);
  const runner = startRunner(sandbox.directory, NO_SERVER);
  onTestFinished(async () => {
    await runner.stop();
    sandbox.remove();
  });
  const run = (mutant?: Mutant) =>
    runner.run({ files: TESTS, ...(mutant?.number !== undefined && { mutant: mutant.number }) }, TIMEOUT_MS);
  expect(await run()).toMatchObject({ passed: true });
  expect(await run(noEffect)).toMatchObject({ passed: true });
  const outcomes = [];
  for (const mutant of mutants.filter(({ mutator }) => mutator === 'EqualityOperator').slice(0, 2))
    outcomes.push(await run(mutant));
  expect(outcomes).toEqual([
    expect.objectContaining({ passed: false, failure: expect.stringContaining('transitions.test.ts: ') }),
    expect.objectContaining({ passed: false }),
  ]);
});
