import { getEventListeners, once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { EventSignal } from '../../src/database/event-signal.js';
import { keepsAlive } from '../support/processes/keeps-alive.js';

/** When a lost connection is opened again. */
const RECONNECT_DELAY_MS = 1_000;
const URL = 'postgresql://127.0.0.1:1/nothing-listens-there';
const BROKEN = new Error('Connection terminated unexpectedly');

describe('a listening connection that is lost', () => {
  /** The connections that were opened, and the statements that were sent on them. */
  let opened: pg.Client[] = [];
  let sent: string[] = [];
  /** How the next connections open. */
  let open: () => Promise<void> = async () => {};
  beforeEach(() => {
    [opened, sent, open] = [[], [], async () => {}];
    vi.useFakeTimers();
    vi.spyOn(pg.Client.prototype, 'connect').mockImplementation(function (this: pg.Client) {
      opened.push(this);
      return open() as never;
    });
    vi.spyOn(pg.Client.prototype, 'query').mockImplementation(async (statement: unknown) => {
      sent.push(`${opened.length}: ${statement}`);
    });
    vi.spyOn(pg.Client.prototype, 'end').mockImplementation(async () => {});
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.useRealTimers();
  });

  const lose = (client: pg.Client | undefined) => {
    client?.emit('error', BROKEN);
    client?.emit('end');
  };
  const wait = (signal: EventSignal) =>
    void signal.wait('refund_event', 60_000, new AbortController().signal);

  test('is opened again once, after a second, and listens for those who wait', async () => {
    const signal = new EventSignal();
    await signal.connect(URL);
    wait(signal);
    expect(sent).toEqual(['1: LISTEN refund_event']);
    lose(opened[0]);
    await vi.advanceTimersByTimeAsync(RECONNECT_DELAY_MS - 1);
    expect(opened).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(opened).toHaveLength(2);
    expect(sent.slice(1)).toEqual(['2: LISTEN refund_event']);
    // News of the lost connection says nothing of the new one.
    lose(opened[0]);
    await vi.advanceTimersByTimeAsync(10 * RECONNECT_DELAY_MS);
    expect(opened).toHaveLength(2);
    await signal.close();
  });

  test('is opened again until that succeeds', async () => {
    const signal = new EventSignal();
    open = () => Promise.reject(BROKEN);
    await signal.connect(URL);
    await vi.advanceTimersByTimeAsync(3 * RECONNECT_DELAY_MS);
    expect(opened).toHaveLength(4);
    open = async () => {};
    await vi.advanceTimersByTimeAsync(10 * RECONNECT_DELAY_MS);
    expect(opened).toHaveLength(5);
    await signal.close();
  });

  test('is not opened again once the signal is closed', async () => {
    const signal = new EventSignal();
    await signal.connect(URL);
    lose(opened[0]);
    await signal.close();
    await vi.advanceTimersByTimeAsync(10 * RECONNECT_DELAY_MS);
    expect(opened).toHaveLength(1);
  });

  test.each(['by its end', 'by an error'])('after the close, %s, leaves no timer', async (how) => {
    const signal = new EventSignal(20);
    await signal.connect(URL);
    wait(signal);
    await signal.close();
    expect(pg.Client.prototype.end).toHaveBeenCalledOnce();
    if (how === 'by its end') opened[0]?.emit('end');
    else lose(opened[0]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('while it was being opened, after the close, leaves no timer', async () => {
    const signal = new EventSignal();
    let fail = (_: Error) => {};
    open = () => new Promise((_, reject) => (fail = reject));
    const connecting = signal.connect(URL);
    await signal.close();
    fail(BROKEN);
    await connecting;
    expect(vi.getTimerCount()).toBe(0);
    expect(opened).toHaveLength(1);
  });

  /** A signal whose server listens. The answer to LISTEN has ended the first wait. */
  async function listening() {
    const signal = new EventSignal();
    await signal.connect(URL);
    await signal.wait('refund_event', 60_000, new AbortController().signal);
    return signal;
  }
  const happens = () => void opened[0]?.emit('notification', { channel: 'refund_event' });

  test('the server is asked no longer when nobody has waited for ten seconds', async () => {
    const signal = await listening();
    const stays = new AbortController();
    const waits = signal.wait('refund_event', 900_000, stays.signal);
    await signal.wait('refund_event', 60_000, AbortSignal.abort());
    await vi.advanceTimersByTimeAsync(20_000);
    expect(sent).toEqual(['1: LISTEN refund_event']);
    stays.abort();
    await waits;
    await vi.advanceTimersByTimeAsync(9_999);
    expect(sent).toEqual(['1: LISTEN refund_event']);
    await vi.advanceTimersByTimeAsync(1);
    expect(sent).toEqual(['1: LISTEN refund_event', '1: UNLISTEN refund_event']);
    wait(signal);
    expect(sent.slice(2)).toEqual(['1: LISTEN refund_event']);
    await signal.close();
  });

  test('one who waits again within ten seconds keeps the server asked', async () => {
    const signal = new EventSignal();
    await signal.connect(URL);
    await signal.wait('refund_event', 1, AbortSignal.abort());
    await vi.advanceTimersByTimeAsync(9_000);
    wait(signal);
    await vi.advanceTimersByTimeAsync(50_000);
    expect(sent).toEqual(['1: LISTEN refund_event']);
    await signal.close();
  });

  test.each(['by an event', 'by its time', 'by leaving'])(
    'a wait that ends %s leaves no listener and no timer of its own, and counts once',
    async (how) => {
      const signal = await listening();
      const left = new AbortController();
      const waits = signal.wait('refund_event', 1_000, left.signal);
      if (how === 'by an event') happens();
      if (how === 'by its time') await vi.advanceTimersByTimeAsync(1_000);
      if (how === 'by leaving') left.abort();
      await waits;
      expect(getEventListeners(left.signal, 'abort')).toEqual([]);
      // The one timer is that of the server, which is asked for ten seconds more.
      expect(vi.getTimerCount()).toBe(1);
      happens();
      wait(signal);
      await vi.advanceTimersByTimeAsync(50_000);
      expect(sent).toEqual(['1: LISTEN refund_event']);
      await signal.close();
    },
  );

  test('that only ends, without an error, is opened again too', async () => {
    const signal = await listening();
    opened[0]?.emit('end');
    await vi.advanceTimersByTimeAsync(RECONNECT_DELAY_MS);
    expect(opened).toHaveLength(2);
    await signal.close();
  });

  test('neither opening it again nor listening on keeps the process alive', async () => {
    vi.useRealTimers();
    const signal = new EventSignal();
    await signal.connect(URL);
    expect(keepsAlive(() => signal.wait('refund_event', 60_000, AbortSignal.abort()))).toBe(false);
    expect(keepsAlive(() => lose(opened[0]))).toBe(false);
    await signal.close();
  });

  test('a server that does not answer is given up after five seconds, and is asked every 30 seconds whether it is there', async () => {
    const clients: unknown[] = [];
    class Told extends pg.Client {
      constructor(config: pg.ClientConfig) {
        super(config);
        clients.push(config);
      }
    }
    const { Client } = pg;
    onTestFinished(() => void Object.assign(pg, { Client }));
    Object.assign(pg, { Client: Told });
    const signal = new EventSignal();
    await signal.connect(URL);
    expect(clients).toEqual([
      {
        connectionString: URL,
        connectionTimeoutMillis: 5_000,
        keepAlive: true,
        keepAliveInitialDelayMillis: 30_000,
      },
    ]);
    await signal.close();
  });

  test('a closed signal opens no connection, and nobody waits for it', async () => {
    const signal = new EventSignal();
    await signal.close();
    await signal.connect(URL);
    expect(opened).toEqual([]);
    await signal.wait('refund_event', 60_000, new AbortController().signal);
  });
});

test('a connection that is still being opened is closed with its signal', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const signal = new EventSignal();
  const { port } = server.address() as AddressInfo;
  void signal.connect(`postgresql://nobody@127.0.0.1:${port}/silent`);
  const [far] = (await once(server, 'connection')) as [Socket];
  onTestFinished(() => void far.destroy());
  const ended = once(far, 'end');
  far.resume();
  const closing = signal.close();
  await ended;
  far.end();
  await closing;
});

test('on the only connection of an embedded database it listens to every channel from the start', async () => {
  const client = new pg.Client(URL);
  const sent: unknown[] = [];
  vi.spyOn(client, 'query').mockImplementation(async (statement: unknown) => void sent.push(statement));
  const signal = new EventSignal();
  await signal.listenOn(client);
  expect(sent).toEqual(['LISTEN refund_event', 'LISTEN refund_approval_event']);
  const woken = signal.wait('refund_approval_event', 60_000, new AbortController().signal);
  client.emit('notification', { channel: 'refund_approval_event', processId: 1 });
  await woken;
  await signal.close();
});
