import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import type { Query } from '../../src/database/sql.js';
import { HTTP_LIMITS } from '../../src/http/limits.js';
import { testDatabase } from '../support/databases/test-database.js';
import { openPort } from '../support/gateways/open-port.js';
import { PATIENT_LIMITS } from '../support/gateways/patient-limits.js';
import { testGateway } from '../support/gateways/test-gateway.js';
import { insertCharge } from '../support/rows/ledger-rows.js';

const CALLERS = 700;
const LIMIT = 500;

const holder = testDatabase();
/** No write reaches the database until the test opens the gate. Waiting for a lock would time out after seconds. */
let openGate = () => {};
const gate = new Promise<void>((resolve) => {
  openGate = resolve;
});
const write: Query = async (statement) => {
  await gate;
  return holder.database.write(statement);
};
const gateway = testGateway({
  limits: PATIENT_LIMITS,
  holder: {
    get database() {
      return { ...holder.database, write };
    },
  },
});
const port = openPort(gateway);

/** Sends a request on its own connection. `fetch` would give up on connecting after ten seconds. */
async function send(path: string, query?: string) {
  const agent = new Agent({ maxSockets: Number.POSITIVE_INFINITY });
  onTestFinished(() => agent.destroy());
  const options = { agent, method: query === undefined ? 'GET' : 'POST' };
  const sent = request(`${port.url}${path}`, { ...options, headers: { 'content-type': 'application/json' } });
  sent.end(query === undefined ? undefined : JSON.stringify({ query }));
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}

test('of 700 simultaneous requests 500 are admitted, 200 are refused at once, and later requests are served', async () => {
  expect(HTTP_LIMITS.maxRequestsInFlight).toBe(LIMIT);
  const { id } = await insertCharge(holder.database, { amount: 1_000_000n });
  const refund = `mutation { createRefund(input: { charge: "${id}", amount: 1 }) { __typename } }`;
  let refusals = 0;
  const all = Array.from({ length: CALLERS }, async () => {
    const response = await send('/graphql', refund);
    if (response.status === 503) refusals++;
    return response;
  });
  try {
    await expect.poll(() => refusals).toBe(CALLERS - LIMIT);
    expect((await send('/health')).status).toBe(200);
    // The process is at its limit, and still ready once the database has done the reads.
    await expect.poll(async () => (await send('/ready')).status).toBe(200);
  } finally {
    openGate();
  }

  const answered = await Promise.all(all);
  const admitted = answered.filter(({ status }) => status === 200);
  expect(admitted).toHaveLength(LIMIT);
  expect(new Set(admitted.map(({ body }) => body))).toEqual(
    new Set(['{"data":{"createRefund":{"__typename":"CreateRefundPayload"}}}']),
  );
  const refused = answered.filter(({ status }) => status === 503);
  expect(refused).toHaveLength(CALLERS - LIMIT);
  for (const { headers, body } of refused) {
    const requestId = headers['x-request-id'];
    expect(requestId).toMatch(/^[\w-]{36}$/);
    expect(headers['retry-after']).toMatch(/^\d+$/);
    expect(JSON.parse(body)).toEqual({
      errors: [
        {
          message: 'The gateway is at its limit of requests in flight. Try again soon.',
          extensions: { limit: 'MAX_REQUESTS_IN_FLIGHT', code: 'OVERLOADED', requestId, retryable: true },
        },
      ],
    });
  }
  const { data } = await gateway.query(`{ charge(id: "${id}") { amountRefunded } }`);
  expect(data).toEqual({ charge: { amountRefunded: LIMIT } });
  expect((await send('/graphql', refund)).status).toBe(200);
});
