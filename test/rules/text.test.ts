import { expect, test } from 'vitest';
import { shorten } from '../../src/rules/text.js';

test('section 10: a text of up to 64 characters is repeated as it is', () => {
  for (const text of ['', 'ch_1', 'x'.repeat(64), '😀'.repeat(32)]) expect(shorten(text)).toBe(text);
});

test('section 10: a longer text is cut, but not within a character', () => {
  expect(shorten('x'.repeat(65))).toBe(`${'x'.repeat(64)}…`);
  expect(shorten(`${'x'.repeat(190_000)}y`)).toBe(`${'x'.repeat(64)}…`);
  expect(shorten(`x${'😀'.repeat(32)}`).isWellFormed()).toBe(true);
});
