import fc from 'fast-check';
import { assertInputObjectType, getNullableType, isListType } from 'graphql';
import { describe, expect, test } from 'vitest';
import { schema } from '../../../src/graphql/schema.js';
import { writtenTimes } from '../../support/clients/written-times.js';
import { testGateway } from '../../support/gateways/test-gateway.js';
import { insertCharge, insertPaymentIntent, insertRefund } from '../../support/rows/ledger-rows.js';

const gateway = testGateway();
const second = (seconds: number): Date => new Date(Date.UTC(2003, 0, 1, 0, 0, seconds));

const types = { refunds: 'RefundFilter', charges: 'ChargeFilter', paymentIntents: 'PaymentIntentFilter' };
type List = keyof typeof types;
const lists: readonly List[] = ['refunds', 'charges', 'paymentIntents'];
async function idsOf(list: List, filter: object): Promise<readonly string[]> {
  const { data, errors } = await gateway.query(
    `query ($filter: ${types[list]}) { ${list}(first: 100, filter: $filter) { nodes { id } totalCount } }`,
    { filter },
  );
  if (errors) throw new Error(JSON.stringify(errors));
  const ids = data[list].nodes.map(({ id }: { id: string }) => id);
  expect(data[list].totalCount, 'totalCount counts the rows that match the filter').toBe(ids.length);
  return ids;
}

describe('section 9: refunds', () => {
  test('match a charge, a payment intent, a status and a reason together', async () => {
    const { database } = gateway;
    const intent = await insertPaymentIntent(database);
    const [a, b] = [
      await insertCharge(database, { paymentIntentId: intent.id }),
      await insertCharge(database, { paymentIntentId: intent.id }),
    ];
    const one = await insertRefund(database, a, { created: second(3), reason: 'duplicate' });
    const two = await insertRefund(database, a, { created: second(2), status: 'pending' });
    const three = await insertRefund(database, b, { created: second(1), reason: 'fraudulent' });
    await insertRefund(database, await insertCharge(database));
    const ids = (filter: object) => idsOf('refunds', filter);

    expect(await ids({ charge: a.id })).toEqual([one.id, two.id]);
    expect(await ids({ paymentIntent: intent.id })).toEqual([one.id, two.id, three.id]);
    expect(await ids({ paymentIntent: intent.id, charge: b.id })).toEqual([three.id]);
    expect(await ids({ charge: a.id, status: ['PENDING'] })).toEqual([two.id]);
    expect(await ids({ charge: a.id, status: ['PENDING', 'SUCCEEDED', 'PENDING'] })).toEqual([
      one.id,
      two.id,
    ]);
    expect(await ids({ paymentIntent: intent.id, reason: ['FRAUDULENT', 'DUPLICATE'] })).toEqual([
      one.id,
      three.id,
    ]);
    expect(await ids({ charge: a.id, reason: ['DUPLICATE'], status: ['SUCCEEDED'] })).toEqual([one.id]);
    expect(await ids({ charge: a.id, reason: ['DUPLICATE'], status: ['PENDING'] })).toEqual([]);
    expect(await ids({ charge: a.id, created: { gte: second(3) } })).toEqual([one.id]);
  });

  test('are not filtered by null', async () => {
    const charge = await insertCharge(gateway.database);
    const { id } = await insertRefund(gateway.database, charge);
    const nulls = { status: null, reason: null, created: null, paymentIntent: null };
    expect(await idsOf('refunds', { charge: charge.id, ...nulls })).toEqual([id]);
    expect(await idsOf('refunds', { charge: charge.id, created: { gt: null, lte: null } })).toEqual([id]);
  });
});

const listFields = lists.flatMap((list) => {
  const fields = Object.values(assertInputObjectType(schema.getType(types[list])).getFields());
  return fields.filter(({ type }) => isListType(getNullableType(type))).map(({ name }) => ({ list, name }));
});

test.each(listFields)(
  'section 9: an empty list of $name matches none of the $list',
  async ({ list, name }) => {
    const { id: paymentIntentId } = await insertPaymentIntent(gateway.database);
    const charge = await insertCharge(gateway.database, { paymentIntentId });
    await insertRefund(gateway.database, charge);
    expect(await idsOf(list, { [name]: [] })).toEqual([]);
  },
);

