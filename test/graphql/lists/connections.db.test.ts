import { describe, expect, test } from 'vitest';
import type { Charge } from '../../../prisma/generated/prisma/client.js';
import { PAGING, type Paging, readPage, walk } from '../../support/clients/connection-queries.js';
import { testGateway } from '../../support/gateways/test-gateway.js';
import { insertCharge, insertPaymentIntent, insertRefund } from '../../support/rows/ledger-rows.js';

const gateway = testGateway();
const COUNT = 13;
let charge: Charge;
/** The ids of the refunds, newest first, as section 9 orders them. */
let newestFirst: readonly string[];
const read = (paging: Paging = {}) =>
  readPage(gateway, `refunds(${PAGING}, filter: { charge: "${charge.id}" })`, paging);

gateway.prepare(async () => {
  charge = await insertCharge(gateway.database);
  const rows: { id: string; created: Date }[] = [];
  // Most refunds have the same millisecond, so the id decides their order.
  for (let index = 0; index < COUNT; index++)
    rows.push(
      await insertRefund(gateway.database, charge, {
        amount: 1n,
        created: new Date(Date.UTC(2026, 0, 15, 10, 0, 0, index % 5 === 0 ? 1 : 2)),
      }),
    );
  newestFirst = rows
    .toSorted((a, b) => b.created.getTime() - a.created.getTime() || (a.id < b.id ? 1 : -1))
    .map(({ id }) => id);
});

describe('section 9: the size of a page', () => {
  test('is 10 by default, from the start of the list', async () => {
    expect((await read()).ids).toEqual(newestFirst.slice(0, 10));
    expect((await read({ before: (await read({ last: 1 })).startCursor ?? '' })).ids).toHaveLength(10);
  });

  test.each([1, 12, 13, 14, 100])('can be %i', async (size) => {
    expect((await read({ first: size })).ids).toEqual(newestFirst.slice(0, size));
    expect((await read({ last: size })).ids).toEqual(newestFirst.slice(-size));
  });

  test.each([
    ['first: 0', 'first'],
    ['first: -1', 'first'],
    ['first: 101', 'first'],
    ['first: 2147483647', 'first'],
    ['last: 0', 'last'],
    ['last: -1', 'last'],
    ['last: 101', 'last'],
    ['first: 1, last: 1', 'last'],
  ])('%s is PARAMETER_INVALID in every list', async (args, param) => {
    const parent = `id: "${charge.id}"`;
    for (const query of [
      `{ refunds(${args}) { nodes { id } } }`,
      `{ charges(${args}) { nodes { id } } }`,
      `{ paymentIntents(${args}) { nodes { id } } }`,
      `{ charge(${parent}) { refunds(${args}) { nodes { id } } } }`,
      `{ node(id: "${newestFirst[0]}") { ... on Refund { events(${args}) { nodes { id } } } } }`,
    ]) {
      const { errors } = await gateway.query(query);
      expect(errors?.[0]?.extensions, query).toMatchObject({ code: 'PARAMETER_INVALID', param });
    }
  });

  test('ignores null arguments', async () => {
    const { data } = await gateway.query(
      `{ refunds(first: null, last: 2, after: null, before: null, filter: { charge: "${charge.id}", status: null }) { nodes { id } } }`,
    );
    expect(data.refunds.nodes).toHaveLength(2);
  });
});

describe('section 9: paging sees every row once, even rows of the same millisecond', () => {
  test.each([1, 3, 5, 13, 100])('in pages of %i, forward and backward', async (size) => {
    expect(await walk(read, 'forward', size)).toEqual(newestFirst);
    expect(await walk(read, 'backward', size)).toEqual(newestFirst.toReversed());
  });

  test('in lists of payment intents and charges, and in nested lists', async () => {
    const { database } = gateway;
    const created = new Date('2001-01-01T00:00:00.000Z');
    const intents: string[] = [];
    for (let count = 0; count < 5; count++)
      intents.push((await insertPaymentIntent(database, { created })).id);
    const paymentIntentId = intents[0] ?? null;
    const charges: string[] = [];
    for (let count = 0; count < 5; count++)
      charges.push((await insertCharge(database, { created, paymentIntentId })).id);

    const only = 'filter: { created: { gte: "2001-01-01T00:00:00Z", lt: "2001-01-02T00:00:00Z" } }';
    const lists = [
      [`paymentIntents(${PAGING}, ${only})`, intents],
      [`charges(${PAGING}, ${only})`, charges],
    ] as const;
    for (const [field, rows] of lists)
      expect(await walk((paging) => readPage(gateway, field, paging), 'forward', 2)).toEqual(
        rows.toSorted().reverse(),
      );
    const ofParent = (paging: Paging) =>
      readPage(
        gateway,
        `charges(${PAGING})`,
        paging,
        (field) => `parent: paymentIntent(id: "${paymentIntentId}") { ${field} }`,
      );
    expect(await walk(ofParent, 'forward', 2)).toEqual(charges.toSorted().reverse());
    expect(await walk(ofParent, 'backward', 2)).toEqual(charges.toSorted());
  });

  test.each(['forward', 'backward'] as const)(
    'I9: %s, while refunds are created, every old row is still seen once',
    async (direction) => {
      const own = await insertCharge(gateway.database);
      const old: string[] = [];
      for (let count = 0; count < 7; count++)
        old.push((await insertRefund(gateway.database, own, { amount: 1n })).id);
      let turns = 0;
      const make = async () => {
        // When paging backward, new refunds appear ahead. Their number is limited, so that the paging ends.
        if (turns++ < 4)
          await gateway.query(
            'mutation ($id: ID!) { createRefund(input: { charge: $id, amount: 1 }) { __typename } }',
            {
              id: own.id,
            },
          );
      };
      const list = `refunds(${PAGING}, filter: { charge: "${own.id}" })`;
      const seen = await walk((paging) => readPage(gateway, list, paging), direction, 2, make);
      expect(turns).toBeGreaterThanOrEqual(3);
      expect(seen.filter((id) => old.includes(id)).toSorted()).toEqual(old.toSorted());
      expect(new Set(seen).size).toBe(seen.length);
    },
  );
});
