import { type DocumentNode, GraphQLError, parse } from 'graphql';
import { describe, expect, onTestFinished, test } from 'vitest';
import { compiledQueries, completedResult } from '../../../src/graphql/request/compiled-queries.js';
import { createGateway, type GatewayOptions } from '../../../src/graphql/request/yoga.js';
import { schema } from '../../../src/graphql/schema.js';
import { cacheCounts } from '../../../src/process/bounded-cache.js';
import { serverContext } from '../../support/gateways/server-context.js';

const { yoga } = createGateway({ production: true, database: {} } as GatewayOptions);

async function send(query: string, operationName?: string): Promise<unknown> {
  const request = { headers: { get: () => null }, method: 'POST', url: 'http://localhost/graphql' };
  const params = { query, ...(operationName !== undefined && { operationName }) };
  return yoga.getResultForParams({ params, request: request as never }, serverContext() as never);
}

const compiled = () => cacheCounts()['compiled operations'];
const selecting = (name: string, fields: number): string =>
  `query ${name} { ${'__typename '.repeat(fields)} }`;

test('an operation is compiled at its third use, and counts with its selections and its text', async () => {
  const before = compiled()?.characters ?? 0;
  const document = selecting('third', 7);
  await send(document);
  await send(document);
  expect(compiled()?.characters).toBe(before);
  expect(await send(document)).toMatchObject({ data: { __typename: 'Query' } });
  // Seven selections, and one for the text.
  expect(compiled()?.characters).toBe(before + 7 + 1);
  expect(await send(document)).toMatchObject({ data: { __typename: 'Query' } });
});

test('once it is compiled, an operation is not executed by the executor', async () => {
  const field = schema.getQueryType()?.getFields()['viewer'];
  if (!field) throw new Error('The field of this test is missing');
  const { resolve } = field;
  onTestFinished(() => {
    if (resolve) field.resolve = resolve;
    else delete field.resolve;
  });
  const seen: boolean[] = [];
  field.resolve = () => {
    seen.push(/@graphql-tools.executor/.test(new Error('for its stack').stack ?? ''));
    return null;
  };
  for (let use = 1; use <= 5; use++) await send('query executed { viewer { name } }');
  expect(seen).toEqual([true, true, false, false, false]);
});

test('each operation of a document is compiled by itself, and no unknown name is', async () => {
  const document = `${selecting('one', 3)} ${selecting('two', 4)}`;
  const before = compiled()?.entries ?? 0;
  for (const name of ['one', 'two', 'none', 'nothing'])
    for (let use = 0; use < 4; use++) await send(document, name);
  expect(compiled()?.entries).toBe(before + 2);
});

test('a large operation is not compiled', async () => {
  const before = compiled();
  for (let use = 0; use < 4; use++) await send(selecting('large', 301));
  expect(compiled()).toEqual(before);
});

test.each([
  ['in an input', '$v: ID!', 'input: { charge: $v }', 1],
  [
    'in the literal of a scalar, which would be read only once',
    '$v: String',
    'input: { charge: "ch_1", metadata: { a: $v } }',
    0,
  ],
])('an operation with a variable %s', async (_, definition, input, compiledMore) => {
  const before = compiled()?.entries ?? 0;
  for (let use = 0; use < 4; use++)
    await send(`mutation (${definition}) { createRefund(${input}) { __typename } }`);
  expect(compiled()?.entries).toBe(before + compiledMore);
});

test('ever new operations evict each other', async () => {
  for (let each = 0; each < 120; each++)
    for (let use = 0; use < 3; use++) await send(selecting(`many${each}`, 300));
  expect(compiled()?.characters).toBeLessThanOrEqual(30_000);
  expect(compiled()?.evictions).toBeGreaterThan(0);
});

/** Executes a document, and tells whether it was compiled. */
function isCompiledAtUse(document: DocumentNode): boolean {
  let isCompiled = false;
  const setExecuteFn = () => {
    isCompiled = true;
  };
  compiledQueries().onExecute?.({ args: { schema, document }, setExecuteFn } as never);
  return isCompiled;
}

test('an operation that the cache does not keep has to be repeated again before it is compiled', () => {
  // Its text counts more than the cache holds.
  const document = parse(`query forgotten { __typename } #${' '.repeat(6_000_000)}`);
  const uses = Array.from({ length: 6 }, () => isCompiledAtUse(document));
  expect(uses).toEqual([false, false, true, false, false, true]);
});

test('an operation that cannot be compiled is looked at once, and not at each further use', () => {
  const document = parse('query looked { __typename @skip(if: false) }');
  const { definitions } = document;
  let looks = 0;
  Object.defineProperty(document, 'definitions', {
    get: () => {
      looks++;
      return definitions;
    },
  });
  const uses = Array.from({ length: 5 }, () => {
    looks = 0;
    expect(isCompiledAtUse(document)).toBe(false);
    return looks > 1;
  });
  expect(uses).toEqual([false, false, true, false, false]);
});

describe('the errors of a compiled operation are those of the executor', () => {
  const body = '{\r\n  a\r  b\n  c }';
  const document = parse(body);
  /** What becomes of an error that the compiler tells, at a line and a column. */
  const completed = (error: object, data?: object) =>
    completedResult({ ...(data && { data }), errors: [error] } as never, { document } as never);

  test.each([
    [2, 3, 'a'],
    [3, 3, 'b'],
    [4, 3, 'c'],
  ])('in line %i, after any end of a line', (line, column, name) => {
    const { errors } = completed({ message: 'broken', path: [name], locations: [{ line, column }] });
    const [position = -1] = errors?.[0]?.positions ?? [];
    expect(body[position]).toBe(name);
    expect(errors?.[0]?.source?.body).toBe(body);
    expect(errors?.[0]?.path).toEqual([name]);
  });

  test('they come before the data, which is null if there is none', () => {
    expect(JSON.stringify(completed({ message: 'broken' }))).toBe(
      '{"errors":[{"message":"broken"}],"data":null}',
    );
  });

  test('their cause is an error, whatever was thrown', () => {
    const cause = (error: object) => completed(error).errors?.[0];
    const thrown = new Error('thrown');
    expect(cause({ message: 'thrown', originalError: thrown })?.originalError).toBe(thrown);
    expect(cause({ message: 'text', originalError: 'text' })?.originalError).toEqual(new Error('text'));
    expect(cause({ message: '' })?.message).toBe('undefined');
  });

  test('a cause that tells its own place keeps it', () => {
    const nodes = document.definitions;
    const cause = new GraphQLError('of the first', { nodes, path: ['own'] });
    const locations = [{ line: 4, column: 3 }];
    const [error] =
      completed({ message: 'of the first', path: ['c'], locations, originalError: cause }).errors ?? [];
    expect(error).toMatchObject({ path: ['own'], locations: [{ line: 1, column: 1 }] });
  });

  test('a result without errors stays as it is', () => {
    const result = { data: { a: 1 } };
    expect(completedResult(result, { document } as never)).toBe(result);
  });
});
