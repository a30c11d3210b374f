import { expect, test } from 'vitest';
import { needleOf } from '../../src/erasure/places-by-text.js';

test('the database looks for an address in lower case, without the spaces around it', () => {
  expect(needleOf(' Ann+1@Example.com ')).toBe('ann+1@example.com');
});

test.each([
  'zoë@example.com',
  '"ann"@example.com',
  'back\\slash@example.com',
  'ann lee@example.com',
  'ann@xn--bcher-kva.example',
  'ann@XN--bcher-kva.example',
  'ann%40example.com',
  'ann&#64;example.com',
])('of %s, which may be written in another way, it looks for every address', (email) => {
  expect(needleOf(email)).toBe('@');
});
