import { beforeEach, describe, expect, test, vi } from 'vitest';
import { KnownOperations } from '../../../src/graphql/request/known-operations.js';
import { as, TestCallers } from '../../support/gateways/test-callers.js';
import { testGateway } from '../../support/gateways/test-gateway.js';
import { insertCharge, insertRefund } from '../../support/rows/ledger-rows.js';

const callers = new TestCallers();
callers.add('reads', ['refunds:read']);
callers.add('writes', ['refunds:write']);
const gateway = testGateway({ recognizer: callers, requestLimits: { maxItems: 5 } });
gateway.prepare(async () => {
  const charge = await insertCharge(gateway.database);
  await insertRefund(gateway.database, charge, { id: 're_known' });
});

const ROW = 'query One($id: ID!) { refund(id: $id) { id amount charge { id amountRefundable } } }';
const PREVIEW =
  'query ($input: RefundPreviewInput!) { refundPreview(input: $input) { __typename ... on RefundError { code message } } }';

const spyOnExecute = () => vi.spyOn(KnownOperations.prototype, 'execute');
let execute: ReturnType<typeof spyOnExecute>;
beforeEach(() => {
  execute = spyOnExecute();
});
/** Whether Yoga's hooks were spared for the last request. */
const wasKnown = (): boolean => execute.mock.results.at(-1)?.value != null;

async function send(path: 'fast' | 'standard', body: object, caller: string) {
  const { statusCode, headers, payload } = await gateway.http({
    headers: {
      'content-type': 'application/json',
      'x-request-id': 'same',
      accept: path === 'fast' ? '*/*' : 'text/event-stream, */*',
      ...as(caller),
    },
    body: JSON.stringify(body),
  });
  const { date, ...others } = headers;
  return { statusCode, headers: others, payload };
}

const ROW_REQUEST = { query: ROW, variables: { id: 're_known' } };
const PREVIEW_REQUEST = { query: PREVIEW, variables: { input: { charge: 'ch_none' } } };

describe('an operation that was executed often', () => {
  beforeEach(async () => {
    for (const request of [ROW_REQUEST, PREVIEW_REQUEST])
      for (let time = 0; time < 4; time++) await send('fast', request, 'reads');
  });

  test.each<[string, object, boolean]>([
    ['as before', ROW_REQUEST, true],
    ['with an error', { query: ROW, variables: { id: 're_none' } }, true],
    ['with its name', { ...ROW_REQUEST, operationName: 'One' }, true],
    ['with an empty name', { ...ROW_REQUEST, operationName: '' }, true],
    ['with extensions', { ...ROW_REQUEST, extensions: { a: 1 } }, true],
    ['with a refusal', PREVIEW_REQUEST, true],
    ['with another name', { ...ROW_REQUEST, operationName: 'Other' }, false],
    ['without a name', { ...ROW_REQUEST, operationName: null }, true],
    ['with a name that is a number', { ...ROW_REQUEST, operationName: 0 }, false],
    ['with a name that is a boolean', { ...ROW_REQUEST, operationName: false }, false],
    ['without variables', { query: ROW }, false],
    ['with refused variables', { query: ROW, variables: { id: null } }, false],
    ['with a list of variables', { query: ROW, variables: ['re_known'] }, false],
    ['with a list of extensions', { ...ROW_REQUEST, extensions: [] }, false],
    ['with an unknown parameter', { ...ROW_REQUEST, more: 1 }, false],
    ['with NUL in a variable', { query: ROW, variables: { id: 're_\0' } }, false],
    ['with a lone surrogate in a name', { query: ROW, variables: { id: 're_known', '\ud800': 1 } }, false],
    ['with too many items', { query: ROW, variables: { id: 're_known', more: [1, 2, 3, 4, 5, 6] } }, false],
  ])('is answered %s as Yoga answers it', async (_, body, known) => {
    const answer = await send('fast', body, 'reads');
    expect(wasKnown()).toBe(known);
    expect(answer).toEqual(await send('standard', body, 'reads'));
  });

  test('is refused to a caller without its scope', async () => {
    const answer = await send('fast', ROW_REQUEST, 'writes');
    expect(wasKnown()).toBe(false);
    expect(answer.statusCode).toBe(403);
    expect(answer).toEqual(await send('standard', ROW_REQUEST, 'writes'));
  });
});

test.each([
  ['has two operations', 'query A { __typename } query B { __typename }', { operationName: 'A' }],
  ['has a directive', 'query ($a: Boolean!) { a: __typename @skip(if: $a) }', { variables: { a: false } }],
  ['has a size that a variable tells', 'query ($n: Int) { refunds(first: $n) { totalCount } }', {}],
  ['may have a large answer', '{ refunds(first: 100) { nodes { id } } }', {}],
])('a document is never known that %s', async (_, query, more) => {
  for (let time = 0; time < 5; time++) {
    const { statusCode } = await send('fast', { query, ...more }, 'reads');
    expect(statusCode).toBe(200);
    expect(wasKnown()).toBe(false);
  }
});

test('an operation that takes too long has the same error when it is known', async () => {
  const database = { ...gateway.database, query: () => new Promise<never>(() => {}) };
  const slow = testGateway({ holder: { database }, requestLimits: { operationTimeoutMs: 20 } });
  const answers = new Set<string>();
  for (let time = 0; time < 5; time++)
    answers.add(JSON.stringify(await slow.query(ROW, { id: 're_slow' }, { 'x-request-id': 'same' })));
  expect(wasKnown()).toBe(true);
  expect([...answers]).toEqual([expect.stringContaining('TIMEOUT')]);
});
