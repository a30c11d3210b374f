import { expect, test } from 'vitest';
import { graphiqlTabs } from '../../src/graphql/request/graphiql-tabs.js';
import { loadSampleData } from '../../src/sample-data/load-sample-data.js';
import { testGateway } from '../support/gateways/test-gateway.js';

const gateway = testGateway();
gateway.prepare(() => loadSampleData(gateway.database, gateway.clock));

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
  const answers = [];
  for (const { query } of graphiqlTabs) answers.push(await gateway.query(query));
  const [refunds, charge, created, updated, canceled] = answers.map(({ data, errors }) => {
    expect(errors).toBeUndefined();
    return data;
  });
  expect(refunds.refunds.nodes).toHaveLength(10);
  expect(charge.charge.refunds.nodes).toHaveLength(1);
  expect(created.createRefund.__typename).toBe('CreateRefundPayload');
  expect(updated.updateRefundMetadata.refund.metadata).toEqual({ order_id: '6735' });
  expect(canceled.cancelRefund.refund.status).toBe('CANCELED');
});
