import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Query } from '../../../src/database/sql.js';
import { testDatabase } from '../../support/databases/test-database.js';
import { testGateway } from '../../support/gateways/test-gateway.js';
import { insertCharge } from '../../support/rows/ledger-rows.js';

const TIMEOUT_MS = 1_000;
const holder = testDatabase();
const asked: string[] = [];
/** Statements wait until the test opens the gate. */
let openGate = () => {};
let gate = Promise.resolve();
const gated =
  (query: Query): Query =>
  async (statement) => {
    asked.push(statement.text);
    await gate;
    return query(statement);
  };
const gateway = testGateway({
  requestLimits: { operationTimeoutMs: TIMEOUT_MS },
  holder: {
    get database() {
      const { database } = holder;
      return { ...database, query: gated(database.query), write: gated(database.write as Query) };
    },
  },
});

beforeEach(() => {
  gate = new Promise((resolve) => {
    openGate = resolve;
  });
  asked.length = 0;
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  openGate();
  vi.useRealTimers();
});

/** Sends an operation, and lets it time out once its first statement waits. */
async function timedOut(query: string, variables: object = {}) {
  const answer = gateway.query(query, variables);
  await vi.waitFor(() => expect(asked.length).toBeGreaterThan(0));
  await vi.advanceTimersByTimeAsync(TIMEOUT_MS);
  return answer;
}

test('a query that takes too long is answered, and reads nothing more', async () => {
  const { errors } = await timedOut('{ refunds(first: 1) { nodes { charge { refunds { totalCount } } } } }');
  expect(errors).toMatchObject([{ extensions: { code: 'TIMEOUT', retryable: true } }]);
  const statements = asked.length;
  openGate();
  await vi.advanceTimersByTimeAsync(10);
  expect(asked).toHaveLength(statements);
});

describe('the outcome of a mutation that takes too long is not known', () => {
  let charge: string;
  const CREATE = `mutation ($charge: ID!, $key: String) {
    createRefund(input: { charge: $charge, amount: 1, idempotencyKey: $key }) {
      ... on CreateRefundPayload { idempotentReplay refund { charge { amountRefunded } } } } }`;

  beforeEach(async () => {
    openGate();
    charge = (await insertCharge(holder.database)).id;
    gate = new Promise((resolve) => {
      openGate = resolve;
    });
    asked.length = 0;
  });

  test('a refund has its key, also if the gateway generated it: asking with the key creates no second one', async () => {
    for (const [given, told] of [
      ['mine', 'mine'],
      [null, expect.stringMatching(/^gateway_/)],
    ]) {
      const { errors } = await timedOut(CREATE, { charge, key: given });
      const extensions = { idempotencyKey: '', ...errors?.[0]?.extensions };
      expect(extensions).toMatchObject({ code: 'OUTCOME_UNKNOWN', retryable: true, idempotencyKey: told });
      openGate();
      const asksAgain = await gateway.query(CREATE, { charge, key: extensions.idempotencyKey });
      expect(asksAgain).toMatchObject({
        data: { createRefund: { refund: { charge: { amountRefunded: given === null ? 2 : 1 } } } },
      });
      gate = new Promise((resolve) => {
        openGate = resolve;
      });
      asked.length = 0;
    }
  });

  test('several refunds have no common key', async () => {
    const { errors } = await timedOut(
      `mutation ($charge: ID!) {
        createRefunds(input: { refunds: [{ charge: $charge, amount: 1 }, { charge: $charge, amount: 1 }] }) {
          results { __typename } } }`,
      { charge },
    );
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    expect(errors?.[0]?.extensions).not.toHaveProperty('idempotencyKey');
  });
});
