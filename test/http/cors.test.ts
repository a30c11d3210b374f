import { describe, expect, test } from 'vitest';
import { allowedOrigins, isOrigin } from '../../src/http/cors.js';

const verdict = allowedOrigins(['https://desk.example', 'http://localhost:5173']);

test('a request without an Origin is no page’s', () => {
  expect(verdict(undefined, 'localhost:4000')).toBe('none');
});

test.each(['https://desk.example', 'http://localhost:5173'])('the origin %s is allowed', (origin) =>
  expect(verdict(origin, 'localhost:4000')).toBe('allowed'),
);

test.each([
  ['http://127.0.0.1:4000', '127.0.0.1:4000'],
  ['http://localhost:4000', 'LOCALHOST:4000'],
  ['http://[::1]:4000', '[::1]:4000'],
  ['http://localhost', 'localhost:80'],
  ['https://refunds.example', 'refunds.example'],
  ['https://refunds.example', 'refunds.example:443'],
])('%s is the same origin as the Host %s', (origin, host) => expect(verdict(origin, host)).toBe('same'));

test.each([
  ['null', 'localhost:4000'],
  ['', 'localhost:4000'],
  ['http://localhost:3000', 'localhost:4000'],
  ['http://localhost:4000', '127.0.0.1:4000'],
  ['http://refunds.example', 'refunds.example:443'],
  ['https://desk.example.evil.example', 'localhost'],
  ['https://desk.example/', 'localhost'],
  ['https://desk.example, https://evil.example', 'localhost'],
  ['https://DESK.example', 'localhost'],
  ['http://desk.example', 'localhost'],
  ['https://desk.example:8443', 'localhost'],
  ['ftp://localhost', 'localhost'],
  ['http://user@localhost', 'localhost'],
  ['http://localhost/x', 'localhost'],
  ['chrome-extension://localhost', 'localhost'],
  ['http://[', '['],
  ['xhttp://localhost', 'localhost'],
])('%j is foreign for the Host %s', (origin, host) => expect(verdict(origin, host)).toBe('foreign'));

describe('a setting', () => {
  test.each(['https://desk.example', 'http://localhost:5173', 'http://[::1]:81'])('%s is an origin', (text) =>
    expect(isOrigin(text)).toBe(true),
  );

  test.each([
    '*',
    'null',
    '',
    'desk.example',
    'https://desk.example/',
    'https://desk.example:443',
    'https://Desk.example',
    'https://*.example',
    'https://user@desk.example',
    'https://desk.example/desk',
    'ftp://desk.example',
  ])('%j is none', (text) => expect(isOrigin(text)).toBe(false));
});
