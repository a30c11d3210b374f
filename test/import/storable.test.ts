import { expect, test } from 'vitest';
import { storableJson, storableText } from '../../src/import/steps/storable.js';

test.each([
  ['NUL', String.raw`{"a":"x\u0000y"}`, { a: 'x\ufffdy' }],
  ['NUL in a name', String.raw`{"a\u0000":1}`, { 'a\ufffd': 1 }],
  ['a high surrogate', String.raw`["Jo\ud83d"]`, ['Jo\ufffd']],
  ['a high surrogate before an escape', String.raw`["\uD83D\n"]`, ['\ufffd\n']],
  ['a low surrogate', String.raw`["\ude00"]`, ['\ufffd']],
  ['two high surrogates and a low one', String.raw`["\ud83d\ud83d\ude00"]`, ['\ufffd😀']],
  ['an escaped backslash before NUL', String.raw`["\\\u0000"]`, ['\\\ufffd']],
])('JSON gets readable for PostgreSQL: %s', (_, json, expected) => {
  expect(JSON.parse(storableJson(json))).toEqual(expected);
});

test.each([
  ['no escapes', '{"a":"é😀"}'],
  ['a pair of surrogates', String.raw`["\ud83d\uDE00"]`],
  ['other escapes', String.raw`["\u00e9\n\"\u001f"]`],
  ['an escaped backslash', String.raw`["\\u0000\\ud83d"]`],
])('all other JSON stays as it is: %s', (_, json) => {
  expect(storableJson(json)).toBe(json);
});

test('a text loses NUL and unpaired surrogates', () => {
  expect(storableText('a\0b\ud83d é😀')).toBe('a\ufffdb\ufffd é😀');
});
