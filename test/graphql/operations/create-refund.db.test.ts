import { expect, test } from 'vitest';
import { testGateway } from '../../support/gateways/test-gateway.js';
import { insertCharge } from '../../support/rows/ledger-rows.js';

const gateway = testGateway();

test('a charge that is refunded in part shows the refund', async () => {
  const charge = await insertCharge(gateway.database);
  const { data } = await gateway.query(
    `mutation ($charge: ID!) {
      createRefund(input: { charge: $charge, amount: 400 }) {
        ... on CreateRefundPayload { idempotentReplay refund { amount status charge { amountRefunded amountRefundable } } }
      }
    }`,
    { charge: charge.id },
  );
  expect(data.createRefund).toEqual({
    idempotentReplay: false,
    refund: { amount: 400, status: 'SUCCEEDED', charge: { amountRefunded: 400, amountRefundable: 600 } },
  });
});