test('section 9: charges match a payment intent, a status and a time', async () => {
  const { database } = gateway;
  const { id: paymentIntentId } = await insertPaymentIntent(database);
  const paid = await insertCharge(database, { paymentIntentId, created: second(3) });
  const failed = await insertCharge(database, {
    paymentIntentId,
    created: second(2),
    status: 'failed',
    amountCaptured: 0n,
  });
  const pending = await insertCharge(database, { paymentIntentId, created: second(1), status: 'pending' });
  const ids = (filter: object) => idsOf('charges', { paymentIntent: paymentIntentId, ...filter });

  expect(await ids({})).toEqual([paid.id, failed.id, pending.id]);
  expect(await ids({ status: ['FAILED'] })).toEqual([failed.id]);
  expect(await ids({ status: ['PENDING', 'SUCCEEDED'] })).toEqual([paid.id, pending.id]);
  expect(await ids({ status: null, refundable: null })).toEqual([paid.id, failed.id, pending.id]);
  expect(await ids({ refundable: false })).toEqual([failed.id]);
  expect(await ids({ created: { lt: second(3), gt: second(1) } })).toEqual([failed.id]);
});

test('section 9: payment intents match a status and a time', async () => {
  const { database } = gateway;
  const created = (seconds: number) => new Date(Date.UTC(2004, 0, 1, 0, 0, seconds));
  const done = await insertPaymentIntent(database, { created: created(2) });
  const open = await insertPaymentIntent(database, { created: created(1), status: 'requires_capture' });
  const within = { gte: created(1), lte: created(2) };
  expect(await idsOf('paymentIntents', { created: within })).toEqual([done.id, open.id]);
  expect(await idsOf('paymentIntents', { created: within, status: ['REQUIRES_CAPTURE'] })).toEqual([open.id]);
});

describe('section 9: a range of time', () => {
  test('includes its bounds with gte and lte, not with gt and lt, to the millisecond and with any offset', async () => {
    const charge = await insertCharge(gateway.database);
    const bound = new Date('2005-06-07T08:09:10.011Z');
    const { id } = await insertRefund(gateway.database, charge, { created: bound });
    const matches = async (created: object) =>
      (await idsOf('refunds', { charge: charge.id, created })).includes(id);

    expect(await matches({ gte: '2005-06-07T08:09:10.011Z' })).toBe(true);
    expect(await matches({ gt: '2005-06-07T08:09:10.011Z' })).toBe(false);
    expect(await matches({ gt: '2005-06-07T08:09:10.010Z' })).toBe(true);
    expect(await matches({ lte: '2005-06-07T08:09:10.011Z' })).toBe(true);
    expect(await matches({ lt: '2005-06-07T08:09:10.011Z' })).toBe(false);
    expect(await matches({ lt: '2005-06-07T08:09:10.012Z' })).toBe(true);
    expect(
      await matches({ gte: '2005-06-07T10:09:10.011+02:00', lte: '2005-06-07T03:09:10.011-05:00' }),
    ).toBe(true);
    expect(await matches({ gte: '2005-06-07T08:09:11Z', lte: '2005-06-07T08:09:09Z' })).toBe(false);
    expect(await matches({ gte: '0001-01-01T00:00:00Z', lte: '9999-12-31T23:59:59.999Z' })).toBe(true);
  });

  test('finer than a millisecond loses no row and doubles none, in every list', async () => {
    const { database } = gateway;
    const at = new Date('2006-07-08T09:10:20.000Z');
    const { id: paymentIntentId } = await insertPaymentIntent(database, { created: at });
    const charge = await insertCharge(database, { created: at, paymentIntentId });
    const refund = await insertRefund(database, charge, { created: at });
    for (const [list, id] of [
      ['refunds', refund.id],
      ['charges', charge.id],
      ['paymentIntents', paymentIntentId],
    ] as const) {
      const near = { gt: '2006-07-08T09:10:19Z', lt: '2006-07-08T09:10:21Z' };
      const matches = async (created: object) =>
        (await idsOf(list, { created: { ...near, ...created } })).includes(id);
      expect(await matches({ lt: '2006-07-08T09:10:20.000100Z' }), list).toBe(true);
      expect(await matches({ lte: '2006-07-08T09:10:20.000100Z' }), list).toBe(true);
      expect(await matches({ gt: '2006-07-08T09:10:20.000100Z' }), list).toBe(false);
      expect(await matches({ gte: '2006-07-08T09:10:20.000100Z' }), list).toBe(false);
      expect(await matches({ lt: '2006-07-08T09:10:19.999999999Z' }), list).toBe(false);
      expect(await matches({ lte: '2006-07-08T09:10:19.999999999Z' }), list).toBe(false);
      expect(await matches({ gt: '2006-07-08T09:10:19.999999999Z' }), list).toBe(true);
      expect(await matches({ gte: '2006-07-08T09:10:19.999999999Z' }), list).toBe(true);
    }
  });

  test('before and after a leap second', async () => {
    const charge = await insertCharge(gateway.database);
    const midnight = Date.UTC(2017, 0, 1);
    const before = await insertRefund(gateway.database, charge, { created: new Date(midnight - 1) });
    const after = await insertRefund(gateway.database, charge, { created: new Date(midnight) });
    const ids = (created: object) => idsOf('refunds', { charge: charge.id, created });
    for (const leap of ['2016-12-31T23:59:60Z', '2017-01-01T01:59:60.999+02:00']) {
      expect(await ids({ lt: leap })).toEqual([before.id]);
      expect(await ids({ lte: leap })).toEqual([before.id]);
      expect(await ids({ gt: leap })).toEqual([after.id]);
      expect(await ids({ gte: leap })).toEqual([after.id]);
    }
  });

  test('finds what a plain filter in memory finds, however the bounds are written', async () => {
    const around = Date.UTC(2007, 1, 28, 23, 59, 59, 997);
    const charge = await insertCharge(gateway.database);
    const rows: { readonly id: string; readonly nanoseconds: bigint }[] = [];
    for (let milliseconds = 6; milliseconds >= -3; milliseconds--) {
      const created = new Date(around + milliseconds);
      const { id } = await insertRefund(gateway.database, charge, { amount: 1n, created });
      rows.push({ id, nanoseconds: BigInt(created.getTime()) * 1_000_000n });
    }
    const compare = {
      gt: (a: bigint, b: bigint) => a > b,
      gte: (a: bigint, b: bigint) => a >= b,
      lt: (a: bigint, b: bigint) => a < b,
      lte: (a: bigint, b: bigint) => a <= b,
    };
    const bound = writtenTimes(BigInt(around));
    const ranges = fc.record({ gt: bound, gte: bound, lt: bound, lte: bound }, { requiredKeys: [] });
    const query = `query ($filter: RefundFilter) {
      refunds(filter: $filter) { nodes { id } totalCount } refundSummary(filter: $filter, by: STATUS) { count } }`;
    await fc.assert(
      fc.asyncProperty(ranges, async (range) => {
        const given = Object.entries(range) as [keyof typeof compare, typeof range.gt & object][];
        const expected = rows
          .filter((row) =>
            given.every(([name, { nanoseconds }]) => compare[name](row.nanoseconds, nanoseconds)),
          )
          .map(({ id }) => id);
        const created = Object.fromEntries(given.map(([name, { text }]) => [name, text]));
        const { data, errors } = await gateway.query(query, { filter: { charge: charge.id, created } });
        expect(errors).toBeUndefined();
        expect(data.refunds.nodes.map(({ id }: { id: string }) => id)).toEqual(expected);
        expect(data.refunds.totalCount).toBe(expected.length);
        expect(data.refundSummary).toEqual(expected.length === 0 ? [] : [{ count: expected.length }]);
      }),
      { numRuns: 150 },
    );
  });
});

