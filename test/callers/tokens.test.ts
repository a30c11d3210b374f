import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { KeysUnavailableError } from '../../src/callers/jwks.js';
import { type TokenOptions, Tokens } from '../../src/callers/tokens.js';
import { cacheCounts } from '../../src/process/bounded-cache.js';
import { TestClock } from '../support/gateways/test-clock.js';

const secret = Buffer.from('a secret of at least thirty-two bytes');
const options: TokenOptions = {
  issuer: 'https://idp.example',
  audience: 'refunds',
  keys: { secret },
  scopesClaim: 'scope',
  nameClaim: 'sub',
};
let clock: TestClock;
beforeEach(() => {
  clock = new TestClock();
});

const good = (): JWTPayload => ({
  iss: options.issuer,
  aud: options.audience,
  sub: 'anna',
  scope: 'openid refunds:read events:read',
  exp: clock.now().getTime() / 1000 + 600,
});
const signed = (payload: JWTPayload, key: CryptoKey | Uint8Array = secret, header = {}) =>
  new SignJWT(payload).setProtectedHeader({ alg: 'HS256', ...header }).sign(key);
const reasons: string[] = [];
const tokensOf = (given: Partial<TokenOptions> = {}, failures: unknown[] = []) =>
  new Tokens({ ...options, ...given }, clock, {
    onFailure: (error) => failures.push(error),
    onRefused: (reason) => reasons.push(reason),
  });

