import {
  GraphQLError,
  type GraphQLField,
  getNamedType,
  getNullableType,
  isLeafType,
  isListType,
  isNonNullType,
  isScalarType,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { inject as request } from 'light-my-request';
import { describe, expect, test } from 'vitest';
import { DatabaseUnavailableError, OutcomeUnknownError } from '../../../src/database/retry.js';
import { schema } from '../../../src/graphql/schema.js';
import { createServer } from '../../../src/http/server.js';
import type { Database } from '../../../src/ledger/open-ledger.js';
import { RefundGroups } from '../../../src/refunds/create/refund-groups.js';
import { TestClock } from '../../support/gateways/test-clock.js';
import { testGateway } from '../../support/gateways/test-gateway.js';
import { testSandbox } from '../../support/gateways/test-sandbox.js';
import { type LoggedLine, testLogger } from '../../support/logs/test-logger.js';
import { insertRichRefunds } from '../../support/rows/rich-refunds.js';

const gateway = testGateway();
let ids: Awaited<ReturnType<typeof insertRichRefunds>>;
gateway.prepare(async () => {
  ids = await insertRichRefunds(gateway.database, 2);
  gateways = [loggingGateway(false), loggingGateway(true)];
});

/** An operation is compiled at its third use. */
const USES = 4;
/** The short form tests every tenth kind of field; EQUAL_FAULTS=all tests each. */
const EVERY = process.env['EQUAL_FAULTS'] === 'all' ? 1 : 10;
const SECRET = 'relation "secret_table" does not exist';

interface Fault {
  readonly name: string;
  /** Throws, or returns what the resolver or the database answers. */
  readonly fail: () => unknown;
  readonly code: string;
}
const INTERNAL = 'INTERNAL_SERVER_ERROR';
const throwing = (name: string, value: unknown, code = INTERNAL): Fault => ({
  name: `throws ${name}`,
  code,
  fail: () => {
    throw value;
  },
});
const rejecting = (name: string, value: unknown, code = INTERNAL): Fault => ({
  name: `rejects with ${name}`,
  code,
  fail: () => Promise.reject(value),
});
const coded = new GraphQLError('A refusal', { extensions: { code: 'RESOURCE_MISSING', param: 'id' } });
const extended = Object.assign(new Error(SECRET), { extensions: { code: 'MINE' } });
const unavailable = new DatabaseUnavailableError('lost', new Error(SECRET));
const thrown: readonly Fault[] = [
  throwing('an Error', new Error(SECRET)),
  rejecting('an Error', new Error(SECRET)),
  rejecting('an Error with extensions', extended),
  throwing('a GraphQLError without a code', new GraphQLError(SECRET)),
  rejecting('a GraphQLError with a code', coded, 'RESOURCE_MISSING'),
  throwing('an unavailable database', unavailable, 'OVERLOADED'),
  rejecting('an unknown outcome', new OutcomeUnknownError(SECRET, {}), 'OUTCOME_UNKNOWN'),
  throwing('text', SECRET),
  rejecting('an object', { message: SECRET, extensions: { code: 'MINE' } }),
  rejecting('nothing', undefined),
];
const returned = (name: string, value: unknown): Fault => ({
  name: `returns ${name}`,
  code: INTERNAL,
  fail: () => value,
});
const aNull = returned('null', null);
const anError = returned('an Error', new Error(SECRET));
const anObject = returned('an object', { secret_table: true });
const text = returned('text', 'secret_table');
const notANumber = returned('not a number', Number.NaN);

/** The statement that fails; the others are passed on. */
let failing: { nth: number; readonly fault: Fault } | undefined;

/** A database whose statements can fail. */
function faultyDatabase(): Database {
  const { database } = gateway;
  const faulty =
    <A extends readonly unknown[], R>(work: (...given: A) => Promise<R>) =>
    async (...given: A): Promise<R> => {
      if (failing && --failing.nth === 0) await failing.fault.fail();
      return work(...given);
    };
  return { ...database, query: faulty(database.query), write: faulty(database.write) };
}

/** A gateway that tells its answer to a query, and the faults that it logged. */
function loggingGateway(production: boolean) {
  const lines: LoggedLine[] = [];
  const database = faultyDatabase();
  const server = createServer({
    database,
    groups: new RefundGroups(database),
    clock: new TestClock(),
    processor: testSandbox,
    production,
    logger: testLogger(lines),
  });
  return async (query: string) => {
    lines.length = 0;
    const { payload, statusCode } = await request((req, res) => server.emit('request', req, res), {
      method: 'POST',
      url: '/graphql',
      headers: { 'content-type': 'application/json', 'x-request-id': 'same' },
      payload: JSON.stringify({ query }),
    });
    const logged = lines
      .filter(({ msg }) => msg === 'Unexpected error')
      // The two executors differ in quotes.
      .map(({ err, level }) => ({ level, message: err?.message.replaceAll('"', ''), type: err?.type }));
    return { statusCode, payload, logged };
  };
}

let gateways: readonly ReturnType<typeof loggingGateway>[] = [];
let texts = 0;

interface AnsweredError {
  readonly path?: readonly (string | number)[];
  readonly locations?: readonly object[];
  readonly extensions: { readonly code: string };
}

/** Sends a query on both paths, in development and production, often enough to be compiled. Expects one answer, with errors of this field. */
async function expectOneAnswer(query: string, fault: Fault, field: string, nth?: number): Promise<void> {
  let first: unknown;
  // A query with this word takes the standard path.
  for (const ask of gateways)
    for (const path of ['fast path', 'subscription']) {
      const uncached = `${query} # ${path} ${++texts}`;
      for (let use = 1; use <= USES; use++) {
        failing = nth === undefined ? undefined : { nth, fault };
        const answer = await ask(uncached);
        const hint = `${fault.name}, ${path}, gateway ${gateways.indexOf(ask)}, use ${use}: ${query}`;
        first ??= answer;
        expect(answer, hint).toEqual(first);
        expect(answer.payload, hint).not.toContain('secret');
        const { errors } = JSON.parse(answer.payload) as { errors?: AnsweredError[] };
        const codes = new Set(errors?.map(({ extensions }) => extensions.code));
        expect([...codes], hint).toEqual([fault.code]);
        for (const { path, locations } of errors ?? []) {
          expect(path, hint).toContain(field);
          expect(locations, hint).toHaveLength(1);
        }
        expect(answer.logged.length > 0, hint).toBe(fault.code !== 'RESOURCE_MISSING');
      }
    }
}

/** A statement for each relation. */
const RELATIONS = 'charge { id refunds(first: 1) { totalCount } } events(first: 1) { nodes { id } }';
/** Fields of each kind of type, at the root and below. */
const QUERY = `{ refunds(first: 1) { totalCount nodes { id amount created status reason metadata description
  charge { currency refunded refunds(first: 1) { totalCount } } } } node(id: "re_1") { id } }`;

/** A field of the query for each kind of type, at the root and below. */
function faultyFields() {
  const found = new Map<string, { readonly name: string; readonly field: GraphQLField<unknown, unknown> }>();
  const info = new TypeInfo(schema);
  visit(
    parse(QUERY),
    visitWithTypeInfo(info, {
      Field() {
        const [field, parent] = [info.getFieldDef(), info.getParentType()];
        if (!field || !parent || field.name.startsWith('__')) return;
        const named = getNamedType(field.type);
        const kind = String(field.type).replace(
          /\w+/,
          isScalarType(named) ? named.name : named.constructor.name,
        );
        const key = `${parent === schema.getQueryType() ? 'root' : 'nested'} ${kind}`;
        if (!found.has(key)) found.set(key, { name: `${parent}.${field.name}: ${field.type}`, field });
      },
    }),
  );
  return [...found.values()].filter((_, index) => index % EVERY === 0);
}

function faultsOf({ type }: GraphQLField<unknown, unknown>): readonly Fault[] {
  const nullable = getNullableType(type);
  return [
    ...thrown,
    anError,
    ...(isNonNullType(type) ? [aNull] : []),
    ...(isListType(nullable) ? [anObject, text] : []),
    ...(isLeafType(nullable) && !['String', 'ID', 'Metadata', 'Boolean'].includes(nullable.name)
      ? [anObject, text]
      : []),
    ...(isLeafType(nullable) && nullable.name === 'Int' ? [notANumber] : []),
  ];
}

describe('a field that fails', () => {
  test.each(faultyFields())('$name', async ({ field }) => {
    const { resolve, name } = field;
    try {
      for (const fault of faultsOf(field)) {
        field.resolve = () => fault.fail();
        await expectOneAnswer(QUERY, fault, name);
      }
    } finally {
      if (resolve) field.resolve = resolve;
      else delete field.resolve;
    }
  });
});

describe('a statement that fails', () => {
  test.each([1, 2])('number %i', async (nth) => {
    for (const fault of thrown)
      await expectOneAnswer(`{ refund(id: "${ids.Refund[0]}") { ${RELATIONS} } }`, fault, 'refund', nth);
  });

  test('of a mutation', async () => {
    const input = `{ charge: "${ids.Charge[0]}", idempotencyKey: "same" }`;
    for (const fault of thrown)
      await expectOneAnswer(
        `mutation { createRefund(input: ${input}) { __typename } }`,
        fault,
        'createRefund',
        1,
      );
  });
});

test.each(['fast path', 'subscription'])('null for an argument is the caller’s mistake: %s', async (path) => {
  const query = `query ($id: ID = "re_1") { refund(id: $id) { id } } # ${path}`;
  for (let use = 1; use <= USES; use++)
    expect((await gateway.query(query, { id: null })).errors, `use ${use}`).toMatchObject([
      {
        message: 'Argument "id" of non-null type "ID!" must not be null.',
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
});
