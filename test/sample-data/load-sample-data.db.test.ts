import { expect, test } from 'vitest';
import { graphiqlTabs } from '../../src/graphql/request/graphiql-tabs.js';
import { loadSampleData } from '../../src/sample-data/load-sample-data.js';
import { type Answer, testGateway } from '../support/gateways/test-gateway.js';
import { objects } from '../support/rows/sample-ledger.js';

const gateway = testGateway();
let loaded = 0;
gateway.prepare(async () => {
  loaded = await loadSampleData(gateway.database, gateway.clock);
});

test('the number of objects that were loaded is told', () => {
  expect(loaded).toBe(objects.length);
});

test('a ledger that is not empty is left alone', async () => {
  const before = await gateway.database.prisma.charge.count();
  expect(before).toBeGreaterThan(250);
  expect(await loadSampleData(gateway.database, gateway.clock)).toBe(0);
  expect(await gateway.database.prisma.charge.count()).toBe(before);
});

test("the refund of Stripe's documentation has the documented values", async () => {
  const { data } = await gateway.query(`{ refund(id: "re_1Nispe2eZvKYlo2Cd31jOCgZ") {
    amount currency status created charge { id } paymentIntent { id } balanceTransaction { id }
    destinationDetails { type card { reference type } } } }`);
  expect(data.refund).toEqual({
    amount: 1000,
    currency: 'usd',
    status: 'SUCCEEDED',
    created: '2023-08-25T05:45:18.000Z',
    charge: { id: 'ch_1NirD82eZvKYlo2CIvbtLWuY' },
    paymentIntent: { id: 'pi_1GszsK2eZvKYlo2CfhZyoZLp' },
    balanceTransaction: { id: 'txn_1Nispe2eZvKYlo2CYezqFhEx' },
    destinationDetails: { type: 'card', card: { reference: '123456789012', type: 'refund' } },
  });
});

test('every query that GraphiQL opens with works', async () => {
  const answers: Record<string, Answer['data']> = {};
  for (const { query } of graphiqlTabs) {
    const [, kind, name = ''] = /^(query|mutation|subscription) (\w+)/m.exec(query) ?? [];
    // The test of the page in a browser follows the events.
    if (kind === 'subscription') continue;
    const { data, errors } = await gateway.query(query);
    expect(errors).toBeUndefined();
    answers[name] = data;
  }
  expect(answers).toMatchObject({
    Refunds: { refunds: { totalCount: expect.any(Number) } },
    Charge: { charge: { refunds: { nodes: [{ status: 'SUCCEEDED' }] } } },
    RefundPreview: { refundPreview: { __typename: 'RefundPreview', amount: 100 } },
    CreateRefund: { createRefund: { __typename: 'CreateRefundPayload' } },
    UpdateRefundMetadata: { updateRefundMetadata: { refund: { metadata: { order_id: '6735' } } } },
    CancelRefund: { cancelRefund: { refund: { status: 'CANCELED' } } },
  });
  expect(answers['Refunds'].refunds.nodes).toHaveLength(10);
  expect(answers['FailedRefunds'].refunds.nodes.length).toBeGreaterThan(5);
  expect(answers['RefundSummary'].refundSummary.length).toBeGreaterThan(5);
});
