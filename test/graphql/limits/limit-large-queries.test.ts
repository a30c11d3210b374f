import { buildSchema, type ExecutionResult, parse } from 'graphql';
import { expect, test } from 'vitest';
import { limitLargeQueries } from '../../../src/graphql/limits/limit-large-queries.js';

const MIN_LARGE_VALUES = 2_000;
const MAX_LARGE_QUERIES = 3;
const MAX_WAITING_QUERIES = 500;

const schema = buildSchema('type Query { value: ID } type Mutation { value: ID }');
const aliases = (count: number): string =>
  Array.from({ length: count }, (_, index) => `a${index}: value`).join(' ');
const LARGE = parse(`{ ${aliases(MIN_LARGE_VALUES)} }`);

/** Operations that end only when the test releases them, under a clock that the test sets. */
function heldOperations() {
  const clock = { now: 0 };
  const releases: (() => void)[] = [];
  const plugin = limitLargeQueries(() => clock.now);
  const execute = (document = LARGE): Promise<ExecutionResult> => {
    let executed = (_: unknown): unknown =>
      new Promise((resolve) => releases.push(() => resolve({ data: {} })));
    let stopped: unknown;
    const args = { schema, document };
    plugin.onExecute?.({
      args,
      executeFn: executed,
      setExecuteFn: (given: typeof executed) => {
        executed = given;
      },
      setResultAndStopExecution: (result: unknown) => {
        stopped = result;
      },
    } as never);
    return Promise.resolve((stopped ?? executed(args)) as ExecutionResult);
  };
  return {
    clock,
    execute,
    running: () => releases.length,
    release: () => {
      const next = releases.shift();
      next?.();
      return next !== undefined;
    },
  };
}

const many = (execute: () => Promise<ExecutionResult>, count: number) =>
  Array.from({ length: count }, execute);
const OVERLOADED = {
  errors: [
    {
      message: 'The gateway has too many large queries to answer. Try again soon, or ask for less.',
      extensions: {
        code: 'OVERLOADED',
        retryable: true,
        http: { status: 503, headers: { 'retry-after': '1' } },
      },
    },
  ],
};

test('large queries beyond the limit wait, and are answered one after the other', async () => {
  const { execute, running, release } = heldOperations();
  const answers = many(execute, MAX_LARGE_QUERIES + 2);
  await Promise.resolve();
  expect(running()).toBe(MAX_LARGE_QUERIES);
  for (let left = answers.length; left > 0; left--) {
    await expect.poll(running).toBe(Math.min(left, MAX_LARGE_QUERIES));
    release();
  }
  for (const answer of answers) expect(await answer).toEqual({ data: {} });
});

test.each([
  ['a small query', parse(`{ ${aliases(MIN_LARGE_VALUES - 1)} }`)],
  ['a mutation', parse(`mutation { ${aliases(MIN_LARGE_VALUES)} }`)],
])('%s does not wait for large queries', async (_, document) => {
  const { execute, running } = heldOperations();
  many(execute, MAX_LARGE_QUERIES);
  await expect.poll(running).toBe(MAX_LARGE_QUERIES);
  void execute(document);
  expect(running()).toBe(MAX_LARGE_QUERIES + 1);
});

test('a large query is refused while as many wait as may wait', async () => {
  const { execute, release } = heldOperations();
  const answers = many(execute, MAX_LARGE_QUERIES + MAX_WAITING_QUERIES);
  await Promise.resolve();
  expect(await execute()).toMatchObject(OVERLOADED);
  for (const answer of answers) {
    await expect.poll(release).toBe(true);
    expect(await answer).toEqual({ data: {} });
  }
});

test('a known operation is executed at once if it is no large query', () => {
  const { whenKnown } = limitLargeQueries();
  const allows = (document: string) => whenKnown.allows?.({ schema, document: parse(document) } as never);
  expect(allows(`{ ${aliases(MIN_LARGE_VALUES - 1)} }`)).toBe(true);
  expect(allows(`{ ${aliases(MIN_LARGE_VALUES)} }`)).toBe(false);
  expect(allows(`mutation { ${aliases(MIN_LARGE_VALUES)} }`)).toBe(true);
});

test('an operation that the document lacks is no large query: execution refuses it', async () => {
  const { whenKnown } = limitLargeQueries();
  const document = parse(`query a { ${aliases(MIN_LARGE_VALUES)} }`);
  expect(whenKnown.allows?.({ schema, document, operationName: 'b' } as never)).toBe(true);
});

test('a large query that waited too long is refused when its turn comes, and the next one is answered', async () => {
  const { clock, execute, running, release } = heldOperations();
  many(execute, MAX_LARGE_QUERIES);
  const late = execute();
  clock.now = 1;
  const next = execute();
  await expect.poll(running).toBe(MAX_LARGE_QUERIES);
  clock.now = 5_001;
  release();
  expect(await late).toMatchObject(OVERLOADED);
  for (let left = MAX_LARGE_QUERIES; left > 0; left--) release();
  expect(await next).toEqual({ data: {} });
});