describe('with a secret', () => {
  test('a token has a name, and of its scopes those that the gateway knows', async () => {
    expect(await tokensOf().find(await signed(good()))).toMatchObject({
      name: 'anna',
      scopes: new Set(['refunds:read', 'events:read']),
    });
  });

  test.each<[string, (payload: JWTPayload) => JWTPayload]>([
    ['missing required "exp" claim', ({ exp: _, ...payload }) => payload],
    ['"exp" claim timestamp check failed', (payload) => ({ ...payload, exp: 1 })],
    ['unexpected "aud" claim value', (payload) => ({ ...payload, aud: 'a secret audience' })],
    ['unexpected "iss" claim value', (payload) => ({ ...payload, iss: 'https://other.example' })],
    ['no name that a caller can have in the claim sub', ({ sub: _, ...payload }) => payload],
  ])('the operator is told why a token is refused: %s', async (reason, changed) => {
    reasons.length = 0;
    expect(await tokensOf().find(await signed(changed(good())))).toBeNull();
    expect(reasons).toEqual([reason]);
  });

  test('scopes may be a list, and claims may have other names', async () => {
    const tokens = tokensOf({ scopesClaim: 'permissions', nameClaim: 'email' });
    const token = await signed({ ...good(), email: 'anna@example.com', permissions: ['refunds:cancel', 7] });
    expect(await tokens.find(token)).toMatchObject({
      name: 'anna@example.com',
      scopes: new Set(['refunds:cancel']),
    });
  });

  test.each<[string, unknown]>([
    ['a list in the list', [['refunds:write'], 'refunds:read']],
    ['an object that JavaScript cannot make a text of', [{ toString: 1, valueOf: 1 }, null, 'refunds:read']],
  ])('what is no text among the scopes is none: %s', async (_, scope) => {
    expect(await tokensOf().find(await signed({ ...good(), scope }))).toMatchObject({
      scopes: new Set(['refunds:read']),
    });
  });

  test.each<[string, (payload: JWTPayload) => JWTPayload]>([
    ['another issuer', (payload) => ({ ...payload, iss: 'https://other.example' })],
    ['another audience', (payload) => ({ ...payload, aud: 'other' })],
    ['no issuer', ({ iss: _, ...payload }) => payload],
    ['no audience', ({ aud: _, ...payload }) => payload],
    ['no end', ({ exp: _, ...payload }) => payload],
    ['an end in the past', (payload) => ({ ...payload, exp: clock.now().getTime() / 1000 - 31 })],
    ['a start to come', (payload) => ({ ...payload, nbf: clock.now().getTime() / 1000 + 31 })],
    ['no name', ({ sub: _, ...payload }) => payload],
    ['a name that is no text', (payload) => ({ ...payload, sub: 7 as never })],
    ['the name of the sandbox', (payload) => ({ ...payload, sub: 'sandbox' })],
  ])('%s: refused', async (_, change) => {
    expect(await tokensOf().find(await signed(change(good())))).toBeNull();
  });

  test('a clock that differs by less than half a minute does no harm', async () => {
    const seconds = clock.now().getTime() / 1000;
    expect(
      await tokensOf().find(await signed({ ...good(), nbf: seconds + 29, exp: seconds - 29 })),
    ).not.toBeNull();
  });

  test.each<[string, () => Promise<string> | string]>([
    ['another secret', () => signed(good(), Buffer.from('another secret of thirty-two bytes or so'))],
    ['another algorithm', () => signed(good(), Buffer.alloc(64, 1), { alg: 'HS512' })],
    ['no signature', () => unsigned(good())],
    ['no token', () => 'a.b.c'],
    ['a text', () => 'anna'],
  ])('%s: refused', async (_, token) => {
    expect(await tokensOf().find(await token())).toBeNull();
  });

  test('a token that was verified is known until it ends, and no longer', async () => {
    const tokens = tokensOf();
    const token = await signed(good());
    const caller = await tokens.find(token);
    expect(tokens.find(token)).toBe(caller);
    clock.advance(629_000);
    expect(tokens.find(token)).toBe(caller);
    clock.advance(1_000);
    expect(await tokens.find(token)).toBeNull();
  });

  test('an operator sees how many tokens are kept, and how many may be', async () => {
    const kept = () => cacheCounts()['verified tokens'];
    const before = kept()?.entries ?? 0;
    const tokens = tokensOf();
    await tokens.find(await signed({ ...good(), sub: 'otto' }));
    await tokens.find(await signed({ ...good(), iss: 'https://other.example' }));
    expect(kept()).toMatchObject({ entries: before + 1, maxEntries: 10_000 });
  });

  test('what one verifier knows, another with other settings verifies itself', async () => {
    const token = await signed(good());
    expect(await tokensOf().find(token)).not.toBeNull();
    expect(await tokensOf({ audience: 'other' }).find(token)).toBeNull();
  });

  describe('whoever follows a token', () => {
    beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
    afterEach(() => void vi.useRealTimers());

    /** Follows a token that lasts for so many seconds, twice. */
    async function follow(seconds: number) {
      const caller = await tokensOf().find(
        await signed({ ...good(), exp: clock.now().getTime() / 1000 + seconds }),
      );
      const told: string[] = [];
      const stop = caller?.onEnd?.(() => told.push('left'));
      caller?.onEnd?.(() => told.push('stayed'));
      return { caller, told, stop };
    }

    test('is told of its end, half a minute late as a clock may be, unless it stopped following', async () => {
      const { told, stop } = await follow(600);
      stop?.();
      vi.advanceTimersByTime(629_999);
      expect(told).toEqual([]);
      vi.advanceTimersByTime(1);
      expect(told).toEqual(['stayed']);
      expect(vi.getTimerCount()).toBe(0);
    });

    test('is told at once if it has ended already', async () => {
      const { caller, told } = await follow(600);
      clock.advance(700_000);
      caller?.onEnd?.(() => told.push('late'));
      vi.advanceTimersByTime(0);
      expect(told).toEqual(['late']);
    });

    test('is told earlier, after the longest time that a timer can wait, if it lasts for years', async () => {
      const { told } = await follow(10 * 365 * 24 * 60 * 60);
      vi.advanceTimersByTime(2 ** 31 - 2);
      expect(told).toEqual([]);
      vi.advanceTimersByTime(1);
      expect(told).toEqual(['left', 'stayed']);
    });
  });
});

const unsigned = (payload: JWTPayload): string =>
  `${[{ alg: 'none' }, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.`;