test.each([
  ['refunds', 'charge', 'charge'],
  ['refunds', 'paymentIntent', 'payment_intent'],
  ['charges', 'paymentIntent', 'payment_intent'],
] as const)(
  'section 9: %s of a %s that does not exist is an error, not an empty list',
  async (list, param, name) => {
    const charge = await insertCharge(gateway.database);
    const refund = await insertRefund(gateway.database, charge);
    // An id of another kind is not found (rule 1.3).
    for (const id of ['ch_unknown', 'pi_unknown', '', "' OR 1=1 --", refund.id]) {
      const { data, errors } = await gateway.query(
        `query ($id: ID) { ${list}(filter: { ${param}: $id }) { nodes { id } } }`,
        { id },
      );
      expect(data).toBeNull();
      expect(errors?.[0]).toMatchObject({
        message: `No such ${name}: '${id}'`,
        extensions: { code: 'RESOURCE_MISSING', param },
      });
    }
  },
);

test('section 9: the refunds of a charge without refunds are an empty list', async () => {
  const { id: paymentIntent } = await insertPaymentIntent(gateway.database);
  const charge = await insertCharge(gateway.database, { paymentIntentId: paymentIntent });
  expect(await idsOf('refunds', { charge: charge.id })).toEqual([]);
  expect(await idsOf('refunds', { charge: charge.id, paymentIntent })).toEqual([]);
});

describe('section 9: a filter by currency', () => {
  test.each([[['USD']], [['Usd', 'usd', 'uSD']], [['EUR', 'USD']]])(
    'finds the same in any case: %j',
    async (currency) => {
      const charge = await insertCharge(gateway.database);
      const { id } = await insertRefund(gateway.database, charge);
      const filter = { charge: charge.id, currency };
      expect(await idsOf('refunds', filter)).toEqual([id]);
      const { data } = await gateway.query(
        'query ($filter: RefundFilter) { refundSummary(filter: $filter, by: STATUS) { currency count } }',
        { filter },
      );
      expect(data.refundSummary).toEqual([{ currency: 'usd', count: 1 }]);
    },
  );

  test.each(['us', 'dollars', '', ' usd', 'usd ', 'us$', 'u5d', 'XXQ', '\u0131sk', '\u212arw', '840'])(
    'refuses what is no currency: %j',
    async (currency) => {
      for (const given of [[currency], ['usd', currency]])
        for (const field of [
          'refunds(filter: $f) { totalCount }',
          'refundSummary(filter: $f, by: DAY) { count }',
        ]) {
          const { data, errors } = await gateway.query(`query ($f: RefundFilter) { field: ${field} }`, {
            f: { currency: given },
          });
          expect(data, field).toBeNull();
          expect(errors, field).toMatchObject([
            { path: ['field'], extensions: { code: 'PARAMETER_INVALID', param: 'currency' } },
          ]);
        }
    },
  );
});

