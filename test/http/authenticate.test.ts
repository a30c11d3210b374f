import type { IncomingMessage } from 'node:http';
import { describe, expect, test, vi } from 'vitest';
import { ANYBODY, type Caller } from '../../src/callers/caller.js';
import { KeysUnavailableError } from '../../src/callers/jwks.js';
import { authenticate } from '../../src/http/authenticate.js';
import { clientAddress } from '../../src/http/client-address.js';

let addresses = 0;
const newAddress = () => `192.0.2.${++addresses}`;

/** A request with these headers, from an address that no other request has. */
function request(headers: readonly (readonly [string, string])[], address = newAddress()) {
  const named = Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]).toReversed());
  return {
    headers: named,
    rawHeaders: headers.flat(),
    socket: { remoteAddress: address },
  } as unknown as IncomingMessage;
}
const withHeader = (value: string, address?: string) => request([['Authorization', value]], address);

const DESK: Caller = { ...ANYBODY, name: 'desk' };
type Given = Parameters<typeof authenticate>[0]['recognizer'];
const recognizer = (find: Given['find']): Given => ({ isConfigured: true, find });
const knowing = (secret: string) => recognizer((given) => (given === secret ? DESK : null));

const knowingAll = recognizer(() => DESK);

const identify = (given: Given, req: IncomingMessage, logged: unknown[] = [], now = () => 0) =>
  doorOf(given, now, (error) => logged.push(error))(req);

const doorOf = (given: Given, now: () => number, logUnexpected: (error: unknown) => void = () => {}) =>
  authenticate({ recognizer: given, addressOf: clientAddress([]), logUnexpected, now });

test('without authentication everybody may do everything, whatever they send', () => {
  const open = { isConfigured: false, find: () => null };
  expect(identify(open, request([]))).toBe(ANYBODY);
  expect(identify(open, withHeader('Bearer wrong'))).toBe(ANYBODY);
});

describe('a secret', () => {
  const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
  test.each([
    'Bearer rgk_secret',
    'bearer rgk_secret',
    'BEARER  rgk_secret',
    basic('rgk_secret:'),
    basic('rgk_secret:anything'),
    basic('rgk_secret'),
    basic('rgk_secret:').replace('Basic', 'BASIC'),
  ])('%s identifies its caller', (header) => {
    expect(identify(knowing('rgk_secret'), withHeader(header))).toBe(DESK);
  });

  test.each([
    'Bearer',
    'Bearer ',
    'Bearer rgk_secret extra',
    'rgk_secret',
    'Digest rgk_secret',
    'Bearer "rgk_secret"',
    basic(':rgk_secret'),
    'Basic ',
    `Bearer ${'x'.repeat(8_193)}`,
  ])('%s identifies nobody, and is looked up nowhere', (header) => {
    expect(identify(knowingAll, withHeader(header))).toEqual({
      refused: {
        status: 401,
        code: 'UNAUTHENTICATED',
        message:
          'The API key or token in the header Authorization is not valid: it is wrong, has expired or was revoked.',
        headers: { 'www-authenticate': 'Bearer realm="Refund Gateway", error="invalid_token"' },
      },
    });
  });

  test('of 8,192 characters identifies its caller', () => {
    const longest = 'x'.repeat(8_192);
    expect(identify(knowing(longest), withHeader(`Bearer ${longest}`))).toBe(DESK);
  });

  test('two headers identify nobody: a proxy may have checked the other one', () => {
    const doubled = request([
      ['Authorization', 'Bearer rgk_secret'],
      ['authorization', 'Bearer rgk_other'],
    ]);
    expect(identify(knowing('rgk_secret'), doubled)).toMatchObject({ refused: { status: 401 } });
  });
});

test('without a header, the answer names the scheme and no error (RFC 6750)', () => {
  expect(identify(knowing('rgk_secret'), request([]))).toEqual({
    refused: {
      status: 401,
      code: 'UNAUTHENTICATED',
      message: 'Say who you are: send the header "Authorization: Bearer" with an API key or a token.',
      headers: { 'www-authenticate': 'Bearer realm="Refund Gateway"' },
    },
  });
});

test('a caller who is found later', async () => {
  expect(
    await identify(
      recognizer(async () => DESK),
      withHeader('Bearer x'),
    ),
  ).toBe(DESK);
  expect(
    await identify(
      recognizer(async () => null),
      withHeader('Bearer x'),
    ),
  ).toMatchObject({
    refused: { status: 401 },
  });
});

test.each([
  [
    'without keys of the issuer, which are logged where they are fetched',
    new KeysUnavailableError('away'),
    0,
  ],
  ['when the database is away', new Error('connection refused'), 1],
])('%s, the request may be repeated', async (_, failure, lines) => {
  const logged: unknown[] = [];
  const failing = recognizer(() => Promise.reject(failure));
  expect(await identify(failing, withHeader('Bearer x'), logged)).toEqual({
    refused: {
      status: 503,
      code: 'OVERLOADED',
      message: 'Callers cannot be identified at the moment. Nothing was done. Try again.',
      retryable: true,
      headers: { 'retry-after': '1' },
    },
  });
  expect(logged).toHaveLength(lines);
});

describe('an address that fails more than ten times in a minute', () => {
  test('is slowed, while valid secrets from it are taken', () => {
    const address = newAddress();
    let nowMs = 0;
    const door = doorOf(knowing('good'), () => nowMs);
    const statusOf = (secret: string) => {
      const found = door(withHeader(`Bearer ${secret}`, address));
      return 'refused' in found ? found.refused.status : 200;
    };
    for (let at = 0; at < 10; at++) expect(statusOf('bad')).toBe(401);
    expect(statusOf('bad')).toBe(429);
    expect(statusOf('good')).toBe(200);
    nowMs = 59_999;
    expect(door(withHeader('Bearer bad', address))).toEqual({
      refused: {
        status: 429,
        code: 'UNAUTHENTICATED',
        message: 'Too many API keys or tokens from this address were not valid. Try again in a minute.',
        retryable: true,
        headers: { 'retry-after': '60' },
      },
    });
    nowMs = 60_000;
    expect(statusOf('bad')).toBe(401);
  });

  test('is told to the audit, with each failure before', () => {
    const audit = vi.fn();
    const door = authenticate({
      recognizer: knowing('good'),
      addressOf: clientAddress([]),
      logUnexpected: () => {},
      audit,
      now: () => 0,
    });
    const address = newAddress();
    for (let at = 0; at < 11; at++) void door(withHeader('Bearer bad', address));
    void door(withHeader('Bearer good', address));
    const noted = {
      actor: null,
      action: 'authenticate',
      outcome: 'refused',
      code: 'UNAUTHENTICATED',
      objects: [],
    };
    expect(audit.mock.calls).toEqual(Array.from({ length: 11 }, () => [noted]));
  });

  test('does not slow others', () => {
    const [attacker, other] = [newAddress(), newAddress()];
    const door = doorOf(knowing('good'), () => 0);
    for (let at = 0; at < 20; at++) void door(withHeader('Bearer bad', attacker));
    expect(door(withHeader('Bearer bad', other))).toMatchObject({ refused: { status: 401 } });
  });

  test('a request without a secret is no guess', () => {
    const address = newAddress();
    const door = doorOf(knowing('good'), () => 0);
    for (let at = 0; at < 20; at++) void door(request([], address));
    expect(door(withHeader('Bearer bad', address))).toMatchObject({ refused: { status: 401 } });
  });
});
