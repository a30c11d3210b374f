import { expect, test } from 'vitest';
import { testGateway } from '../../support/gateways/test-gateway.js';
import { insertCharge, insertPaymentIntent, insertRefund, testId } from '../../support/rows/ledger-rows.js';
import { insertRichRefunds } from '../../support/rows/rich-refunds.js';

const gateway = testGateway();
const NODES = 'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }';

test('section 9: node and nodes find the object of every kind of id, with every prefix', async () => {
  const { database } = gateway;
  const {
    Refund: [refund = ''],
    Charge: [charge = ''],
    PaymentIntent: [intent = ''],
    Dispute: [dispute = ''],
    RefundEvent: [event = ''],
    RefundApproval: [approval = ''],
    RefundApprovalEvent: [approvalEvent = ''],
  } = await insertRichRefunds(database, 1);
  const row = await database.prisma.refund.findUniqueOrThrow({ where: { id: refund } });
  const blocked = await database.prisma.blockListEntry.findFirstOrThrow();
  const py = await insertCharge(database, { id: testId('py') });
  const du = testId('du');
  const { id: _, ...won } = await database.prisma.dispute.findUniqueOrThrow({ where: { id: dispute } });
  await database.prisma.dispute.create({ data: { ...won, id: du } });
  const pyr = await insertRefund(database, py, { id: testId('pyr') });
  const right = [
    ['Refund', refund],
    ['Refund', pyr.id],
    ['Charge', charge],
    ['Charge', py.id],
    ['PaymentIntent', intent],
    ['Dispute', dispute],
    ['Dispute', du],
    ['BalanceTransaction', row.balanceTransactionId],
    ['TransferReversal', row.transferReversalId],
    ['ApplicationFeeRefund', row.applicationFeeRefundId],
    ['RefundEvent', event],
    ['RefundApproval', approval],
    ['RefundApprovalEvent', approvalEvent],
    ['BlockListEntry', blocked.id],
  ].map(([__typename, id]) => ({ __typename, id }));
  const { data } = await gateway.query(NODES, { ids: right.map(({ id }) => id) });
  expect(data.nodes).toEqual(right);
  for (const { __typename, id } of right) {
    const one = await gateway.query('query ($id: ID!) { node(id: $id) { __typename id } }', { id });
    expect(one.data.node).toEqual({ __typename, id });
  }
});

test('section 9: an unknown id gives null without an error, and an id that is given twice is answered twice', async () => {
  const charge = await insertCharge(gateway.database);
  const intent = await insertPaymentIntent(gateway.database);
  const unknown = [
    'ch_unknown',
    're_',
    '_',
    '',
    'xx_1',
    'charge',
    `ch_${'x'.repeat(5000)}`,
    "ch_' OR 1=1 --",
    '__proto__',
  ];
  const { data, errors } = await gateway.query(NODES, { ids: [charge.id, ...unknown, intent.id, charge.id] });
  const node = { __typename: 'Charge', id: charge.id };
  expect(errors).toBeUndefined();
  expect(data.nodes).toEqual([
    node,
    ...unknown.map(() => null),
    { __typename: 'PaymentIntent', id: intent.id },
    node,
  ]);
  for (const id of [...unknown, charge.id.toUpperCase(), ` ${charge.id}`, charge.id.replace('ch_', 're_')]) {
    const answer = await gateway.query('query ($id: ID!) { node(id: $id) { id } }', { id });
    expect(answer).toEqual({ data: { node: null } });
  }
});

test('section 9: a hundred ids are answered, one more is PARAMETER_INVALID', async () => {
  const { id } = await insertCharge(gateway.database);
  const hundred = await gateway.query(NODES, { ids: Array.from({ length: 100 }, () => id) });
  expect(hundred.data.nodes).toHaveLength(100);
  expect(hundred.data.nodes[99]).toEqual({ __typename: 'Charge', id });
  const { data, errors } = await gateway.query(NODES, { ids: Array.from({ length: 101 }, () => id) });
  expect(data).toBeNull();
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'PARAMETER_INVALID', param: 'ids' });
  expect((await gateway.query(NODES, { ids: [] })).data).toEqual({ nodes: [] });
});
