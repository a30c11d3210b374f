import { describe, expect, test } from 'vitest';
import { schema } from '../../../src/graphql/schema.js';
import { answerOfGraphqlJs } from '../../support/gateways/answer-of-graphql-js.js';
import { listeningGateway } from '../../support/gateways/listening-gateway.js';
import { insertCharge } from '../../support/rows/ledger-rows.js';
import { insertRichRefunds } from '../../support/rows/rich-refunds.js';

const development = listeningGateway();
const { gateway } = development;
const production = listeningGateway({ production: true, holder: gateway });
gateway.prepare(() => insertRichRefunds(gateway.database, 3));

/** A document is compiled when it arrives the third time. */
const USES = 4;
const WAYS = ['fast path', 'GET', 'event stream'] as const;
type Way = (typeof WAYS)[number];

/** Every how many names of JavaScript's prototypes are tried. `RESERVED_NAMES=all` tries all. */
const EVERY = process.env['RESERVED_NAMES'] === 'all' ? 1 : 30;

/** Names that mean something to JavaScript, JSON or promises, and an ordinary one. */
const names = [
  ...new Set([
    ...['then', '__proto__', 'constructor', 'toJSON', 'toString', 'valueOf', 'hasOwnProperty', 'length'],
    ...[Object, Function, Array, Promise]
      .flatMap((each) => Object.getOwnPropertyNames(each.prototype))
      .filter((_, index) => index % EVERY === 0),
    ...['prototype', 'iterator', 'asyncIterator', 'next', 'return', 'throw', 'data', 'errors'],
    ...['extensions', 'initialResult', 'hasNext', 'message', 'locations', 'path', '__typename', 'ordinary'],
  ]),
];

const reading = (name: string): string =>
  `{ ${name}: refunds(first: 2) { ${name}: nodes { amount ${name}: charge { x: currency ${name}: amount } } } }`;
const leafOf = (name: string): string => `{ refunds(first: 2) { nodes { x: status ${name}: amount } } }`;
const writing = (name: string): string =>
  `mutation { ${name}: createRefunds(input: { refunds: [{ charge: "ch_none" }] }) { ${name}: results { ... on RefundError { x: code ${name}: message } } } }`;
const variable = (name: string): string =>
  `query($${name}: Int) { refunds(first: $${name}) { nodes { id } } }`;

async function ask(url: string, way: Way, query: string, variables = '{}'): Promise<string> {
  const accept = way === 'event stream' ? 'text/event-stream' : 'application/json';
  const response =
    way === 'GET'
      ? await fetch(`${url}?${new URLSearchParams({ query, variables })}`, { headers: { accept } })
      : await fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json', accept },
          body: `{"query":${JSON.stringify(query)},"variables":${variables}}`,
        });
  const text = await response.text();
  return way === 'event stream' ? (/^data: (.+)$/m.exec(text)?.[1] ?? text) : text;
}

const isRefused = (answer: string): boolean => answer.includes('"code":"GRAPHQL_VALIDATION_FAILED"');

/** Expects the answer of graphql-js or a refusal, however often and by whatever way a document comes. */
async function expectHeldOrRefused(query: string, variables?: string): Promise<boolean> {
  const given = variables === undefined ? {} : JSON.parse(variables);
  const expected = JSON.stringify(await answerOfGraphqlJs(gateway, schema, { query, variables: given }));
  const refused = new Set<boolean>();
  for (const way of WAYS.filter((each) => each !== 'GET' || !query.startsWith('mutation')))
    for (let use = 1; use <= USES; use++) {
      const answer = await ask(development.url(), way, query, variables);
      refused.add(isRefused(answer));
      if (!isRefused(answer)) expect(answer, `${way}, use ${use}`).toBe(expected);
    }
  expect([...refused]).toHaveLength(1);
  return refused.has(true);
}

describe('a name in a document is answered as graphql-js answers it, or refused if an executor cannot hold it', () => {
  test.each([
    ['an alias of a list, an object and a number', reading, ['__proto__', 'then']],
    ['an alias of a field in a list', leafOf, ['__proto__', 'then']],
    ['an alias of a mutation and its results', writing, ['__proto__', 'then']],
  ])('%s', async (_, documentOf, expected) => {
    const refused: string[] = [];
    for (const name of names) if (await expectHeldOrRefused(documentOf(name))) refused.push(name);
    expect(refused.toSorted()).toEqual(expected);
  });

  test('a variable', async () => {
    const refused: string[] = [];
    for (const name of names)
      if (await expectHeldOrRefused(variable(name), `{"${name}":1}`)) refused.push(name);
    expect(refused).toEqual(['__proto__']);
  });
});

describe('a name that an executor cannot hold is refused before anything is done, and its place is told', () => {
  const cases = [
    ['{ a: __typename then: __typename }', 'A field of the answer cannot be called "then".', 17],
    ['{ ...f } fragment f on Query { __proto__: __typename }', 'A field of the answer cannot', 32],
    ['subscription { then: refundEvents { id } }', 'A field of the answer cannot be called "then".', 16],
    ['query ($__proto__: Int) { refunds(first: $__proto__) { totalCount } }', 'A variable cannot', 8],
  ] as const;
  test.each(cases)('%s', async (query, message, column) => {
    for (const { url } of [development, production])
      for (const way of WAYS)
        for (let use = 1; use <= USES; use++)
          expect(JSON.parse(await ask(url(), way, query)), `${way}, use ${use}`).toMatchObject({
            errors: [
              {
                message: expect.stringContaining(message),
                locations: [{ line: 1, column }],
                extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
              },
            ],
          });
  });

  test('no refund is created', async () => {
    const { id } = await insertCharge(gateway.database, { amount: 100n });
    const query = `mutation { createRefunds(input: { refunds: [{ charge: "${id}", amount: 1 }] }) { results { ... on CreateRefundPayload { then: idempotentReplay } } } }`;
    for (const { url } of [development, production])
      for (const way of ['fast path', 'event stream'] as const)
        expect(isRefused(await ask(url(), way, query))).toBe(true);
    const { data } = await gateway.query(`{ charge(id: "${id}") { refunds { totalCount } } }`);
    expect(data.charge.refunds.totalCount).toBe(0);
  });
});
