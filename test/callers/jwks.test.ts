import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { Jwks } from '../../src/callers/jwks.js';

const MINUTE_MS = 60_000;

/** A server of keys that counts how often it was asked, and a cache of them whose time a test sets. */
async function served() {
  const state = { kid: 'first', isAway: false, asked: 0, nowMs: 0, failures: 0, accepts: '', movedTo: '' };
  const server = createServer(({ headers, url }, res) => {
    state.asked++;
    state.accepts = headers.accept ?? '';
    const keys = [{ kty: 'oct', k: 'c2VjcmV0', kid: state.kid }];
    if (state.isAway) res.destroy();
    else if (state.movedTo && url === '/') res.writeHead(302, { location: state.movedTo }).end();
    else res.end(JSON.stringify({ keys }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close().closeAllConnections());
  const { port } = server.address() as AddressInfo;
  const jwks = new Jwks({
    url: new URL(`http://127.0.0.1:${port}/`),
    onFailure: () => state.failures++,
    now: () => state.nowMs,
  });
  return { state, jwks };
}

test('a withdrawn key is forgotten after ten minutes, in the background', async () => {
  const { state, jwks } = await served();
  await jwks.known();
  expect([state.asked, jwks.version]).toEqual([1, 1]);
  state.kid = 'second';
  state.nowMs = 10 * MINUTE_MS - 1;
  await jwks.known();
  expect(state.asked).toBe(1);
  state.nowMs++;
  await jwks.known();
  await expect.poll(() => jwks.version).toBe(2);
  expect(state.asked).toBe(2);
});

test('keys are asked for as JSON, which some servers do not answer otherwise', async () => {
  const { state, jwks } = await served();
  await jwks.known();
  expect(state.accepts).toBe('application/json');
});

test('keys are taken from no other address, to which the server may send', async () => {
  const { state, jwks } = await served();
  state.movedTo = '/elsewhere';
  await expect(jwks.known()).rejects.toThrow('The keys of JWT_JWKS_URL are not known');
  expect([state.asked, state.failures]).toEqual([1, 1]);
});

test('keys are waited for five seconds at most', async () => {
  const { jwks } = await served();
  const timeout = vi.spyOn(AbortSignal, 'timeout');
  await jwks.known();
  expect(timeout.mock.calls).toEqual([[5_000]]);
});

test('the same keys again change nothing', async () => {
  const { state, jwks } = await served();
  await jwks.known();
  state.nowMs = MINUTE_MS;
  await jwks.renewed();
  expect([state.asked, jwks.version]).toEqual([2, 1]);
});

test('a rotated key is looked for, every half minute at most', async () => {
  const { state, jwks } = await served();
  await jwks.known();
  state.kid = 'second';
  expect(await jwks.renewed()).toBeNull();
  state.nowMs = MINUTE_MS / 2;
  expect(await jwks.renewed()).not.toBeNull();
  expect([state.asked, jwks.version]).toEqual([2, 2]);
});

test('the age of keys counts from the last look', async () => {
  const { state, jwks } = await served();
  state.nowMs = MINUTE_MS;
  await jwks.known();
  expect(await jwks.renewed()).toBeNull();
  await jwks.known();
  expect(state.asked).toBe(1);
});

test('who looks for a rotated key during a look gets what it brings', async () => {
  const { state, jwks } = await served();
  await jwks.known();
  state.nowMs = MINUTE_MS / 2;
  const found = await Promise.all([jwks.renewed(), jwks.renewed()]);
  expect(found.every((keyOf) => keyOf !== null)).toBe(true);
  expect(state.asked).toBe(2);
});

test('keys that are old stay in use while their server is away, and its failures are told', async () => {
  const { state, jwks } = await served();
  await jwks.known();
  Object.assign(state, { isAway: true, nowMs: 11 * MINUTE_MS });
  expect(await jwks.known()).not.toBeNull();
  await expect.poll(() => state.failures).toBe(1);
  expect(jwks.version).toBe(1);
});

test('keys that were never known are looked for each time, and the failure has a name', async () => {
  const { state, jwks } = await served();
  state.isAway = true;
  for (let asked = 1; asked <= 2; asked++) {
    await expect(jwks.known()).rejects.toMatchObject({
      name: 'KeysUnavailableError',
      message: 'The keys of JWT_JWKS_URL are not known',
    });
    expect([state.asked, state.failures, jwks.version]).toEqual([asked, asked, 0]);
  }
  state.isAway = false;
  expect(await jwks.known()).not.toBeNull();
  expect(jwks.version).toBe(1);
});
