import { expect, test } from 'vitest';
import { HTTP_LIMITS } from '../src/http-limits.js';
import { insertCharge } from './support/ledger-rows.js';
import { openPort } from './support/open-port.js';
import { testGateway } from './support/test-gateway.js';

const gateway = testGateway();
const port = openPort(gateway);
const CALLERS = 700;
const LIMIT = 500;

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

test('700 at once: 500 wait, 200 are told at once to come back, and then all is well', async () => {
  expect(HTTP_LIMITS.maxRequestsUnderWay).toBe(LIMIT);
  const { id } = await insertCharge(gateway.database, { amount: 1_000_000n });
  const refund = `mutation { createRefund(input: { charge: "${id}", amount: 1 }) { __typename } }`;
  const charge = await hold(id);
  const answers: Response[] = [];
  const all = Array.from({ length: CALLERS }, () =>
    post(refund).then(async (response) => {
      answers.push(response);
      return { status: response.status, body: await response.json(), headers: response.headers };
    }),
  );
  await expect.poll(() => answers.length, { timeout: 10_000 }).toBe(CALLERS - LIMIT);
  expect(answers.filter(({ status }) => status === 503)).toHaveLength(CALLERS - LIMIT);
  expect((await fetch(`${port.url}/health`)).status).toBe(200);
  // Whether the database answers in time is another question; the answer comes.
  expect([200, 503]).toContain((await fetch(`${port.url}/ready`)).status);

  await charge.release();
  const answered = await Promise.all(all);
  const made = answered.filter(({ status }) => status === 200);
  expect(made.map(({ body }) => body)).toEqual(
    Array(LIMIT).fill({ data: { createRefund: { __typename: 'CreateRefundPayload' } } }),
  );
  const refused = answered.find(({ status }) => status === 503);
  const requestId = refused?.headers.get('x-request-id');
  expect(requestId).toBeTruthy();
  expect(refused?.headers.get('retry-after')).toMatch(/^\d+$/);
  expect(refused?.body).toEqual({
    errors: [
      {
        message: 'The gateway has as much to do as it takes on at once: try again soon.',
        extensions: { code: 'OVERLOADED', requestId, retryable: true },
      },
    ],
  });
  const { data } = await gateway.query(`{ charge(id: "${id}") { amountRefunded } }`);
  expect(data).toEqual({ charge: { amountRefunded: LIMIT } });
  expect((await post(refund)).status).toBe(200);
});
