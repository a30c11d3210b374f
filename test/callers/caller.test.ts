import { expect, test } from 'vitest';
import { callerNameOf } from '../../src/callers/caller.js';

test.each(['desk', 'Anna Ø', 'auth0|5f7c', 'anna@example.com', 'x'.repeat(255), '李'])(
  '%j is a name',
  (name) => expect(callerNameOf(name)).toBe(name),
);

test.each([
  '',
  ' desk',
  'desk ',
  'a\nb',
  'a\u0000b',
  'a\u202eb',
  'a\u2028b',
  'a\u2029b',
  '\ud800',
  'x'.repeat(256),
  // As it is sent, and in the form in which it is kept.
  'e\u0301'.repeat(128),
  '\u0958'.repeat(128),
  'sandbox',
  'import',
])('%j is no name', (name) => expect(callerNameOf(name)).toBeNull());

test('a letter with an accent is the same letter, however it is written', () => {
  expect(callerNameOf('Jose\u0301')).toBe('Jos\u00e9');
  expect(callerNameOf('Jos\u00e9')).toBe('Jos\u00e9');
});
