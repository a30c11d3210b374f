import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { EventSignal } from '../../src/database/event-signal.js';

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

  test('a closed signal opens no connection', async () => {
    const signal = new EventSignal();
    await signal.close();
    await signal.connect(URL);
    expect(opened).toEqual([]);
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
