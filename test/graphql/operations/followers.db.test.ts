import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Charge } from '../../../prisma/generated/prisma/client.js';
import { createRefund } from '../../../src/refunds/create/create-refund.js';
import { type EventStream, openStream } from '../../support/clients/event-stream.js';
import { listeningGateway } from '../../support/gateways/listening-gateway.js';
import { AT_ONCE_MS, PATIENT_LIMITS } from '../../support/gateways/patient-limits.js';
import { testSandbox } from '../../support/gateways/test-sandbox.js';
import { insertApprovals } from '../../support/rows/feed-events.js';
import { insertCharge } from '../../support/rows/ledger-rows.js';

const MAX_FOLLOWERS = 2;
// One test follows events that are larger than usual, so that they do not fit into the buffers of a socket.
const { gateway, url } = listeningGateway({
  maxFollowers: MAX_FOLLOWERS,
  limits: PATIENT_LIMITS,
  requestLimits: { maxEventRows: 1_000, maxEventValues: 100_000 },
});
/** A gateway with the limit of a real process. */
const crowd = listeningGateway({ holder: gateway, limits: PATIENT_LIMITS });

const FOLLOW = 'subscription ($f: RefundEventFilter) { refundEvents(filter: $f) { id } }';
const followCharge = (charge: Charge) => openStream(url(), FOLLOW, { f: { charge: charge.id } });
const refund = (charge: Charge, metadata = {}) =>
  createRefund(
    { groups: gateway.groups, clock: gateway.clock, processor: testSandbox, actor: null },
    { charge: charge.id, amount: 1n, metadata },
  );

/** Opens a stream as soon as the number of followers allows it. */
async function followOnceFree(charge: Charge): Promise<EventStream> {
  for (;;) {
    const stream = await followCharge(charge);
    if (stream.status === 200) return stream;
  }
}

const FOLLOW_AFTER = 'subscription ($after: ID) { refundEvents(afterEvent: $after) { id } }';

