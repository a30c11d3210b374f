import { expect, onTestFinished, test } from 'vitest';
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
