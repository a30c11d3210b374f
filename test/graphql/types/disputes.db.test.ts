import { expect, test } from 'vitest';
import { statementsOf } from '../../support/databases/statements.js';
import { testGateway } from '../../support/gateways/test-gateway.js';
import { insertCharge, testId } from '../../support/rows/ledger-rows.js';

const gateway = testGateway();
const created = (second: number) => new Date(Date.UTC(2026, 0, 15, 10, 0, second));

/** Inserts a charge with so many disputes, which were opened a second apart. Returns the ids, the newest first. */
async function disputedCharge(count: number, values: object = {}) {
  const charge = await insertCharge(gateway.database, { disputed: true, currency: 'kwd' });
  const disputes = Array.from({ length: count }, (_, second) => ({
    ...{ id: testId('dp'), amount: 12_340n, chargeId: charge.id, created: created(second), currency: 'kwd' },
    ...{ isChargeRefundable: false, reason: 'fraudulent', status: 'needs_response' as const },
    ...values,
  }));
  await gateway.database.prisma.dispute.createMany({ data: disputes });
  return { charge: charge.id, disputes: disputes.map(({ id }) => id).reverse() };
}

const DISPUTE = `id amount amountFormatted german: amountFormatted(locale: "de-DE") created currency currencyDecimals
  evidenceDueBy isChargeRefundable reason status charge { id }`;

test('a dispute tells what a support desk has to answer, and until when', async () => {
  const { charge, disputes } = await disputedCharge(1, { evidenceDueBy: created(59) });
  const { data, errors } = await gateway.query(
    `query ($charge: ID!, $id: ID!) { charge(id: $charge) { disputes { ${DISPUTE} } } node(id: $id) { ... on Dispute { ${DISPUTE} } } }`,
    { charge, id: disputes[0] },
  );
  expect(errors).toBeUndefined();
  const [dispute] = data.charge.disputes;
  expect({
    ...dispute,
    german: dispute.german.replace(/\s/g, ' '),
    amountFormatted: dispute.amountFormatted.replace(/\s/g, ' '),
  }).toEqual({
    id: disputes[0],
    amount: 12_340,
    amountFormatted: 'KWD 12.340',
    german: '12,340 KWD',
    created: '2026-01-15T10:00:00.000Z',
    currency: 'kwd',
    currencyDecimals: 3,
    evidenceDueBy: '2026-01-15T10:00:59.000Z',
    isChargeRefundable: false,
    reason: 'fraudulent',
    status: 'needs_response',
    charge: { id: charge },
  });
  expect(data.node).toEqual(dispute);
});

test('a charge without a dispute has an empty list, and one with a thousand the newest ten', async () => {
  const [none, many] = await Promise.all([insertCharge(gateway.database), disputedCharge(1_000)]);
  const { data, errors } = await gateway.query(
    'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Charge { disputes { id } } } }',
    { ids: [none.id, many.charge] },
  );
  expect(errors).toBeUndefined();
  expect(data.nodes).toEqual([
    { disputes: [] },
    { disputes: many.disputes.slice(0, 10).map((id) => ({ id })) },
  ]);
});

test('the disputes of 100 charges are one statement, and within the limits of answers', async () => {
  const charges: Awaited<ReturnType<typeof disputedCharge>>[] = [];
  for (let count = 0; count < 100; count++) charges.push(await disputedCharge(11));
  let answer: Awaited<ReturnType<typeof gateway.query>> | undefined;
  const statements = await statementsOf(async () => {
    answer = await gateway.query(
      `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Charge { id disputes { id amountFormatted status } } } }`,
      {
        ids: charges.map(({ charge }) => charge),
      },
    );
  });
  expect(answer?.errors).toBeUndefined();
  expect(answer?.data.nodes.map(({ disputes }: { disputes: unknown[] }) => disputes.length)).toEqual(
    charges.map(() => 10),
  );
  expect(statements).toHaveLength(2);
});
