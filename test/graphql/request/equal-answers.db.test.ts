import fc from 'fast-check';
import {
  GraphQLError,
  type GraphQLObjectType,
  getNamedType,
  isLeafType,
  isObjectType,
  parse,
  validate,
} from 'graphql';
import { expect, test } from 'vitest';
import { builder } from '../../../src/graphql/builder.js';
import { shortMessage } from '../../../src/graphql/request/short-message.js';
import { schema } from '../../../src/graphql/schema.js';
import { cacheCounts } from '../../../src/process/bounded-cache.js';
import { type GeneratedRequest, requests } from '../../support/clients/query-generator.js';
import { answerOfGraphqlJs } from '../../support/gateways/answer-of-graphql-js.js';
import { GENEROUS_LIMITS } from '../../support/gateways/generous-limits.js';
import { testGateway } from '../../support/gateways/test-gateway.js';
import { insertKeys } from '../../support/rows/insert-keys.js';
import { insertRichRefunds } from '../../support/rows/rich-refunds.js';

const gateway = testGateway({
  requestLimits: GENEROUS_LIMITS,
});
let ids: string[] = [];
gateway.prepare(async () => {
  ids = Object.values(await insertRichRefunds(gateway.database, 6)).flat();
  await insertKeys(gateway.database);
});

/** A few seconds' worth of runs. EQUAL_RUNS sets a larger number and prints the counts. */
const DEFAULT_RUNS = 15;
const RUNS = Number(process.env['EQUAL_RUNS'] ?? DEFAULT_RUNS);
const TIMEOUT_MS = 60_000 + RUNS * 500;
/** A document is compiled when it arrives the third time. */
const TIMES = 4;
/** Every field of a root type, so that new fields are compared too. */
const fieldsOf = (root: GraphQLObjectType | null | undefined): string[] =>
  Object.keys(root?.getFields() ?? {}).map((name) => `${root?.name}.${name}`);

/** The same API without the columns of each field: every row is read whole, and no relation is joined. */
const wholeRows = builder.toSchema();
for (const type of Object.values(wholeRows.getTypeMap()))
  if (isObjectType(type)) for (const field of Object.values(type.getFields())) field.extensions = {};

/** The answer of graphql-js over whole rows, without any fast path of ours. */
async function reference(request: GeneratedRequest): Promise<string> {
  const { errors, ...result } = await answerOfGraphqlJs(gateway, wholeRows, request);
  return JSON.stringify({ ...(errors && { errors: errors.map(told) }), ...result });
}

/** An error as a caller gets it. Nothing fails in this test, so each is written for the caller, with a code or by graphql-js. */
function told({ message, locations, path, extensions, originalError }: GraphQLError): object {
  const { code = 'BAD_USER_INPUT', ...details } = extensions;
  if (originalError && !(originalError instanceof GraphQLError)) throw originalError;
  return {
    message: shortMessage(message),
    locations,
    path,
    extensions: { code, ...details, requestId: 'same' },
  };
}

/** How many operations were compiled so far, those that were evicted included. */
function compiledSoFar(): number {
  const { entries = 0, evictions = 0 } = cacheCounts()['compiled operations'] ?? {};
  return entries + evictions;
}

interface Answered {
  readonly data?: unknown;
  readonly errors?: readonly { readonly path?: readonly (string | number)[] }[];
}

/** The errors of an answer, by the place that each error made null. */
function errorsByNull({ data, errors = [] }: Answered): Map<string, string[]> {
  const byNull = new Map<string, string[]>();
  for (const error of errors) {
    let value = data;
    const place: (string | number)[] = [];
    for (const step of error.path ?? []) {
      if (value === null || value === undefined) break;
      value = (value as Record<string | number, unknown>)[step];
      place.push(step);
    }
    const key = JSON.stringify(place);
    byNull.set(key, [...(byNull.get(key) ?? []), JSON.stringify(error)]);
  }
  return byNull;
}

/**
 * Expects the same data with the same order of fields, and null in the same places for the same reason. If several
 * failed fields make one place null, an executor may report any of them.
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

/** Compares the answers to generated requests. Each request is sent often enough to be compiled. Returns counts. */
async function compare(roots: readonly string[], asked: readonly string[]) {
  const seen = { requests: 0, compiled: 0, errors: 0, longest: 0 };
  await fc.assert(
    fc.asyncProperty(requests({ schema, ids: asked, roots }), async (request) => {
      fc.pre(validate(schema, parse(request.query)).length === 0);
      const expected = await reference(request);
      const before = compiledSoFar();
      for (let time = 1; time <= TIMES; time++) expectSame(await ask(request), expected, `time ${time}`);
      seen.requests++;
      seen.compiled += compiledSoFar() - before;
      if (expected.includes('"errors"')) seen.errors++;
      seen.longest = Math.max(seen.longest, expected.length);
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
  if (RUNS > DEFAULT_RUNS) console.log(JSON.stringify(seen));
  return seen;
}

test(
  'every fast path gives the same answer as graphql-js over whole rows',
  async () => {
    const seen = await compare(fieldsOf(schema.getQueryType()), ids);
    // The comparison is worth something: some documents are compiled, not all answers fail, and some are long.
    expect(seen.requests).toBe(RUNS);
    expect(seen.compiled).toBeGreaterThan(0);
    expect(seen.errors).toBeLessThan(seen.requests * 0.9);
    expect(seen.longest).toBeGreaterThan(100);
  },
  TIMEOUT_MS,
);

/** The leaf fields of a type and of the objects below it. */
function leavesOf(type: GraphQLObjectType, levels: number): string {
  const fields = Object.values(type.getFields()).map((field) => {
    const below = getNamedType(field.type);
    if (isLeafType(below)) return field.name;
    return isObjectType(below) && levels > 0 ? `${field.name} ${leavesOf(below, levels - 1)}` : '';
  });
  return `{ __typename ${fields.join(' ')} }`;
}

/** Where the types without `node(id:)` are found. */
const listOf: Readonly<Record<string, string>> = { BlockListEntry: 'blockList', ApiKey: 'apiKeys' };

test.each(['Refund', 'Charge', 'PaymentIntent', 'RefundEvent', 'BlockListEntry', 'ApiKey'])(
  'each field of %s, selected alone, has the same value as with a whole row',
  async (name) => {
    const type = schema.getType(name) as GraphQLObjectType;
    for (const field of Object.values(type.getFields())) {
      const below = getNamedType(field.type);
      const selection = isObjectType(below) ? `${field.name} ${leavesOf(below, 1)}` : field.name;
      const list = listOf[name];
      const query =
        list !== undefined
          ? `{ ${list} { nodes { ${selection} } } }`
          : `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on ${name} { ${selection} } } }`;
      const expected = await reference({ query, variables: { ids } });
      expect(expected, selection).not.toContain('"errors"');
      expectSame(await ask({ query, variables: { ids } }), expected, selection);
    }
  },
);

test(
  'every fast path gives the same refusal of a mutation as graphql-js',
  async () => {
    const seen = await compare(fieldsOf(schema.getMutationType()), [
      're_unknown',
      'ch_unknown',
      'pi_unknown',
    ]);
    expect(seen.requests).toBe(RUNS);
    expect(seen.compiled).toBeGreaterThan(0);
    expect(seen.errors).toBeLessThan(seen.requests);
  },
  TIMEOUT_MS,
);
