import { expect, test } from 'vitest';
import { Turns } from '../../src/http/turns.js';

/** An event loop whose clock and turns the test controls, and work that takes some time on it. */
function loop() {
  let nowMs = 1_000;
  const next: (() => void)[] = [];
  const begun: string[] = [];
  let planned = 0;
  const turns = new Turns({
    now: () => nowMs,
    nextTurn: (callback) => {
      planned++;
      next.push(callback);
    },
  });
  return {
    begun,
    plannedCallbacks: () => planned,
    /** A request with so much work, as the fast path begins it. */
    async request(name: string, ms: number) {
      if (!turns.isFree) await turns.later();
      begun.push(name);
      nowMs += ms;
    },
    /** Runs one turn, or only its first callbacks. Node.js settles promises after each callback. */
    async turn(count = next.length) {
      const callbacks = next.splice(0, count);
      for (const callback of callbacks) {
        callback();
        await Promise.resolve();
        await Promise.resolve();
      }
    },
  };
}

test('work begins at once while the turn has time, and then waits for later turns, the first the first', async () => {
  const { begun, request, turn } = loop();
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) void request(name, 6);
  expect(begun).toEqual(['a', 'b']);
  await turn();
  expect(begun).toEqual(['a', 'b', 'c', 'd']);
  // A new turn has begun, and those that wait have not: one that arrives now waits behind them.
  await turn(1);
  void request('g', 6);
  expect(begun).toEqual(['a', 'b', 'c', 'd']);
  await turn();
  await turn();
  expect(begun).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
});

test('one piece of work that takes longer has a turn of its own', async () => {
  const { begun, request, turn } = loop();
  for (const name of ['a', 'b', 'c']) void request(name, 100);
  for (const count of [1, 2, 3]) {
    expect(begun).toHaveLength(count);
    await turn();
  }
});

test('each turn has its own budget: requests that arrive one by one never wait', async () => {
  const { begun, request, turn } = loop();
  for (let count = 1; count <= 20; count++) {
    void request('a', 9);
    expect(begun).toHaveLength(count);
    await turn();
  }
});

test('a quiet turn plans one callback, however many requests it has', () => {
  const { request, plannedCallbacks } = loop();
  for (let count = 0; count < 50; count++) void request('a', 0.1);
  expect(plannedCallbacks()).toBe(1);
});

test('work that takes ten milliseconds uses up its turn, and less does not', async () => {
  for (const [ms, count] of [
    [9.9, 2],
    [10, 1],
  ] as const) {
    const { begun, request } = loop();
    for (const name of ['a', 'b', 'c']) void request(name, ms);
    expect(begun).toHaveLength(count);
  }
});

test('by the clock and the turns of Node.js, work begins at once and goes on in a later turn', async () => {
  const turns = new Turns();
  expect(turns.isFree).toBe(true);
  let isLater = false;
  setImmediate(() => {
    isLater = true;
  });
  await turns.later();
  expect(isLater).toBe(true);
});
