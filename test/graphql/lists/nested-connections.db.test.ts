import { expect, test } from 'vitest';
import { PAGING, readPage } from '../../support/clients/connection-queries.js';
import { testGateway } from '../../support/gateways/test-gateway.js';
import { insertCharge, insertPaymentIntent, insertRefund } from '../../support/rows/ledger-rows.js';

const gateway = testGateway();
const atMillisecond = (ms: number): Date => new Date(Date.UTC(2026, 0, 15, 10, 0, 0, ms));

test('section 9: each charge has a page of its own refunds, newest first', async () => {
  const { database } = gateway;
  const charges = [await insertCharge(database), await insertCharge(database), await insertCharge(database)];
  const [many, one, none] = charges;
  if (!many || !one || !none) throw new Error('three charges were made');
  const refunds: string[] = [];
  for (let ms = 0; ms < 12; ms++)
    refunds.unshift((await insertRefund(database, many, { amount: 1n, created: atMillisecond(ms) })).id);
  const only = await insertRefund(database, one);
  const { data } = await gateway.query(
    `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Charge {
      refunds { nodes { id } totalCount pageInfo { hasNextPage hasPreviousPage } }
      last: refunds(last: 2) { nodes { id } totalCount pageInfo { hasNextPage hasPreviousPage } }
    } } }`,
    { ids: [many.id, one.id, none.id, many.id] },
  );
  const nodes = (ids: readonly string[]) => ids.map((id) => ({ id }));
  const manyRight = {
    refunds: {
      nodes: nodes(refunds.slice(0, 10)),
      totalCount: 12,
      pageInfo: { hasNextPage: true, hasPreviousPage: false },
    },
    last: {
      nodes: nodes(refunds.slice(-2)),
      totalCount: 12,
      pageInfo: { hasNextPage: false, hasPreviousPage: true },
    },
  };
  const whole = (ids: readonly string[]) => ({
    nodes: nodes(ids),
    totalCount: ids.length,
    pageInfo: { hasNextPage: false, hasPreviousPage: false },
  });
  expect(data.nodes).toEqual([
    manyRight,
    { refunds: whole([only.id]), last: whole([only.id]) },
    { refunds: whole([]), last: whole([]) },
    manyRight,
  ]);
});

test('section 9: a payment intent has its charges, the refunds of all of them, and its newest charge', async () => {
  const { database } = gateway;
  const { id: paymentIntentId } = await insertPaymentIntent(database);
  const old = await insertCharge(database, { paymentIntentId, created: atMillisecond(1) });
  const failed = await insertCharge(database, {
    paymentIntentId,
    created: atMillisecond(2),
    status: 'failed',
    amountCaptured: 0n,
  });
  const first = await insertRefund(database, old, { created: atMillisecond(3) });
  const second = await insertRefund(database, old, { created: atMillisecond(4), amount: 250n });
  await insertRefund(database, await insertCharge(database));
  const { data } = await gateway.query(
    `query ($id: ID!) { paymentIntent(id: $id) {
      amountRefunded latestCharge { id paymentIntent { id } }
      charges { nodes { id } totalCount } refunds { nodes { id } totalCount edges { node { id } } }
    } }`,
    { id: paymentIntentId },
  );
  expect(data.paymentIntent).toEqual({
    amountRefunded: 350,
    latestCharge: { id: failed.id, paymentIntent: { id: paymentIntentId } },
    charges: { nodes: [{ id: failed.id }, { id: old.id }], totalCount: 2 },
    refunds: {
      nodes: [{ id: second.id }, { id: first.id }],
      totalCount: 2,
      edges: [{ node: { id: second.id } }, { node: { id: first.id } }],
    },
  });
});

test('a payment intent without a charge has no latest charge, and its refunded amount is 0', async () => {
  const { id } = await insertPaymentIntent(gateway.database);
  const { data } = await gateway.query(
    'query ($id: ID!) { paymentIntent(id: $id) { amountRefunded latestCharge { id } charges { totalCount nodes { id } } } }',
    { id },
  );
  expect(data.paymentIntent).toEqual({
    amountRefunded: 0,
    latestCharge: null,
    charges: { totalCount: 0, nodes: [] },
  });
});

test('section 9: a refund’s events are oldest first, in both directions of paging', async () => {
  const { database } = gateway;
  const refund = await insertRefund(database, await insertCharge(database));
  const events: string[] = [];
  // The ids and the times of these events decrease. Neither of them decides the order.
  for (let count = 5; count > 0; count--) {
    const { id } = await database.prisma.refundEvent.create({
      data: {
        id: `evt_${refund.id}${count}`,
        actor: null,
        created: atMillisecond(count),
        refundId: refund.id,
        status: 'succeeded',
        type: 'refund_updated',
      },
    });
    events.push(id);
  }
  const read = (paging: object) =>
    readPage(
      gateway,
      `events(${PAGING})`,
      paging,
      (field) => `parent: refund(id: "${refund.id}") { ${field} }`,
    );
  const whole = await read({});
  expect(whole).toMatchObject({ ids: events, hasNextPage: false, hasPreviousPage: false });
  const firstTwo = await read({ first: 2 });
  expect(firstTwo).toMatchObject({ ids: events.slice(0, 2), hasNextPage: true, hasPreviousPage: false });
  expect((await read({ first: 2, after: firstTwo.endCursor ?? '' })).ids).toEqual(events.slice(2, 4));
  const lastTwo = await read({ last: 2 });
  expect(lastTwo).toMatchObject({ ids: events.slice(3), hasNextPage: false, hasPreviousPage: true });
  const middle = { after: firstTwo.startCursor ?? '', before: lastTwo.endCursor ?? '' };
  expect(await read(middle)).toMatchObject({
    ids: events.slice(1, 4),
    hasNextPage: true,
    hasPreviousPage: true,
  });
});

test('section 9: the lists of a payment intent take first, last and after', async () => {
  const { database } = gateway;
  const { id } = await insertPaymentIntent(database);
  const ids = { charges: [] as string[], refunds: [] as string[] };
  for (let ms = 0; ms < 3; ms++) {
    const charge = await insertCharge(database, { paymentIntentId: id, created: atMillisecond(ms) });
    ids.charges.unshift(charge.id);
    ids.refunds.unshift((await insertRefund(database, charge, { created: atMillisecond(ms) })).id);
  }
  for (const list of ['charges', 'refunds'] as const) {
    const page = async (paging: string) => {
      const { data } = await gateway.query(
        `query ($id: ID!) { paymentIntent(id: $id) { ${list}(${paging}) { nodes { id } pageInfo { endCursor } } } }`,
        { id },
      );
      const { nodes, pageInfo } = data.paymentIntent[list];
      return { ids: nodes.map((row: { id: string }) => row.id), cursor: pageInfo.endCursor };
    };
    const first = await page('first: 1');
    expect(first.ids).toEqual(ids[list].slice(0, 1));
    expect((await page('last: 1')).ids).toEqual(ids[list].slice(2));
    expect((await page(`after: "${first.cursor}"`)).ids).toEqual(ids[list].slice(1));
  }
});