test.each([
  ['text/event-stream', 'text/event-stream'],
  ['application/json, text/event-stream;q=0.1', 'application/json; charset=utf-8'],
])('a follower over the limit is refused, until another one disconnects: %s', async (accept, type) => {
  const charge = await insertCharge(gateway.database);
  const streams = [];
  for (let count = 0; count < MAX_FOLLOWERS; count++) streams.push(await followOnceFree(charge));
  const refused = await openStream(url(), FOLLOW, {}, { accept });
  expect([refused.status, refused.headers.get('content-type'), refused.headers.get('retry-after')]).toEqual([
    503,
    type,
    '5',
  ]);
  expect(await refused.text()).toMatch(/"code":"OVERLOADED","retryable":true,"requestId":"/);

  // No event is sent that would let the gateway notice the disconnect.
  streams[0]?.cut();
  streams[0] = await followOnceFree(charge);
  await refund(charge);
  for (const stream of streams) expect(await stream.take(1)).toHaveLength(1);
  for (const stream of streams) stream.cut();
});

test('of 520 followers that come at once, 500 are served and 20 are refused', {
  tags: ['long'],
}, async () => {
  const charge = await insertCharge(gateway.database);
  const streams = await Promise.all(
    Array.from({ length: 520 }, () => openStream(crowd.url(), FOLLOW, { f: { charge: charge.id } })),
  );
  const served = streams.filter(({ status }) => status === 200);
  const refused = streams.filter(({ status }) => status === 503);
  expect([served.length, refused.length]).toEqual([500, 20]);
  for (const { headers } of refused) expect(headers.get('retry-after')).toMatch(/^\d+$/);
  await refund(charge);
  await Promise.all(served.map((stream) => stream.take(1)));
  for (const stream of served) stream.cut();
});

test('followers of refunds and of approvals share the places', { tags: ['long'] }, async () => {
  const charge = await insertCharge(crowd.gateway.database);
  const document = (field: string) => `subscription { ${field}(filter: { charge: "${charge.id}" }) { id } }`;
  const streams = await Promise.all(
    Array.from({ length: 520 }, (_, index) =>
      openStream(crowd.url(), document(index % 2 ? 'refundApprovalEvents' : 'refundEvents')),
    ),
  );
  const served = streams.filter(({ status }) => status === 200);
  expect([served.length, streams.filter(({ status }) => status === 503).length]).toEqual([500, 20]);
  await Promise.all([refund(charge), insertApprovals(crowd.gateway.database, charge, 1)]);
  await Promise.all(served.map((stream) => stream.take(1)));
  for (const stream of served) stream.cut();
});

test('a follower that cannot start leaves its place to others', async () => {
  const charge = await insertCharge(gateway.database);
  for (let count = 0; count <= MAX_FOLLOWERS; count++) {
    const stream = await openStream(url(), FOLLOW_AFTER, { after: 'evt_no' });
    if (stream.status !== 503) await stream.take(1);
  }
  for (let count = 0; count < MAX_FOLLOWERS; count++) (await followOnceFree(charge)).cut();
});

test('a follower that disconnects before its stream starts leaves its place', async () => {
  const charge = await insertCharge(gateway.database);
  const streams = [];
  for (let count = 1; count < MAX_FOLLOWERS; count++) streams.push(await followOnceFree(charge));
  const { query } = gateway.database;
  let start = () => {};
  const held = new Promise<void>((resolve) => {
    start = resolve;
  });
  const reads = vi.spyOn(gateway.database, 'query');
  onTestFinished(() => reads.mockRestore());
  reads.mockImplementationOnce(async (statement) => {
    await held;
    return query(statement);
  });
  const connected = once(gateway.server, 'connection');
  const client = follow('subscription { refundEvents { id } }');
  const [socket] = (await connected) as [Socket];
  // The feed of the other followers may read meanwhile.
  await expect.poll(() => reads.mock.calls.length).toBeGreaterThan(0);
  const closed = once(socket, 'close');
  client.destroy();
  await closed;
  streams.push(await followOnceFree(charge));
  // What starts too late neither takes the place again nor frees it twice.
  start();
  await Promise.all(reads.mock.results.map(({ value }) => value));
  expect((await openStream(url(), FOLLOW)).status).toBe(503);
  for (const stream of streams) stream.cut();
});

test('a follower that does not read holds little memory and is cut, and other followers are served', async () => {
  const charge = await insertCharge(gateway.database);
  const reader = await followOnceFree(charge);
  const connected = once(gateway.server, 'connection');
  const client = await stalled(charge);
  const [socket] = (await connected) as [Socket];
  const cut = once(socket, 'close');

  const metadata = Object.fromEntries(
    Array.from({ length: 50 }, (_, index) => [`key ${index}`, 'x'.repeat(500)]),
  );
  for (let count = 0; count < EVENTS; count++) await refund(charge, metadata);
  expect(await reader.take(EVENTS)).toHaveLength(EVENTS);
  // Some answers are in the buffers of the socket, a few are held in memory, and the other events are not read yet.
  expect(socket.bytesWritten).toBeLessThan((EVENTS * ANSWER_BYTES) / 2);
  expect(socket.writableLength).toBeLessThan(4 * ANSWER_BYTES);
  const { pool } = gateway.database;
  await expect.poll(() => pool.totalCount - pool.idleCount).toBe(0);

  // The socket has the server's limit. The test shortens the limit only now.
  expect(socket.timeout).toBe(gateway.server.timeout);
  socket.setTimeout(AT_ONCE_MS);
  await cut;
  const next = await followOnceFree(charge);
  await refund(charge);
  expect(await next.take(1)).toHaveLength(1);
  for (const stream of [reader, next]) stream.cut();
  client.destroy();
});

/** The stalled follower selects the 25 KB of metadata this many times. */
const COPIES = 40;
const ANSWER_BYTES = COPIES * 25_000;
/** So many events that their answers exceed the buffers of a local connection. */
const EVENTS = 30;

/** Opens a stream with large answers and reads only the head of the response. */
async function stalled({ id }: Charge): Promise<Socket> {
  const copies = Array.from({ length: COPIES }, (_, index) => `m${index}: metadata`).join(' ');
  const query = `subscription { refundEvents(filter: { charge: "${id}" }) { refund { ${copies} } } }`;
  const socket = follow(query);
  await once(socket, 'data');
  socket.pause();
  return socket;
}

/** Sends a subscription over a connection of its own. */
function follow(query: string): Socket {
  const body = JSON.stringify({ query });
  const socket = connect(Number(new URL(url()).port), '127.0.0.1');
  socket.write(
    `POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAccept: text/event-stream\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
  return socket;
}
