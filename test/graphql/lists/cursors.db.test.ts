import { expect, test } from 'vitest';
import { cursorAt } from '../../support/clients/connection-queries.js';
import { testGateway } from '../../support/gateways/test-gateway.js';
import { insertCharge, insertPaymentIntent, insertRefund, testId } from '../../support/rows/ledger-rows.js';

const gateway = testGateway();
const created = new Date('2026-01-15T10:00:00.000Z');
const refundCursor = cursorAt('refund', { id: 're_1', created });
const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const time = created.toISOString();

test('section 9: a cursor works after its row was deleted', async () => {
  const day = '{ gte: "2002-01-01T00:00:00Z", lt: "2002-01-02T00:00:00Z" }';
  const intents: string[] = [];
  for (let ms = 0; ms < 3; ms++)
    intents.unshift(
      (await insertPaymentIntent(gateway.database, { created: new Date(Date.UTC(2002, 0, 1, 0, 0, 0, ms)) }))
        .id,
    );
  const list = `query ($after: String, $before: String) {
    paymentIntents(first: 5, after: $after, before: $before, filter: { created: ${day} }) { edges { cursor node { id } } } }`;
  const ids = async (variables: object) =>
    (await gateway.query(list, variables)).data.paymentIntents.edges.map(
      (edge: { node: { id: string } }) => edge.node.id,
    );
  const { data } = await gateway.query(list);
  const { cursor, node } = data.paymentIntents.edges[1];
  expect(node.id).toBe(intents[1]);
  await gateway.database.prisma.paymentIntent.delete({ where: { id: node.id } });
  expect(await ids({ after: cursor })).toEqual([intents[2]]);
  expect(await ids({ before: cursor })).toEqual([intents[0]]);
});

test('section 9: a cursor works with every filter and in every list of the same kind', async () => {
  const charge = await insertCharge(gateway.database);
  const rows = [];
  for (const [ms, status] of (['succeeded', 'pending', 'succeeded', 'pending'] as const).entries())
    rows.unshift(
      await insertRefund(gateway.database, charge, {
        status,
        created: new Date(Date.UTC(2026, 0, 1, 0, 0, 0, ms)),
      }),
    );
  const [, succeeded, pending, oldest] = rows.map(({ id }) => id);
  const { data } = await gateway.query(
    `{ refunds(filter: { charge: "${charge.id}" }) { edges { cursor } } }`,
  );
  const after = data.refunds.edges[0].cursor;
  const answer = await gateway.query(
    `query ($after: String, $charge: ID) {
      filtered: refunds(after: $after, filter: { charge: $charge, status: [SUCCEEDED] }) { nodes { id } }
      charge(id: "${charge.id}") { refunds(after: $after) { nodes { id } } }
    }`,
    { after, charge: charge.id },
  );
  expect(answer.data.filtered.nodes).toEqual([{ id: succeeded }, { id: oldest }]);
  expect(answer.data.charge.refunds.nodes).toEqual([{ id: succeeded }, { id: pending }, { id: oldest }]);
});

const lists = [
  ['refunds', base64url(['ch', time, 'ch_1'])],
  ['charges', base64url(['re', time, 're_1'])],
  ['paymentIntents', base64url(['evt', '5'])],
] as const;
test.each(lists)(
  'section 9: a cursor of another kind of list is PARAMETER_INVALID in %s',
  async (list, cursor) => {
    for (const param of ['after', 'before']) {
      const { errors } = await gateway.query(
        `query ($c: String) { ${list}(${param}: $c) { nodes { id } } }`,
        { c: cursor },
      );
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'PARAMETER_INVALID', param });
    }
  },
);

test.each([
  '',
  ' ',
  'garbage',
  '0',
  '-1',
  'null',
  re('é'),
  "' OR 1=1 --",
  "'; DROP TABLE refund; --",
  '../../etc/passwd',
  '{"$gt": ""}',
  refundCursor.slice(0, -3),
  refundCursor.slice(1),
  `${refundCursor}=`,
  ` ${refundCursor}`,
  `${refundCursor}\n`,
  base64url(null),
  base64url({}),
  base64url([]),
  base64url(['re']),
  base64url(['re', time]),
  base64url(['re', time, 're_1', 'more']),
  base64url(['re', time, 1]),
  base64url(['re', time, `re_${'x'.repeat(300)}`]),
  base64url(['re', time, 're_\0']),
  base64url(['re', time, 're_\ud800']),
  base64url(['re', "2026-01-01' OR 1=1", 're_1']),
  base64url(['re', '2026-02-31T00:00:00.000Z', 're_1']),
  base64url(['re', '0000-01-01T00:00:00.000Z', 're_1']),
  base64url(['re', '+010000-01-01T00:00:00.000Z', 're_1']),
  base64url(['re', '-000001-01-01T00:00:00.000Z', 're_1']),
  base64url(['re', 'now', 're_1']),
  'A'.repeat(50_000),
])('section 9: an invalid cursor is PARAMETER_INVALID: %j', async (cursor) => {
  const { errors } = await gateway.query('query ($c: String) { refunds(after: $c) { nodes { id } } }', {
    c: cursor,
  });
  expect(errors).toHaveLength(1);
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'PARAMETER_INVALID', param: 'after' });
  expect(errors?.[0]?.message).toBe('Invalid after cursor: it is not of this list.');
});

test.each(['99999999999999999999', '-1', '1.5', '1e3', ' 1', ''])(
  'section 9: an event cursor with the position %j is PARAMETER_INVALID',
  async (position) => {
    const refund = await insertRefund(gateway.database, await insertCharge(gateway.database));
    const { errors } = await gateway.query(
      'query ($id: ID!, $c: String) { refund(id: $id) { events(after: $c) { nodes { id } } } }',
      { id: refund.id, c: base64url(['evt', position]) },
    );
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'PARAMETER_INVALID', param: 'after' });
  },
);

test('section 9: an id that looks like SQL inside a valid cursor is only a position', async () => {
  const charge = await insertCharge(gateway.database);
  const { id } = await insertRefund(gateway.database, charge, { id: testId('re'), created });
  const { data } = await gateway.query(
    'query ($c: String, $charge: ID) { refunds(after: $c, filter: { charge: $charge }) { nodes { id } } }',
    { c: cursorAt('refund', { id: "re_zzz'OR(1=1)--", created }), charge: charge.id },
  );
  expect(data.refunds.nodes).toEqual([{ id }]);
});

/** A cursor as plain text instead of base64url, whose id has letters beyond ASCII. */
function re(letters: string): string {
  return Buffer.from(`["re","${time}","${letters}"]`).toString('latin1');
}