describe('section 9: values that only look like those of a filter', () => {
  const ask = (list: List, filter: object) =>
    gateway.query(
      `query ($filter: ${types[list]}) { ${list}(first: 100, filter: $filter) { nodes { id } } }`,
      { filter },
    );

  test.each([
    ['refunds', { status: ['succeeded'] }],
    ['refunds', { reason: ['Duplicate'] }],
    ['refunds', { status: ['SUCCEEDED '] }],
    ['charges', { status: ['paid'] }],
    ['paymentIntents', { status: 'requires_capture' }],
    ['refunds', { status: [null] }],
    ['refunds', { amount: { gte: '5' } }],
    ['refunds', { metadata: { value: '1' } }],
    ['refunds', { metadata: { key: 5 } }],
    ['refunds', { currency: [null] }],
    ['refunds', { created: { lt: '2026-01-01' } }],
  ] as const)('are refused by GraphQL itself: %s %j', async (list, filter) => {
    const { data, errors } = await ask(list, filter);
    expect(data).toBeUndefined();
    expect(errors?.map(({ extensions: { code } }) => code)).toEqual(['BAD_USER_INPUT']);
  });

  test('an enum in another case is no valid document', async () => {
    for (const filter of ['status: [succeeded]', 'status: ["SUCCEEDED"]', 'reason: [Duplicate]']) {
      const { data, errors } = await gateway.query(`{ refunds(filter: { ${filter} }) { nodes { id } } }`);
      expect(data).toBeUndefined();
      expect(errors).toMatchObject([{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }]);
    }
  });

  test('an id with blanks around it is unknown, as everywhere', async () => {
    const { id: paymentIntentId } = await insertPaymentIntent(gateway.database);
    const { id } = await insertCharge(gateway.database, { paymentIntentId });
    for (const blank of [` ${id}`, `${id} `, `\t${id}`, `${id}\n`, id.toUpperCase()]) {
      const { data, errors } = await gateway.query(
        `query ($id: ID!) {
          charge(id: $id) { id } node(id: $id) { id } nodes(ids: [$id]) { id }
          refundPreview(input: { charge: $id }) { ... on RefundError { code param } } }`,
        { id: blank },
      );
      expect(errors).toMatchObject([{ extensions: { code: 'RESOURCE_MISSING', param: 'id' } }]);
      expect(data).toEqual({
        ...{ charge: null, node: null, nodes: [null] },
        refundPreview: { code: 'RESOURCE_MISSING', param: 'charge' },
      });
      for (const list of ['refunds', 'charges'] as const) {
        const { errors: refused } = await ask(list, { paymentIntent: ` ${paymentIntentId}` });
        expect(refused).toMatchObject([{ extensions: { code: 'RESOURCE_MISSING', param: 'paymentIntent' } }]);
      }
    }
  });
});

test('section 9: a filter by metadata takes every key and value literally', async () => {
  const charge = await insertCharge(gateway.database);
  const odd = ['__proto__', 'constructor', '', ' ', '%', "o'; --", '"', '\\', '{a}', '$.a', 'ключ', '😀'];
  const ids = new Map<string, string>();
  for (const text of odd) {
    const { id } = await insertRefund(gateway.database, charge, { amount: 1n });
    // As text: Prisma leaves out a key such as __proto__.
    const metadata = JSON.stringify(Object.fromEntries([[text, text]]));
    await gateway.database.pool.query('UPDATE refund SET metadata = $2 WHERE id = $1', [id, metadata]);
    ids.set(text, id);
  }
  const found = (metadata: object) => idsOf('refunds', { charge: charge.id, metadata });
  for (const text of odd) {
    expect(await found({ key: text }), text).toEqual([ids.get(text)]);
    expect(await found({ key: text, value: null }), text).toEqual([ids.get(text)]);
    expect(await found({ key: text, value: text }), text).toEqual([ids.get(text)]);
    expect(await found({ key: text, value: `${text} ` }), text).toEqual([]);
    expect(await found({ key: text, value: 'null' }), text).toEqual([]);
  }
  expect(await found({ key: 'toString' })).toEqual([]);
});
