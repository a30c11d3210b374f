import { expect, test } from 'vitest';
import { cursorAt } from '../../support/clients/connection-queries.js';
import { testGateway } from '../../support/gateways/test-gateway.js';
import { insertCharge, insertRefund } from '../../support/rows/ledger-rows.js';

const gateway = testGateway();
const COUNT = 3;
const SIZES = [1, 2, 3, 4];
const atMillisecond = (ms: number): Date => new Date(Date.UTC(2026, 0, 15, 10, 0, 0, ms));

let chargeId: string;
/** The ids of the rows, oldest last. Only row i was created at the even millisecond `timeOf(i)`. */
let ids: readonly string[];
const timeOf = (index: number): number => 2 * (COUNT - index);
/** Positions in the list: those of the rows, and positions without a row before, between and after them. */
const PLACES = Array.from({ length: 2 * COUNT + 1 }, (_, index) => index / 2 - 0.5);

gateway.prepare(async () => {
  const charge = await insertCharge(gateway.database);
  const rows: string[] = [];
  for (let index = 0; index < COUNT; index++)
    rows.push(
      (await insertRefund(gateway.database, charge, { amount: 1n, created: atMillisecond(timeOf(index)) }))
        .id,
    );
  // Rows of another charge surround the list and must not appear in it.
  const other = await insertCharge(gateway.database);
  for (let ms = 0; ms <= timeOf(-1); ms++)
    await insertRefund(gateway.database, other, { amount: 1n, created: atMillisecond(ms) });
  chargeId = charge.id;
  ids = rows;
});

const cursorOf = (place: number): string =>
  cursorAt('refund', { id: ids[place] ?? 're_none', created: atMillisecond(timeOf(place)) });

/** The page that section 9 demands, computed from plain numbers. */
function expected(size: number, from: 'first' | 'last', after: number | null, before: number | null) {
  const list = ids.map((_, index) => index);
  const inWindow = list.filter(
    (index) => (after === null || index > after) && (before === null || index < before),
  );
  const page = from === 'first' ? inWindow.slice(0, size) : inWindow.slice(-size);
  const rest = inWindow.length > page.length;
  return {
    nodes: page.map((index) => ({ id: ids[index] })),
    pageInfo: {
      hasPreviousPage: (from === 'last' && rest) || (after !== null && list.some((index) => index <= after)),
      hasNextPage: (from === 'first' && rest) || (before !== null && list.some((index) => index >= before)),
    },
  };
}

const places: readonly (number | null)[] = [null, ...PLACES];
test.each(places)(
  'section 9: the page and its pageInfo are right after position %s and before every position',
  async (after) => {
    for (const before of places) {
      const shapes = SIZES.flatMap((size) => [['first', size] as const, ['last', size] as const]);
      const fields = (head: string, tail: string) =>
        shapes
          .map(
            ([from, size]) =>
              `${from}${size}: ${head}${from}: ${size}, after: $after, before: $before${tail} { nodes { id } pageInfo { hasPreviousPage hasNextPage } }`,
          )
          .join('\n');
      const { data } = await gateway.query(
        `query ($charge: ID!, $after: String, $before: String) {
          ${fields('refunds(filter: { charge: $charge }, ', ')')}
          charge(id: $charge) { ${fields('refunds(', ')')} }
        }`,
        {
          charge: chargeId,
          after: after === null ? null : cursorOf(after),
          before: before === null ? null : cursorOf(before),
        },
      );
      const { charge: nested, ...root } = data;
      const right = Object.fromEntries(
        shapes.map(([from, size]) => [`${from}${size}`, expected(size, from, after, before)]),
      );
      expect(root, `after ${after}, before ${before}`).toEqual(right);
      expect(nested, `nested, after ${after}, before ${before}`).toEqual(right);
    }
  },
);

test('section 9: pageInfo has the cursors of the first and the last edge, or null on an empty page', async () => {
  const { data } = await gateway.query(
    `query ($charge: ID!, $end: String) {
      some: refunds(first: 2, filter: { charge: $charge }) { edges { cursor } pageInfo { startCursor endCursor } }
      none: refunds(after: $end, filter: { charge: $charge }) { edges { cursor } pageInfo { startCursor endCursor hasPreviousPage hasNextPage } }
    }`,
    { charge: chargeId, end: cursorOf(COUNT - 1) },
  );
  expect(data.some.edges).toEqual([{ cursor: cursorOf(0) }, { cursor: cursorOf(1) }]);
  expect(data.some.pageInfo).toEqual({ startCursor: cursorOf(0), endCursor: cursorOf(1) });
  expect(data.none).toEqual({
    edges: [],
    pageInfo: { startCursor: null, endCursor: null, hasPreviousPage: true, hasNextPage: false },
  });
});
