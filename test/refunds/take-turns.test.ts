import { expect, test } from 'vitest';
import { inTurn } from '../../src/refunds/take-turns.js';

const later = () => new Promise((resolve) => setImmediate(resolve));

test('work about one thing is done one after the other, in the order in which it came', async () => {
  const log: string[] = [];
  const work = (name: string) =>
    inTurn('one', async () => {
      log.push(`${name} begins`);
      await later();
      log.push(`${name} ends`);
      return name;
    });
  expect(await Promise.all([work('a'), work('b'), work('c')])).toEqual(['a', 'b', 'c']);
  expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
});

test('work about another thing does not wait', async () => {
  let open = () => {};
  const blocked = inTurn('one', () => new Promise<void>((resolve) => (open = resolve)));
  expect(await inTurn('two', async () => 'done')).toBe('done');
  open();
  await blocked;
});

test('work that fails holds up nobody', async () => {
  const failing = inTurn('one', () => Promise.reject(new Error('broken')));
  const next = inTurn('one', async () => 'done');
  await expect(failing).rejects.toThrow('broken');
  expect(await next).toBe('done');
});
