import { expect, test } from 'vitest';
import { as, TestCallers } from '../support/gateways/test-callers.js';
import { testGateway } from '../support/gateways/test-gateway.js';

const callers = new TestCallers();
for (const name of ['bot', 'desk', 'even']) callers.add(name, ['refunds:read']);
const time = { ms: 0 };
const limits = { maxCallerRequests: 60 };
const gateway = testGateway({ recognizer: callers, limits, now: () => time.ms });
const open = testGateway({ limits, holder: gateway, now: () => time.ms });

const ask = (name: string | null, on = gateway) =>
  on.http({
    headers: { 'content-type': 'application/json', ...(name !== null && as(name)) },
    body: JSON.stringify({ query: '{ viewer { name } }' }),
  });
const statusesOf = async (name: string | null, count: number, on = gateway) => {
  const statuses = new Map<number, number>();
  for (let at = 0; at < count; at++) {
    const { statusCode } = await ask(name, on);
    statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1);
  }
  return Object.fromEntries(statuses);
};

test('a caller may make the requests of a minute at once; further ones are refused, with the time to wait', async () => {
  expect(await statusesOf('bot', 62)).toEqual({ 200: 60, 429: 2 });
  const refused = await ask('bot');
  expect(refused.headers['retry-after']).toBe('1');
  expect(refused.json().errors[0].extensions).toMatchObject({
    code: 'LIMIT_EXCEEDED',
    limit: 'MAX_CALLER_REQUESTS',
    retryable: true,
  });
  expect(await statusesOf('desk', 60)).toEqual({ 200: 60 });
  time.ms += 3_000;
  expect(await statusesOf('bot', 4)).toEqual({ 200: 3, 429: 1 });
});

test('a caller who makes them evenly never waits', async () => {
  for (let at = 0; at < 130; at++) {
    time.ms += 1_000;
    expect((await ask('even')).statusCode).toBe(200);
  }
  expect(await statusesOf('even', 60)).toEqual({ 200: 59, 429: 1 });
});

test('without authentication there is no such limit', async () => {
  expect(await statusesOf(null, 70, open)).toEqual({ 200: 70 });
});
