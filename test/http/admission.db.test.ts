import { expect, test } from 'vitest';
import { HTTP_LIMITS } from '../../src/http/limits.js';
import { openPort } from '../support/gateways/open-port.js';
import { testGateway } from '../support/gateways/test-gateway.js';
import { insertCharge } from '../support/rows/ledger-rows.js';

const gateway = testGateway();
const port = openPort(gateway);
const CALLERS = 700;
const LIMIT = 500;
/** Hundreds of connections, on machines whose cores are all busy. */
const TIMEOUT_MS = 60_000;

/** Keeps every refund of a charge waiting: on a server by the charge's lock, else by the one connection. */
async function hold(charge: string): Promise<{ release(): Promise<void> }> {
  const connection = await gateway.database.pool.connect();
  await connection.query('BEGIN');
  await connection.query('SELECT 1 FROM charge WHERE id = $1 FOR UPDATE', [charge]);
  return {
    release: async () => {
      await connection.query('ROLLBACK');
      connection.release();
    },
  };
}

const post = (query: string) =>
  fetch(`${port.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });

test('700 at once: 500 wait, 200 are told at once to come back, and then all is well', {
  timeout: TIMEOUT_MS,
}, async () => {
  expect(HTTP_LIMITS.maxRequestsInFlight).toBe(LIMIT);
  const { id } = await insertCharge(gateway.database, { amount: 1_000_000n });
  const refund = `mutation { createRefund(input: { charge: "${id}", amount: 1 }) { __typename } }`;
  const charge = await hold(id);
  let refusals = 0;
  const all = Array.from({ length: CALLERS }, () =>
    post(refund).then(async (response) => {
      if (response.status === 503) refusals++;
      return { status: response.status, body: await response.json(), headers: response.headers };
    }),
  );
  try {
    await expect.poll(() => refusals, { timeout: TIMEOUT_MS / 2 }).toBe(CALLERS - LIMIT);
    expect((await fetch(`${port.url}/health`)).status).toBe(200);
    // Whether the database answers in time is another question; the answer comes.
    expect([200, 503]).toContain((await fetch(`${port.url}/ready`)).status);
  } finally {
    await charge.release();
    await Promise.allSettled(all);
  }

  const answered = await Promise.all(all);
  const letIn = answered.filter(({ status }) => status === 200);
  expect(letIn).toHaveLength(LIMIT);
  // On a machine that is very busy, some wait longer for a connection than the pool lets them.
  const made = letIn.filter(({ body }) => body.data?.createRefund.__typename === 'CreateRefundPayload');
  expect(made.length).toBeGreaterThan(0);
  const refused = answered.find(({ status }) => status === 503);
  const requestId = refused?.headers.get('x-request-id');
  expect(requestId).toBeTruthy();
  expect(refused?.headers.get('retry-after')).toMatch(/^\d+$/);
  expect(refused?.body).toEqual({
    errors: [
      {
        message: 'The gateway is at its limit of requests in flight. Try again soon.',
        extensions: { code: 'OVERLOADED', requestId, retryable: true },
      },
    ],
  });
  const { data } = await gateway.query(`{ charge(id: "${id}") { amountRefunded } }`);
  expect(data).toEqual({ charge: { amountRefunded: made.length } });
  expect((await post(refund)).status).toBe(200);
});
