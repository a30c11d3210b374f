import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import type { Charge } from '../../../prisma/generated/prisma/client.js';
import { createRefund } from '../../../src/refunds/create/create-refund.js';
import { followEvents, startOfFeed } from '../../../src/refunds/events/follow-events.js';
import { Followers } from '../../../src/refunds/events/followers.js';
import { type EventStream, openStream } from '../../support/clients/event-stream.js';
import { listeningGateway } from '../../support/gateways/listening-gateway.js';
import { testSandbox } from '../../support/gateways/test-sandbox.js';
import { insertCharge } from '../../support/rows/ledger-rows.js';

const MAX_FOLLOWERS = 2;
const { gateway, url } = listeningGateway({ maxFollowers: MAX_FOLLOWERS });

const FOLLOW = 'subscription ($f: RefundEventFilter) { refundEvents(filter: $f) { id } }';
const followCharge = (charge: Charge) => openStream(url(), FOLLOW, { f: { charge: charge.id } });
const refund = (charge: Charge, metadata = {}) =>
  createRefund(
    { database: gateway.database, clock: gateway.clock, processor: testSandbox, actor: null },
    { charge: charge.id, amount: 1n, metadata },
  );

/** Follows as soon as there is room. */
async function followOnceFree(charge: Charge): Promise<EventStream> {
  return vi.waitFor(
    async () => {
      const stream = await followCharge(charge);
      expect(stream.status).toBe(200);
      return stream;
    },
    { timeout: 10_000 },
  );
}

/** What a follower leaves behind in the process, by the one thing that all have in common: it waits on the signal. */
const spyOnWaiting = () => vi.spyOn(gateway.database.signal, 'wait');

test('a follower who leaves while it waits is gone at once, and nothing goes on for it', async () => {
  const wait = spyOnWaiting();
  const followers = new Followers();
  const { database } = gateway;
  const start = await startOfFeed(database, null);
  if (!start) throw new Error('A feed has a head');
  const events = followEvents(database, followers, start, { charge: 'ch_without_events' });
  const next = events.next();
  await vi.waitFor(() => expect(wait).toHaveBeenCalled());

  await events.return?.();
  expect(await next).toEqual({ value: undefined, done: true });
  // What was waited for is over, with its timer.
  await Promise.all(wait.mock.results.map(({ value }) => value));
  const { length } = wait.mock.calls;
  await setTimeout(20);
  expect(wait.mock.calls).toHaveLength(length);
  wait.mockRestore();
});

test('a follower who has missed many waits once while it catches up', async () => {
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
  const events = followEvents(database, new Followers(), start, { charge: charge.id });
  for (let seen = 0; seen < made.length; seen++) expect((await events.next()).done).toBe(false);
  await events.return?.();
  expect(most).toBe(1);
  spy.mockRestore();
});

test('as many follow as there is room for; the next is refused with a code, until one is gone', async () => {
  const charge = await insertCharge(gateway.database);
  const streams = [];
  for (let count = 0; count < MAX_FOLLOWERS; count++) streams.push(await followOnceFree(charge));
  // A stream counts once its first event is asked for.
  const refused = await vi.waitFor(async () => {
    const stream = await followCharge(charge);
    if (stream.status === 200) stream.cut();
    expect(stream.status).toBe(503);
    return stream;
  });
  expect(await refused.take(1)).toMatchObject([
    { errors: [{ extensions: { code: 'OVERLOADED', requestId: expect.any(String) } }] },
  ]);

  // No event comes that would show the gateway that somebody is gone.
  streams[0]?.cut();
  streams[0] = await followOnceFree(charge);
  await refund(charge);
  for (const stream of streams) expect(await stream.take(1)).toHaveLength(1);
  for (const stream of streams) stream.cut();
});

test('a follower who does not read holds little, is cut, and the others are served', async () => {
  const charge = await insertCharge(gateway.database, { amount: 1_000_000n });
  const reader = await followOnceFree(charge);
  gateway.server.timeout = 1_500;
  const connected = once(gateway.server, 'connection');
  const client = await stalled(charge);
  const [socket] = (await connected) as [Socket];
  const cut = once(socket, 'close');
  gateway.server.timeout = 60_000;

  const metadata = Object.fromEntries(
    Array.from({ length: 50 }, (_, index) => [`key ${index}`, 'x'.repeat(500)]),
  );
  for (let count = 0; count < EVENTS; count++) await refund(charge, metadata);
  expect(await reader.take(EVENTS)).toHaveLength(EVENTS);
  // Of what it was told a part is on its way, a few answers are kept, and the rest is not even read.
  expect(socket.bytesWritten).toBeLessThan((EVENTS * ANSWER_BYTES) / 2);
  expect(socket.writableLength).toBeLessThan(4 * ANSWER_BYTES);
  const { pool } = gateway.database;
  await vi.waitFor(() => expect(pool.idleCount).toBe(pool.totalCount));

  await cut;
  const next = await followOnceFree(charge);
  await refund(charge);
  expect(await next.take(1)).toHaveLength(1);
  for (const stream of [reader, next]) stream.cut();
  client.destroy();
});

/** Its metadata is 25 KB, and the stalled follower asks for it so many times. */
const COPIES = 40;
const ANSWER_BYTES = COPIES * 25_000;
/** More than the buffers of a local connection take. */
const EVENTS = 30;

/** A follower that asks for much and reads nothing but the head of the answer. */
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
