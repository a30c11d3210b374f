import { describe, expect, test } from 'vitest';
import { testDatabase } from '../../support/databases/test-database.js';
import { type TestGateway, testGateway } from '../../support/gateways/test-gateway.js';
import { insertCharge, insertRefund } from '../../support/rows/ledger-rows.js';

const holder = testDatabase();
const requestLimits = {
  maxRows: 20,
  maxValues: 100,
  maxWrites: 2,
  maxSelections: 30,
  maxItems: 5,
  maxErrors: 3,
  maxEventRows: 10,
};
const gateway = testGateway({ holder, requestLimits });
const production = testGateway({ holder, requestLimits, production: true });
const narrow = testGateway({ holder, requestLimits: { maxAnswerBytes: 60_000, maxValues: 100_000 } });

const CHARGE = 'ch_of_many';
gateway.prepare(async () => {
  const charge = await insertCharge(gateway.database, { id: CHARGE, amount: 1_000_000n });
  for (let each = 0; each < 100; each++)
    await insertRefund(gateway.database, charge, { amount: 1n, metadata: { note: 'x'.repeat(500) } });
});

/** Sends a document by both paths and by GET, and returns the one answer that all of them give. */
async function answerOf(
  asked: TestGateway,
  query: string,
  variables: object = {},
  operationName?: string,
): Promise<{ status: number; body: unknown }> {
  const body = JSON.stringify({ query, variables, operationName });
  const json = { 'content-type': 'application/json', 'x-request-id': 'asked-1' };
  const [fast, standard] = await Promise.all([
    asked.http({ headers: json, body }),
    // An Accept header that the fast path does not know.
    asked.http({ headers: { ...json, accept: 'application/json, text/plain' }, body }),
  ]);
  expect(standard.statusCode).toBe(fast.statusCode);
  expect(standard.json()).toEqual(fast.json());
  return { status: fast.statusCode, body: fast.json() };
}

const PAGES = '{ charges(first: 5) { nodes { refunds(first: 4) { nodes { id } } } } }';