describe('with the public keys of an issuer', () => {
  const pairs: { publicKey: CryptoKey; privateKey: CryptoKey }[] = [];
  beforeAll(async () => {
    for (let at = 0; at < 2; at++) pairs.push(await generateKeyPair('ES256', { extractable: true }));
  });
  const by = (at: number, header = {}) =>
    signed(good(), pairs[at]?.privateKey, { alg: 'ES256', kid: `key-${at}`, ...header });

  /** A server of keys whose answers a test sets. */
  async function issuer(...served: number[]) {
    const state = { served, status: 200, body: null as string | null, location: '', asked: 0 };
    const server = createServer(async (_, res) => {
      state.asked++;
      const keys = await Promise.all(
        state.served.map(async (at) => ({
          ...(await exportJWK(pairs[at]?.publicKey as CryptoKey)),
          kid: `key-${at}`,
        })),
      );
      res
        .writeHead(state.status, state.location ? { location: state.location } : {})
        .end(state.body ?? JSON.stringify({ keys }));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const close = () => {
      server.closeAllConnections();
      server.close();
    };
    onTestFinished(close);
    const { port } = server.address() as AddressInfo;
    return { state, close, url: new URL(`http://127.0.0.1:${port}/keys`) };
  }

  test('a token is taken, and its keys are fetched once', async () => {
    const { state, url } = await issuer(0);
    const tokens = tokensOf({ keys: { jwksUrl: url } });
    const token = await by(0);
    const [first, second] = await Promise.all([tokens.find(token), tokens.find(token)]);
    expect([first?.name, second?.name]).toEqual(['anna', 'anna']);
    expect(state.asked).toBe(1);
  });

  test('a public key is no secret: a token that was signed with it as one is refused', async () => {
    const { url } = await issuer(0);
    const tokens = tokensOf({ keys: { jwksUrl: url } });
    const publicText = Buffer.from(await exportSPKI(pairs[0]?.publicKey as CryptoKey));
    expect(await tokens.find(await signed(good(), publicText, { kid: 'key-0' }))).toBeNull();
    expect(await tokens.find(unsigned(good()))).toBeNull();
  });

  test.each([
    ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
    ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
  ])('a signature by %s is taken, but not if it is another', async (alg) => {
    const { state, url } = await issuer();
    const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
    state.body = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'key' }] });
    const tokens = tokensOf({ keys: { jwksUrl: url } });
    const token = await signed(good(), privateKey, { alg, kid: 'key' });
    expect(await tokens.find(token)).toMatchObject({ name: 'anna' });
    const [head, payload] = token.split('.');
    const other = (await signed({ ...good(), sub: 'otto' }, privateKey, { alg, kid: 'key' })).split('.');
    expect(await tokens.find([head, payload, other[2]].join('.'))).toBeNull();
  });

  test('an unknown key is refused, and does not make the keys be fetched each time', async () => {
    const { state, url } = await issuer(0);
    const tokens = tokensOf({ keys: { jwksUrl: url } });
    for (let at = 0; at < 5; at++) expect(await tokens.find(await by(1))).toBeNull();
    expect(state.asked).toBe(1);
  });

  test('a token that was verified with a key is refused once the issuer has withdrawn the key', async () => {
    const { state, url } = await issuer(0);
    const now = performance.now.bind(performance);
    let laterMs = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => now() + laterMs);
    const tokens = tokensOf({ keys: { jwksUrl: url } });
    const token = await by(0);
    expect(await tokens.find(token)).not.toBeNull();
    state.served = [1];
    laterMs = 30_000;
    expect(await tokens.find(await by(1))).not.toBeNull();
    expect(await tokens.find(token)).toBeNull();
  });

  test('known keys stay in use while the server is away', async () => {
    const { close, url } = await issuer(0);
    const tokens = tokensOf({ keys: { jwksUrl: url } });
    expect(await tokens.find(await by(0))).not.toBeNull();
    close();
    expect(await tokens.find(await by(0, { other: 'token' }))).not.toBeNull();
  });

  test.each<[string, Partial<Awaited<ReturnType<typeof issuer>>['state']>, string | RegExp]>([
    ['a failure', { status: 500 }, 'JWT_JWKS_URL answered 500'],
    ['no content', { status: 204 }, 'JWT_JWKS_URL answered 204'],
    ['another place', { status: 302, location: '/keys' }, 'fetch failed'],
    ['no JSON', { body: '<html>' }, /is not valid JSON$/],
    ['JSON of another kind', { body: '{"keys":"all"}' }, 'JSON Web Key Set malformed'],
    ['far too much', { body: ' '.repeat(262_145) }, 'JWT_JWKS_URL answered more than 262144 bytes'],
  ])(
    'without any known key, %s means that nobody can be identified, and the operator is told why',
    async (_, spoiled, cause) => {
      const { state, url } = await issuer(0);
      Object.assign(state, spoiled);
      const failures: unknown[] = [];
      const tokens = tokensOf({ keys: { jwksUrl: url } }, failures);
      await expect(tokens.find(await by(0))).rejects.toThrow(
        new KeysUnavailableError('The keys of JWT_JWKS_URL are not known'),
      );
      expect(failures).toEqual([expect.objectContaining({ message: expect.stringMatching(cause) })]);
    },
  );

  test('as many bytes of keys as are allowed are read', async () => {
    const { state, url } = await issuer(0);
    const keys = JSON.stringify({
      keys: [{ ...(await exportJWK(pairs[0]?.publicKey as CryptoKey)), kid: 'key-0' }],
    });
    state.body = keys.padEnd(262_144);
    expect(await tokensOf({ keys: { jwksUrl: url } }).find(await by(0))).toMatchObject({ name: 'anna' });
  });
});
