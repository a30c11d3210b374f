import fc from 'fast-check';
import {
  execute,
  type GraphQLObjectType,
  getNamedType,
  isLeafType,
  isObjectType,
  parse,
  validate,
} from 'graphql';
import { expect, test } from 'vitest';
import { builder } from '../../../src/graphql/builder.js';
import type { GatewayContext } from '../../../src/graphql/context.js';
import { Loaders } from '../../../src/graphql/loading/loaders.js';
import { describeResult, maskError } from '../../../src/graphql/request/errors.js';
import { schema } from '../../../src/graphql/schema.js';
import { Followers } from '../../../src/refunds/events/followers.js';
import { type GeneratedRequest, requests } from '../../support/clients/query-generator.js';
import { testGateway } from '../../support/gateways/test-gateway.js';
import { testSandbox } from '../../support/gateways/test-sandbox.js';
import { insertRichRefunds } from '../../support/rows/rich-refunds.js';

const gateway = testGateway();
let ids: string[] = [];
gateway.prepare(async () => {
  ids = Object.values(await insertRichRefunds(gateway.database, 6)).flat();
});

/** Some seconds; EQUAL_RUNS asks for more, and shows what was compared. */
const DEFAULT_RUNS = 15;
const RUNS = Number(process.env['EQUAL_RUNS'] ?? DEFAULT_RUNS);
const TIMEOUT_MS = 60_000 + RUNS * 500;
/** Compiled when it comes the third time. */
const TIMES = 4;
/** Every field of a root type, so that a new one is compared too. */
const fieldsOf = (root: GraphQLObjectType | null | undefined): string[] =>
  Object.keys(root?.getFields() ?? {}).map((name) => `${root?.name}.${name}`);

/** The same API, but no field says what it is resolved from: every row is read whole, and no relation is joined. */
const wholeRows = builder.toSchema();
for (const type of Object.values(wholeRows.getTypeMap()))
  if (isObjectType(type)) for (const field of Object.values(type.getFields())) field.extensions = {};

/** The answer of graphql-js over whole rows, without any fast path of ours. */
async function reference({ query, variables }: GeneratedRequest): Promise<string> {
  const { database, clock, groups } = gateway;
  const contextValue: GatewayContext = {
    database,
    clock,
    groups,
    processor: testSandbox,
    followers: new Followers(),
    actor: null,
    idempotencyKey: null,
    load: new Loaders(database.query),
  };
  const result = await execute({
    schema: wholeRows,
    document: parse(query),
    contextValue,
    variableValues: variables,
  });
  const masked = {
    ...result,
    ...(result.errors && { errors: result.errors.map((error) => maskError(error) as never) }),
  };
  return JSON.stringify(describeResult(masked, { requestId: 'same', logUnexpected: () => {} }, false));
}

interface Answered {
  readonly data?: unknown;
  readonly errors?: readonly { readonly path?: readonly (string | number)[] }[];
}

/** The errors of an answer by the place that each made null. */
function errorsByNull({ data, errors = [] }: Answered): Map<string, string[]> {
  const byNull = new Map<string, string[]>();
  for (const error of errors) {
    let at = data;
    const place: (string | number)[] = [];
    for (const step of error.path ?? []) {
      if (at === null || at === undefined) break;
      at = (at as Record<string | number, unknown>)[step];
      place.push(step);
    }
    const key = JSON.stringify(place);
    byNull.set(key, [...(byNull.get(key) ?? []), JSON.stringify(error)]);
  }
  return byNull;
}

/**
 * The same data, in the same order of fields, null in the same places for the same reason. Of several fields that fail
 * below what becomes null for all of them, an executor may tell whichever failed first.
 */
function expectSame(answer: string, expected: string, hint: string): void {
  const [one, other] = [JSON.parse(answer) as Answered, JSON.parse(expected) as Answered];
  expect(Object.keys(one), hint).toEqual(Object.keys(other));
  expect(JSON.stringify(one.data), hint).toBe(JSON.stringify(other.data));
  const [errors, expectedErrors] = [errorsByNull(one), errorsByNull(other)];
  expect([...errors.keys()].toSorted(), hint).toEqual([...expectedErrors.keys()].toSorted());
  for (const [place, told] of expectedErrors)
    if (told.every((error) => JSON.stringify(JSON.parse(error).path) === place))
      expect(errors.get(place), hint).toEqual(told);
}

async function ask({ query, variables }: GeneratedRequest): Promise<string> {
  const { payload } = await gateway.http({
    headers: { 'content-type': 'application/json', 'x-request-id': 'same' },
    body: JSON.stringify({ query, variables }),
  });
  return payload;
}

/** Compares the answers to requests, as often as it takes to compile them, and counts what it compared. */
async function compare(roots: readonly string[], asked: readonly string[]) {
  const seen = { requests: 0, compiled: 0, errors: 0, longest: 0 };
  await fc.assert(
    fc.asyncProperty(requests({ schema, ids: asked, roots }), async (request) => {
      fc.pre(validate(schema, parse(request.query)).length === 0);
      const expected = await reference(request);
      for (let time = 1; time <= TIMES; time++) expectSame(await ask(request), expected, `time ${time}`);
      seen.requests++;
      if (!request.query.includes('@')) seen.compiled++;
      if (expected.includes('"errors"')) seen.errors++;
      seen.longest = Math.max(seen.longest, expected.length);
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
  if (RUNS > DEFAULT_RUNS) console.log(JSON.stringify(seen));
  return seen;
}

test(
  'every fast path answers what graphql-js answers over whole rows',
  async () => {
    const seen = await compare(fieldsOf(schema.getQueryType()), ids);
    // It is worth comparing: much is compiled, not all of it fails, and some of it is long.
    expect(seen.compiled).toBeGreaterThan(0);
    expect(seen.errors).toBeLessThan(seen.requests * 0.9);
    expect(seen.longest).toBeGreaterThan(100);
  },
  TIMEOUT_MS,
);

/** The leaves of a type, and those of the objects below it. */
function leavesOf(type: GraphQLObjectType, levels: number): string {
  const fields = Object.values(type.getFields()).map((field) => {
    const below = getNamedType(field.type);
    if (isLeafType(below)) return field.name;
    return isObjectType(below) && levels > 0 ? `${field.name} ${leavesOf(below, levels - 1)}` : '';
  });
  return `{ __typename ${fields.join(' ')} }`;
}

test.each(['Refund', 'Charge', 'PaymentIntent', 'RefundEvent', 'BlockListEntry'])(
  'each field of %s, asked by itself, has the value that it has over a whole row',
  async (name) => {
    const type = schema.getType(name) as GraphQLObjectType;
    for (const field of Object.values(type.getFields())) {
      const below = getNamedType(field.type);
      const selection = isObjectType(below) ? `${field.name} ${leavesOf(below, 1)}` : field.name;
      const query =
        name === 'BlockListEntry'
          ? `{ blockList { nodes { ${selection} } } }`
          : `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on ${name} { ${selection} } } }`;
      const expected = await reference({ query, variables: { ids } });
      expect(expected, selection).not.toContain('"errors"');
      expectSame(await ask({ query, variables: { ids } }), expected, selection);
    }
  },
);

test(
  'refusals of mutations too',
  async () => {
    await compare(fieldsOf(schema.getMutationType()), ['re_unknown', 'ch_unknown', 'pi_unknown']);
  },
  TIMEOUT_MS,
);
