import { describe, expect, test } from 'vitest';
import { answerBytes } from '../../../src/graphql/limits/answer-size.js';

describe('about as many bytes as the JSON has', () => {
  test.each<[string, unknown, number]>([
    ['an ASCII text', 'abc', 3],
    ['a text of other characters', 'é€', 5],
    ['an empty text', '', 0],
    ['a number', 1_234, 8],
    ['a boolean', false, 8],
    ['null', null, 8],
    ['an empty list', [], 0],
    ['a list', ['ab', 'c', 1], 11],
    ['an object: its names too', { abc: 'de', f: null }, 7 + 2 + 5 + 8],
    ['objects within lists within objects', { a: [{ b: 'cd' }, { b: [] }] }, 5 + 5 + 2 + 5],
  ])('%s', (_, data, bytes) => {
    expect(answerBytes(data, 1_000)).toBe(bytes);
  });
});

test('nothing is counted once the answer is too large', () => {
  const items = Array.from({ length: 10 }, () => 'x'.repeat(10));
  expect([15, 20, 99, 100].map((max) => answerBytes(items, max))).toEqual([20, 30, 100, 100]);
});
