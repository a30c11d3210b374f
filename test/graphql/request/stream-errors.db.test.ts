import pg from 'pg';
import { expect, test, vi } from 'vitest';
import { createServer } from '../../../src/http/server.js';
import { createRefund } from '../../../src/refunds/create/create-refund.js';
import { RefundGroups } from '../../../src/refunds/create/refund-groups.js';
import { openStream } from '../../support/clients/event-stream.js';
import { listeningGateway } from '../../support/gateways/listening-gateway.js';
import { TestClock } from '../../support/gateways/test-clock.js';
import { testSandbox } from '../../support/gateways/test-sandbox.js';
import { type LoggedLine, testLogger } from '../../support/logs/test-logger.js';
import { insertCharge } from '../../support/rows/ledger-rows.js';

const { gateway, url } = listeningGateway();
const production = listeningGateway({ production: true, holder: gateway });
const ID = { 'x-request-id': 'stream-1' };

test.each([
  ['a document that cannot be parsed', 'subscription {', {}, 'GRAPHQL_PARSE_FAILED'],
  ['an unknown field', 'subscription { refundEvents { nope } }', {}, 'GRAPHQL_VALIDATION_FAILED'],
  [
    'an invalid variable',
    'subscription ($f: RefundEventFilter) { refundEvents(filter: $f) { id } }',
    { f: { refnd: 're_1' } },
    'BAD_USER_INPUT',
  ],
  [
    'an unknown refund',
    'subscription { refundEvents(filter: { refund: "re_no" }) { id } }',
    {},
    'RESOURCE_MISSING',
  ],
  ['nothing that is selected', 'subscription { refundEvents @skip(if: true) { id } }', {}, 'BAD_USER_INPUT'],
  [
    'nothing that is selected, by a variable',
    'subscription ($no: Boolean!) { refundEvents @skip(if: $no) { id } }',
    { no: true },
    'BAD_USER_INPUT',
  ],
  [
    'a condition that is null',
    'subscription ($no: Boolean = false) { refundEvents @skip(if: $no) { id } }',
    { no: null },
    'BAD_USER_INPUT',
  ],
  ['an unknown event', 'subscription { refundEvents(afterEvent: "evt_no") { id } }', {}, 'RESOURCE_MISSING'],
])(
  'section 10: a follower gets the error for %s with its code and the request’s id',
  async (_, query, variables, code) => {
    const stream = await openStream(url(), query, variables, ID);
    const [answer] = await stream.take(1);
    expect(answer?.errors).toEqual([
      expect.objectContaining({ extensions: expect.objectContaining({ code, requestId: 'stream-1' }) }),
    ]);
    expect(await stream.answers.next()).toMatchObject({ done: true });
  },
);

test.each([
  ['subscription { refundEvnts { id } }', {}],
  ['subscription { refundEvents { typ } }', {}],
  ['subscription ($f: RefundEventFilter) { refundEvents(filter: $f) { id } }', { f: { refnd: 're_1' } }],
])('a follower gets suggestions, but not in production: %s', async (query, variables) => {
  const told = async (address: string) =>
    JSON.stringify(await (await openStream(address, query, variables)).take(1));
  expect(await told(url())).toMatch(/Did you mean/);
  expect(await told(production.url())).not.toMatch(/Did you mean/);
});

test('section 10: errors in an event have a code and the request’s id', async () => {
  const charge = await insertCharge(gateway.database);
  const stream = await openStream(
    url(),
    'subscription ($f: RefundEventFilter) { refundEvents(filter: $f) { refund { events(first: 0) { nodes { id } } } } }',
    { f: { charge: charge.id } },
    ID,
  );
  const { groups, clock } = gateway;
  const context = { groups, clock, processor: testSandbox, actor: null };
  for (const amount of [1n, 2n]) await createRefund(context, { charge: charge.id, amount });
  const error = {
    path: ['refundEvents', 'refund', 'events'],
    extensions: { code: 'PARAMETER_INVALID', param: 'first', requestId: 'stream-1' },
  };
  expect(await stream.take(2)).toMatchObject([{ errors: [error] }, { errors: [error] }]);
  stream.cut();
});

test('section 10, I12: an unexpected error during a stream is masked and logged, and ends the stream', async () => {
  const SECRET = 'relation "secret_table" does not exist';
  const lines: LoggedLine[] = [];
  const { database } = gateway;
  const charge = await insertCharge(database);
  const server = createServer({
    database,
    groups: new RefundGroups(database),
    clock: new TestClock(),
    processor: testSandbox,
    production: false,
    logger: testLogger(lines),
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  try {
    const query = `subscription { refundEvents(filter: { charge: "${charge.id}" }) { id } }`;
    const stream = await openStream(`http://127.0.0.1:${port}/graphql`, query, {}, ID);
    const other = await openStream(`http://127.0.0.1:${port}/graphql`, query, {});
    // From the first event on, both followers share one reader, whose failure is logged once.
    const context = { groups: gateway.groups, clock: gateway.clock, processor: testSandbox, actor: null };
    await createRefund(context, { charge: charge.id, amount: 1n });
    await Promise.all([stream.take(1), other.take(1)]);
    vi.spyOn(pg.Client.prototype, 'query').mockImplementation(() => {
      throw new Error(SECRET);
    });
    const [answer] = await stream.take(1);
    expect(answer).toMatchObject({
      errors: [
        {
          message: 'Unexpected error.',
          extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'stream-1' },
        },
      ],
    });
    expect(JSON.stringify(answer)).not.toContain('secret');
    expect(await stream.answers.next()).toMatchObject({ done: true });
    expect(await other.take(1)).toMatchObject([{ errors: [{ message: 'Unexpected error.' }] }]);
    const logged = lines.filter(({ msg }) => msg === 'Unexpected error');
    expect(logged).toHaveLength(1);
    expect(logged[0]).toMatchObject({ reqId: 'stream-1', err: { message: expect.stringContaining(SECRET) } });
  } finally {
    vi.restoreAllMocks();
    server.closeAllConnections();
    server.close();
  }
});