describe('an operation that costs too much does not run', () => {
  test('in development, the error tells the limit and the count', async () => {
    const { status, body } = await answerOf(gateway, PAGES);
    expect(status).toBe(400);
    expect(body).toEqual({
      errors: [
        {
          message:
            'The request has 25 rows in its answer; MAX_ROWS allows 20. Ask for less, or raise this setting of the gateway.',
          extensions: {
            code: 'LIMIT_EXCEEDED',
            limit: 'MAX_ROWS',
            count: 25,
            max: 20,
            requestId: 'asked-1',
          },
        },
      ],
    });
  });

  test('in production, the error tells the limit only', async () => {
    const { status, body } = await answerOf(production, PAGES);
    expect(status).toBe(400);
    expect(body).toEqual({
      errors: [
        {
          message: 'The request exceeds MAX_ROWS.',
          extensions: { code: 'LIMIT_EXCEEDED', limit: 'MAX_ROWS', requestId: 'asked-1' },
        },
      ],
    });
  });

  test.each<[string, string, string, object?]>([
    ['values', 'MAX_VALUES', '{ refunds(first: 20) { nodes { id amount status currency created } } }'],
    ['a variable', 'MAX_ROWS', 'query ($n: Int) { refunds(first: $n) { nodes { id } } }', { n: 21 }],
    ['a default', 'MAX_ROWS', 'query ($n: Int = 21) { refunds(first: $n) { nodes { id } } }'],
    ['selections', 'MAX_SELECTIONS', `{ ${'__typename '.repeat(31)} }`],
    [
      'selections of another operation',
      'MAX_SELECTIONS',
      `query a { __typename } query b { ${'__typename '.repeat(31)} }`,
    ],
  ])('%s', async (_, limit, query, variables) => {
    const { body } = await answerOf(gateway, query, variables);
    expect(body).toMatchObject({ errors: [{ extensions: { code: 'LIMIT_EXCEEDED', limit } }] });
  });

  test('the same operation is answered with a smaller page', async () => {
    const query = 'query ($n: Int) { refunds(first: $n) { nodes { id } } }';
    for (const n of [21, 3, 22, 4])
      expect((await gateway.query(query, { n })).data?.refunds.nodes.length).toBe(n <= 20 ? n : undefined);
  });

  test('a document with many faults tells ten of them', async () => {
    const { errors } = await gateway.query(
      `{ ${Array.from({ length: 25 }, (_, at) => `none${at}`).join(' ')} }`,
    );
    expect(errors).toHaveLength(11);
    expect(errors?.at(-1)?.message).toContain('Validation aborted');
  });

  test.each<[string, string, object]>([
    ['a list', 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: Array(6).fill('re_1') }],
    [
      'a list in an object',
      'query ($f: RefundFilter) { refunds(filter: $f) { totalCount } }',
      { f: { currency: Array(6).fill('usd') } },
    ],
    [
      'an object',
      'query ($f: RefundFilter) { refunds(filter: $f) { totalCount } }',
      { f: { a: 1, b: 1, c: 1, d: 1, e: 1, f: 1 } },
    ],
    ['variables that the operation lacks', '{ __typename }', { a: 1, b: 1, c: 1, d: 1, e: 1, f: 1 }],
  ])('variables with too many items: %s', async (_, query, variables) => {
    const { status, body } = await answerOf(gateway, query, variables);
    expect(status).toBe(400);
    expect(body).toMatchObject({
      errors: [{ extensions: { code: 'LIMIT_EXCEEDED', limit: 'MAX_ITEMS', count: 6 } }],
    });
  });

  test('pages with wrong arguments, of which each would answer with an error', async () => {
    const pages = (charges: number) =>
      `{ charges(first: ${charges}) { nodes { refunds(first: 0) { pageInfo { hasNextPage } } } } }`;
    const { body } = await answerOf(gateway, pages(4));
    expect(body).toMatchObject({ errors: [{ extensions: { limit: 'MAX_ERRORS', count: 4 } }] });
    const { body: few } = await answerOf(gateway, pages(3));
    expect(few).toMatchObject({ errors: [{ extensions: { code: 'PARAMETER_INVALID', param: 'first' } }] });
  });

  test('a mutation with too many writes creates nothing', async () => {
    const input = { charge: CHARGE, amount: 1 };
    const document = (fields: number) =>
      `mutation ($input: CreateRefundInput!) { ${Array.from({ length: fields }, (_, at) => `a${at}: createRefund(input: $input) { __typename }`).join(' ')} }`;
    const count = () => gateway.database.prisma.refund.count({ where: { chargeId: CHARGE } });
    const before = await count();
    const refused = await gateway.query(document(3), { input });
    expect(refused.errors).toMatchObject([{ extensions: { limit: 'MAX_WRITES', count: 3, max: 2 } }]);
    expect(await count()).toBe(before);
    expect((await gateway.query(document(2), { input })).errors).toBe(undefined);
    expect(await count()).toBe(before + 2);
  });

  test('a subscription that would cost too much for each event', async () => {
    const { errors } = await gateway.query(
      'subscription { refundEvents { refund { charge { refunds(first: 20) { nodes { id } } } } } }',
    );
    expect(errors).toMatchObject([{ extensions: { limit: 'MAX_EVENT_ROWS' } }]);
  });
});

describe('an answer that is too large', () => {
  const LARGE =
    '{ a: refunds(first: 100) { nodes { metadata } } b: refunds(first: 100) { nodes { metadata } } }';

  test('of a query is refused', async () => {
    expect((await narrow.query(LARGE)).errors).toMatchObject([{ extensions: { limit: 'MAX_ANSWER_BYTES' } }]);
    expect((await narrow.query('{ refunds(first: 1) { nodes { metadata } } }')).errors).toBe(undefined);
  });

  test('of a mutation is told, because something was done', async () => {
    const answer = await narrow.query(
      'mutation ($input: CreateRefundInput!) { createRefund(input: $input) { ... on CreateRefundPayload { refund { charge { a: refunds(first: 100) { nodes { metadata } } b: refunds(first: 100) { nodes { metadata } } } } } } }',
      { input: { charge: CHARGE, amount: 1 } },
    );
    expect(answer.errors).toBe(undefined);
    expect(answer.data.createRefund.refund.charge.b.nodes).toHaveLength(100);
  });
});

test('fields that validation would compare for too long are refused with a reason', async () => {
  const fields = '__typename '.repeat(490);
  const query = Array.from({ length: 10 }, (_, index) => `query q${index} { ${fields} }`).join(' ');
  for (const asked of [testGateway({ holder }), testGateway({ holder, production: true })]) {
    const { body } = await answerOf(asked, query, {}, 'q1');
    expect(body).toEqual({
      errors: [
        {
          message: expect.stringContaining('too many fields side by side'),
          extensions: { code: 'LIMIT_EXCEEDED', requestId: 'asked-1' },
        },
      ],
    });
  }
});
