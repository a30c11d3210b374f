import { expect, test } from 'vitest';
import { isCallerName } from '../../src/callers/caller.js';

test.each(['desk', 'Anna Ø', 'auth0|5f7c', 'anna@example.com', 'x'.repeat(255), '李'])(
  '%j is a name',
  (name) => expect(isCallerName(name)).toBe(true),
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
  'sandbox',
  'import',
])('%j is no name', (name) => expect(isCallerName(name)).toBe(false));
