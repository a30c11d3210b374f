import { isInputObjectType } from 'graphql';
import { beforeAll, expect, inject, test } from 'vitest';
import { schema } from '../../src/graphql/schema.js';
import { testDatabase } from '../../test/support/databases/test-database.js';
import { cases } from './cases.js';
import { faultOf, planOf } from './plan.js';
import { fillLedger } from './rows.js';

/** So many that reading all of them is not the cheapest plan for a page. `npm run plans` takes a hundred times as many. */
const CHARGES = 20_000;

const holder = testDatabase('owner');
const isServer = inject('template').kind === 'postgresql';
beforeAll(async () => {
  if (isServer) await fillLedger(holder.database.pool, { charges: CHARGES });
}, 240_000);

test.runIf(isServer).each(cases)('section 9: $list by $title are found by an index', async (asked) => {
  expect(faultOf(asked, await planOf(holder.database.pool, asked))).toBeNull();
});

test('every field of the filters and every order has a case', () => {
  for (const [list, name] of [
    ['charges', 'ChargeFilter'],
    ['refunds', 'RefundFilter'],
  ] as const) {
    const filter = schema.getType(name);
    const fields = isInputObjectType(filter) ? Object.keys(filter.getFields()) : [];
    const of = cases.filter((each) => each.list === list);
    const planned = new Set(of.flatMap(({ filter: given }) => Object.keys(given ?? {})));
    // The others have cases in test/graphql/lists/filter-plans.db.test.ts.
    const elsewhere = [
      'charge',
      'created',
      'instructionsEmail',
      'metadata',
      'amount',
      'paymentIntent',
      'reason',
    ];
    const missing = fields.filter((field) => !planned.has(field));
    expect(missing.filter((field) => list === 'charges' || !elsewhere.includes(field))).toEqual([]);
    const orders = new Set(
      of.flatMap(({ orderBy }) => (orderBy ? `${orderBy.field} ${orderBy.direction}` : [])),
    );
    for (const order of ['CREATED ASC', 'AMOUNT ASC', 'AMOUNT DESC']) expect(orders).toContain(order);
  }
});
