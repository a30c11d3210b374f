import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { failureOf } from '../../../src/database/failure.js';
import { setPatience, socketOf, WatchedClient } from '../../../src/database/pipeline/watched-client.js';
import { keepsAlive } from '../../support/processes/keeps-alive.js';

/** A notice without fields, which a server may send at any time. */
const NOTICE = Buffer.from([0x4e, 0, 0, 0, 5, 0]);

/** A client that waits for a server. The server sends only the bytes that the test gives it. */
async function waitingClient() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const client = new WatchedClient({ host: '127.0.0.1', port: (server.address() as AddressInfo).port });
  let broke: Error | undefined;
  client.connect().catch((error: Error) => {
    broke = error;
  });
  const [far] = (await once(server, 'connection')) as [Socket];
  onTestFinished(() => void far.destroy());
  return { client, stream: socketOf(client).stream, far, broke: () => broke };
}

test('a silent server is given up, even while statements are sent to it', async () => {
  const { stream, broke } = await waitingClient();
  for (let seconds = 0; seconds < 11; seconds++) {
    stream.write(NOTICE);
    vi.advanceTimersByTime(1_000);
  }
  expect(stream.destroyed).toBe(false);
  vi.advanceTimersByTime(1_000);
  expect(stream.destroyed).toBe(true);
  await expect.poll(broke).toMatchObject({ message: 'Connection terminated unexpectedly' });
});

test('a slow server that sends something now and then is not given up', async () => {
  const { stream, far, broke } = await waitingClient();
  for (let times = 0; times < 4; times++) {
    vi.advanceTimersByTime(11_000);
    far.write(NOTICE);
    await once(stream, 'data');
  }
  expect(stream.destroyed).toBe(false);
  expect(broke()).toBeUndefined();
});

test('a silent server is waited for while statements may take any time, and given up afterwards', async () => {
  const { client, stream } = await waitingClient();
  setPatience(client, true);
  vi.advanceTimersByTime(60_000);
  expect(stream.destroyed).toBe(false);
  setPatience(client, false);
  vi.advanceTimersByTime(12_000);
  expect(stream.destroyed).toBe(true);
});

test('a connection that waits for nothing may be silent for ever', async () => {
  const { client, stream, far } = await waitingClient();
  const connected = once(client, 'connect');
  const [AUTHENTICATED, READY] = ['R\0\0\0\x08\0\0\0\0', 'Z\0\0\0\x05I'];
  far.write(`${AUTHENTICATED}${READY}`);
  await connected;
  vi.advanceTimersByTime(60_000);
  expect(stream.destroyed).toBe(false);
});

test('a connection does not keep its process alive, and its errors do not end the process', () => {
  const before = process.getActiveResourcesInfo();
  const client = new WatchedClient();
  onTestFinished(() => void socketOf(client).stream.destroy());
  expect(process.getActiveResourcesInfo()).toEqual(before);
  expect(() => client.emit('error', new Error('broken'))).not.toThrow();
});

test('an open connection is looked at without keeping its process alive', () => {
  const client = new WatchedClient({ host: '127.0.0.1', port: 1 });
  onTestFinished(() => void socketOf(client).stream.destroy());
  expect(keepsAlive(() => void client.connect().catch(() => {}))).toBe(false);
});

test('a connection that broke is looked at no longer', async () => {
  const { stream } = await waitingClient();
  stream.destroy();
  vi.advanceTimersByTime(1_000);
  expect(vi.getTimerCount()).toBe(0);
});

test('I10: a connection that breaks while it is opened has sent nothing', async () => {
  const { far, broke } = await waitingClient();
  far.destroy();
  await expect.poll(broke).toBeInstanceOf(Error);
  expect(failureOf(broke())).toBe('unreachable');
  expect(failureOf(new Error(broke()?.message))).toBe('lost');
});

test('a client that was never connected waits for nothing, so it never breaks', () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const { stream } = socketOf(new WatchedClient());
  vi.advanceTimersByTime(60_000);
  expect(stream.destroyed).toBe(false);
});
