import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { eraseInValue, OF_TEXTS } from '../../src/rules/erase-values.js';
import { eraseEmails, hashOfEmail, isEmailOf } from '../../src/rules/erased-email.js';

const isAnn = isEmailOf('Ann@Example.com');

test.each([
  ['ann@example.com', 'erased'],
  [' ANN@EXAMPLE.COM ', 'erased'],
  ['Mail ann@example.com, or call.', 'Mail erased, or call.'],
  ['Ann <ann@example.com>', 'Ann <erased>'],
  ['It was ann@example.com.', 'It was erased.'],
  ['mailto:ann@example.com?x=1', 'mailto:erased?x=1'],
  ['to=ann@example.com&cc=ann@example.com', 'to=erased&cc=erased'],
  ['...ann@example.com', '...erased'],
  ["'ann@example.com'", "'erased'"],
])('an address is replaced in %j', (text, erased) => expect(eraseEmails(text, isAnn)).toBe(erased));

test.each([
  'jo.ann@example.com',
  'jo+ann@example.com',
  'jo-ann@example.com',
  'joann@example.com',
  'ann@example.com.au',
  'ann@example.community',
  'ann+shop@example.com',
  'ann at example.com',
])('%j is another address, or none', (text) => expect(eraseEmails(text, isAnn)).toBe(text));

test('addresses beyond ASCII are the same in every case', () =>
  expect(eraseEmails('An JÖRG@Bücher.example', isEmailOf('jörg@bücher.example'))).toBe('An erased'));

test('the hash is SHA-256 of the address in lower case, with a prefix', () => {
  const hash = createHash('sha256').update('ann@example.com').digest('hex');
  expect(hashOfEmail(' Ann@Example.com')).toBe(`sha256:${hash}`);
});

test('a field for an address becomes null, other texts and names keep a word', () => {
  const email = 'ann@example.com';
  expect(eraseInValue({ email_sent_to: email, note: email, list: [email], [email]: 1 }, isAnn)).toEqual({
    email_sent_to: null,
    note: 'erased',
    list: ['erased'],
    erased: 1,
  });
  expect(eraseInValue({ metadata: { email } }, isAnn)).toEqual({ metadata: { email: 'erased' } });
  expect(eraseInValue({ email }, isAnn, OF_TEXTS)).toEqual({ email: 'erased' });
});

test('a value without the address is the same value', () => {
  const value = JSON.parse('{"a": [{"__proto__": "x"}], "email": "jo@example.com", "n": 1}');
  expect(eraseInValue(value, isAnn)).toBe(value);
  const named = eraseInValue(JSON.parse('{"__proto__": {"note": "ann@example.com"}}'), isAnn);
  expect(JSON.stringify(named)).toBe('{"__proto__":{"note":"erased"}}');
});
