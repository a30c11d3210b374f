import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Charge } from '../../../prisma/generated/prisma/client.js';
import { createRefund } from '../../../src/refunds/create/create-refund.js';
import { followEvents, startOfFeed } from '../../../src/refunds/events/follow-events.js';
import { Followers } from '../../../src/refunds/events/followers.js';
import { type EventStream, openStream } from '../../support/clients/event-stream.js';
import { listeningGateway } from '../../support/gateways/listening-gateway.js';
import { AT_ONCE_MS, PATIENT_LIMITS } from '../../support/gateways/patient-limits.js';
import { testSandbox } from '../../support/gateways/test-sandbox.js';
import { insertCharge } from '../../support/rows/ledger-rows.js';

const MAX_FOLLOWERS = 2;
const { gateway, url } = listeningGateway({ maxFollowers: MAX_FOLLOWERS, limits: PATIENT_LIMITS });

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

/** Opens streams until one is refused, because a stream counts only once its first event is requested. */
async function refusedStream(charge: Charge): Promise<EventStream> {
  for (;;) {
    const stream = await followCharge(charge);
    if (stream.status === 503) return stream;
    stream.cut();
  }
}

/** Spies on the waiting for the event signal. Every follower in the process waits for it. */
const spyOnWaiting = () => vi.spyOn(gateway.database.signal, 'wait');

test('a follower that disconnects while waiting ends at once, and neither waits nor reads again', async () => {
  // With fake timers no time passes by itself, so a follower that waited for a timer would never end.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const [wait, look] = [spyOnWaiting(), vi.spyOn(gateway.database, 'query')];
  onTestFinished(() => [wait, look].forEach((spy) => void spy.mockRestore()));
  const { database } = gateway;
  const start = await startOfFeed(database, null);
  if (!start) throw new Error('A feed has a head');
  const events = followEvents(database, new Followers(), start, {
    refund: null,
    charge: 'ch_without_events',
    paymentIntent: null,
  });
  look.mockClear();
  const next = events.next();
  expect([wait, look].map((spy) => spy.mock.calls.length)).toEqual([1, 1]);
  await look.mock.results[0]?.value;

  await events.return?.();
  expect(await next).toEqual({ value: undefined, done: true });
  // The wait has ended, and its timer does not fire.
  await Promise.all(wait.mock.results.map(({ value }) => value));
  await vi.advanceTimersByTimeAsync(60_000);
  expect([wait, look].map((spy) => spy.mock.calls.length)).toEqual([1, 1]);
});

test('a follower that catches up with many events has only one wait at a time', async () => {
  const { database } = gateway;
  const charge = await insertCharge(database);
  const start = await startOfFeed(database, null);
  if (!start) throw new Error('A feed has a head');
  const made = await Promise.all(Array.from({ length: 250 }, () => refund(charge)));
  const { signal } = database;
  const wait = signal.wait.bind(signal);
  let [waiting, most] = [0, 0];
  const spy = spyOnWaiting().mockImplementation(async (...args) => {
    most = Math.max(most, ++waiting);
    await wait(...args);
    waiting--;
  });
  const events = followEvents(database, new Followers(), start, {
    refund: null,
    charge: charge.id,
    paymentIntent: null,
  });
  for (let seen = 0; seen < made.length; seen++) expect((await events.next()).done).toBe(false);
  await events.return?.();
  expect(most).toBe(1);
  spy.mockRestore();
});

test('a follower over the limit is refused with a code, until another follower disconnects', async () => {
  const charge = await insertCharge(gateway.database);
  const streams = [];
  for (let count = 0; count < MAX_FOLLOWERS; count++) streams.push(await followOnceFree(charge));
  const refused = await refusedStream(charge);
  expect(await refused.take(1)).toMatchObject([
    { errors: [{ extensions: { code: 'OVERLOADED', requestId: expect.any(String) } }] },
  ]);

  // No event is sent that would let the gateway notice the disconnect.
  streams[0]?.cut();
  streams[0] = await followOnceFree(charge);
  await refund(charge);
  for (const stream of streams) expect(await stream.take(1)).toHaveLength(1);
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
  const body = JSON.stringify({ query });
  const socket = connect(Number(new URL(url()).port), '127.0.0.1');
  socket.write(
    `POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAccept: text/event-stream\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
  await once(socket, 'data');
  socket.pause();
  return socket;
}
