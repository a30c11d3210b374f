import { expect, expectTypeOf, test } from 'vitest';
import type { RowType } from '../../../src/graphql/builder.js';
import type { Edge } from '../../../src/graphql/lists/connection.js';
import type { related } from '../../../src/graphql/loading/related.js';
import type { requireRow } from '../../../src/graphql/loading/require-row.js';
import { type readPage, type readPages, readRows } from '../../../src/ledger/page.js';
import {
  type idOnly,
  type RowOf,
  type Selected,
  type Selection,
  selectOf,
  type wholeRow,
} from '../../../src/ledger/select.js';
import { relationOf, type StoredRows } from '../../../src/ledger/tables.js';

// `npx tsc` checks the types in these tests.

const CREATED = new Date(0);
/** What a query asks for is known only at run time. This query asks for nothing but the id. */
const asked: Selection = { fields: [] };
const currencyOnly = { fields: ['currency'] } as const satisfies Selection;

test('a row of a query shows the columns that are always read, and no others', async () => {
  const [charge] = await readRows(async () => [['ch_1', CREATED]], 'charge', ['ch_1'], asked);
  expect([charge?.id, charge?.created]).toEqual(['ch_1', CREATED]);
  // @ts-expect-error The query did not ask for the currency.
  expect(charge?.currency).toBeUndefined();
  // @ts-expect-error It did not ask for the payment intent either.
  expect(charge?.paymentIntent).toBeUndefined();

  const [event] = await readRows(async () => [['evt_1', 7n]], 'refundEvent', ['evt_1'], asked);
  expect([event?.id, event?.position]).toEqual(['evt_1', 7n]);
  // @ts-expect-error The order of events is their position, not their time.
  expect(event?.created).toBeUndefined();
});

test('a row shows the columns that its selection names', async () => {
  const query = async () => [['ch_1', CREATED, 'eur']];
  const [charge] = await readRows(query, 'charge', ['ch_1'], currencyOnly);
  expect([charge?.id, charge?.currency.toUpperCase()]).toEqual(['ch_1', 'EUR']);
  // @ts-expect-error The selection does not name the amount.
  expect(charge?.amount).toBeUndefined();
});

test('every reader of rows for a query hides the other columns', () => {
  expectTypeOf<Awaited<ReturnType<typeof requireRow<'charge'>>>>().not.toHaveProperty('currency');
  expectTypeOf<Awaited<ReturnType<typeof readPage<'charge'>>>['rows'][0]>().not.toHaveProperty('currency');
  expectTypeOf<Awaited<ReturnType<typeof readPages<'charge'>>>[0]['rows'][0]>().not.toHaveProperty(
    'currency',
  );
  type Related = ReturnType<ReturnType<typeof related<'refund', 'charge'>>['resolve']>;
  expectTypeOf<NonNullable<Awaited<Related>>>().toEqualTypeOf<Selected<'charge'>>();
  expectTypeOf<Edge<'charge'>['node']>().not.toHaveProperty('currency');
});

test('a field resolves to a row that was read for the query or to a whole row', () => {
  type Accepted = RowType<'charge'>['$inferType'];
  expectTypeOf<Selected<'charge'>>().toExtend<Accepted>();
  expectTypeOf<StoredRows['charge']>().toExtend<Accepted>();
  expectTypeOf<Selected<'refund'>>().not.toExtend<Accepted>();
  expectTypeOf<RowOf<'charge', typeof currencyOnly>>().not.toExtend<Accepted>();
  expectTypeOf<Pick<StoredRows['charge'], 'id' | 'created'>>().not.toExtend<Accepted>();
});

test('a row is whole only if every joined row is whole', () => {
  expectTypeOf<RowOf<'refund', { relations: { charge: typeof wholeRow } }>>().toExtend<
    StoredRows['refund']
  >();
  expectTypeOf<RowOf<'refund', { relations: { charge: typeof idOnly } }>>().not.toHaveProperty('amount');
});

test('the reader of a selection is compiled once for each model', () => {
  expect(selectOf('charge', currencyOnly)).toBe(selectOf('charge', currencyOnly));
  expect(selectOf('charge', currencyOnly)).not.toBe(selectOf('refund', currencyOnly));
});

test('a developer is told which relation a model does not have', () => {
  expect(() => relationOf('refund', 'customer')).toThrow('refund has no to-one relation customer');
});
