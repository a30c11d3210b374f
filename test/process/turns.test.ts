import { expect, test } from 'vitest';
import { Turns } from '../../src/process/turns.js';

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

test('one caller goes on in each turn of the event loop, in the order of the calls', async () => {
  const turns = new Turns();
  const went: number[] = [];
  for (let caller = 0; caller < 4; caller++) void turns.next().then(() => went.push(caller));
  await Promise.resolve();
  expect(went).toEqual([0]);
  for (let turn = 1; turn < 4; turn++) {
    await nextTurn();
    expect(went).toHaveLength(turn + 1);
  }
  expect(went).toEqual([0, 1, 2, 3]);
});

test('a caller alone never waits', async () => {
  const turns = new Turns();
  for (let call = 0; call < 3; call++) {
    let went = false;
    void turns.next().then(() => {
      went = true;
    });
    await Promise.resolve();
    expect(went).toBe(true);
    await nextTurn();
  }
});
