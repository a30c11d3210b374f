import { expect, test } from 'vitest';
import { importObjects } from '../../src/import/import-objects.js';
import { readInput } from '../../src/import/input/read-input.js';
import { testDatabase } from '../support/databases/test-database.js';
import { TestClock } from '../support/gateways/test-clock.js';
import { testId } from '../support/rows/ledger-rows.js';
import { chargeObject, imported, refundObject, type StripeExample } from '../support/rows/stripe-objects.js';

const holder = testDatabase();

const page = (url: string | null, hasMore: boolean, ...data: readonly StripeExample[]) => ({
  object: 'list',
  data,
  has_more: hasMore,
  ...(url !== null && { url }),
});

/** A charge whose list of refunds has one of several. */
function refundedTwice() {
  const [id, refund] = [testId('ch'), testId('re')];
  const url = `/v1/charges/${id}/refunds`;
  const refunds = page(url, true, refundObject({ id: refund, charge: id }));
  return { id, refund, url, refunds, charge: chargeObject({ id, amount_refunded: 200, refunds }) };
}

/** Imports a file that does not have one object per line. */
async function importFile(...values: readonly unknown[]) {
  async function* chunks() {
    yield Buffer.from(values.map((value) => JSON.stringify(value, null, 1)).join('\n'));
  }
  const input = await readInput(chunks(), 'FILE');
  const report = await importObjects(holder.database, input, { clock: new TestClock() });
  if (report.outcome !== 'imported') throw new Error(JSON.stringify(report.faults));
  return report;
}

test('section 11: a list inside an object that goes on is told, with the object and the last id', async () => {
  const { id, refund, refunds, charge } = refundedTwice();
  const what = `refunds of charge ${id} after ${refund}`;
  const cut = { cutLists: [{ line: 2, object: null, what }], cutListCount: 1, warningCount: 0 };
  for (const objects of [
    [chargeObject(), charge],
    // Also as an object inside another one, and if the list does not name itself.
    [chargeObject(), { object: 'review', id: 'prv_1', charge }],
    [chargeObject(), { ...charge, refunds: { ...refunds, url: undefined } }],
    // The same list twice is told once.
    [charge, charge],
  ])
    expect(await imported(holder.database, objects)).toMatchObject(cut);
});

test('section 11: a list that is complete is not told, nor one of a kind that the ledger does not keep', async () => {
  const id = testId('ch');
  const objects = [
    chargeObject({ id, refunds: page(null, false, refundObject({ charge: id })), amount_refunded: 100 }),
    chargeObject({ sources: page(null, true, { object: 'card', id: 'card_1' }) }),
    chargeObject({ refunds: page(null, true), metadata: { has_more: 'true' } }),
    page('/v1/customers', true, { object: 'customer', id: 'cus_1', charge: chargeObject() }),
    chargeObject({ odd: page('/v1/odd', true, { object: { toString: 1 } }) }),
  ];
  expect(await imported(holder.database, objects)).toMatchObject({ cutListCount: 0, cutLists: [] });
  expect(await importFile(...objects.toReversed())).toMatchObject({ cutListCount: 0 });
});

test('section 11: a list inside an object is complete if the file has its last page too', async () => {
  const { id, url, charge } = refundedTwice();
  const rest = page(url, false, refundObject({ charge: id }));
  expect(await imported(holder.database, [charge, rest])).toMatchObject({ cutListCount: 0 });
  expect(await importFile(rest, charge)).toMatchObject({ cutListCount: 0 });
});

test('section 11: pages of a list whose last one is missing are told once, with the last id', async () => {
  const [one, two, three] = [chargeObject(), chargeObject(), chargeObject()];
  const [url, transfers] = ['/v1/charges', '/v1/transfers'];
  const transfer = { object: 'transfer', id: 'tr_x', amount: 1, currency: 'usd', amount_reversed: 0 };
  const pages = [
    page(url, true, one),
    page(url, true, two, { object: 'card' }),
    page(transfers, true, transfer),
  ];
  const cut = {
    cutListCount: 2,
    cutLists: [{ what: `/v1/charges after ${two.id}` }, { what: '/v1/transfers after tr_x' }],
  };
  // The first line decides about the form of the file.
  expect(await imported(holder.database, [three, ...pages])).toMatchObject(cut);
  expect(await importFile(...pages)).toMatchObject({
    ...cut,
    cutLists: [
      { ...cut.cutLists[0], object: 2 },
      { ...cut.cutLists[1], object: 1 },
    ],
  });
  const whole = [...pages, page(url, false, three), page(transfers, false)];
  expect(await importFile(...whole)).toMatchObject({ cutListCount: 1 });
  expect(await importFile(...whole.toReversed(), page(transfers, false, transfer))).toMatchObject({
    cutListCount: 0,
  });
});

test('section 11: a page without a path, or with one that no terminal should show, is told by its kind', async () => {
  const [one, two] = [chargeObject(), chargeObject()];
  const report = await importFile(page(null, true, one), page('/v1/\u001b[2J', true, two));
  expect(report).toMatchObject({
    cutListCount: 1,
    cutLists: [{ what: `the list of each charge after ${two.id}` }],
  });
});
