import { describe, expect, test } from 'vitest';
import { PAGING, type Page, readPage, walk } from '../../support/clients/connection-queries.js';
import { sentStatementsOf } from '../../support/databases/statements.js';
import { testGateway } from '../../support/gateways/test-gateway.js';
import { insertCharge, insertPaymentIntent, insertRefund } from '../../support/rows/ledger-rows.js';

const gateway = testGateway();
const at = (second: number): Date => new Date(Date.UTC(2011, 0, 1, 0, 0, second));

interface Row {
  readonly id: string;
  readonly amount: bigint;
  readonly created: Date;
}
/** Rows with equal amounts and with equal times, neither in the order of the other. */
const VALUES = [
  [300n, 5],
  [100n, 4],
  [300n, 3],
  [200n, 2],
  [300n, 2],
  [9_007_199_254_740_991n, 1],
  [0n, 6],
] as const;
let paymentIntentId: string;
const rows: Record<'charges' | 'refunds', Row[]> = { charges: [], refunds: [] };
gateway.prepare(async () => {
  const { database } = gateway;
  paymentIntentId = (await insertPaymentIntent(database)).id;
  for (const [amount, second] of VALUES) {
    const charge = await insertCharge(database, { amount, created: at(second), paymentIntentId });
    rows.charges.push(charge);
    // A refund has at least one unit.
    if (amount > 0n) rows.refunds.push(await insertRefund(database, charge, { amount, created: at(second) }));
  }
  await insertRefund(database, await insertCharge(database, { amount: 250n }), { amount: 250n });
});

type List = keyof typeof rows;
const lists = ['charges', 'refunds'] as const;
const fields = ['CREATED', 'AMOUNT'] as const;
const directions = ['ASC', 'DESC'] as const;
const orders = lists.flatMap((list) =>
  fields.flatMap((field) => directions.map((direction) => [list, field, direction] as const)),
);

/** The ids in an order, from plain values. */
function sorted(list: List, field: string, direction: string): string[] {
  const keyOf = (row: Row) => (field === 'AMOUNT' ? row.amount : BigInt(row.created.getTime()));
  const ascending = rows[list].toSorted((one, other) => {
    if (keyOf(one) !== keyOf(other)) return keyOf(one) < keyOf(other) ? -1 : 1;
    return one.id < other.id ? -1 : 1;
  });
  return (direction === 'ASC' ? ascending : ascending.toReversed()).map(({ id }) => id);
}

const fieldOf = (list: List, field: string, direction: string): string =>
  `${list}(${PAGING}, filter: { paymentIntent: "${paymentIntentId}" }, orderBy: { field: ${field}, direction: ${direction} })`;

describe.each(orders)('section 9: %s by %s %s', (list, field, direction) => {
  const read = (paging = {}): Promise<Page> => readPage(gateway, fieldOf(list, field, direction), paging);

  test('come in this order, also without the amount in the selection', async () => {
    expect((await read()).ids).toEqual(sorted(list, field, direction));
  });

  test.each([1, 2, 3, 100])('are walked both ways in pages of %i', async (size) => {
    const all = sorted(list, field, direction);
    expect(await walk(read, 'forward', size)).toEqual(all);
    expect(await walk(read, 'backward', size)).toEqual(all.toReversed());
  });

  test('have true page info at every place', async () => {
    const all = sorted(list, field, direction);
    for (let index = 0; index < all.length; index++) {
      const { endCursor: cursor } = await read({ first: index + 1 });
      const expected = { hasPreviousPage: true, hasNextPage: index + 2 < all.length };
      expect(await read({ first: 1, after: cursor })).toMatchObject({
        ids: all.slice(index + 1, index + 2),
        ...expected,
      });
      expect(await read({ last: 1, before: cursor })).toMatchObject({
        ids: index === 0 ? [] : [all[index - 1]],
        hasPreviousPage: index > 1,
        hasNextPage: true,
      });
    }
  });

  test('refuse the cursors of every other order and of no order, and take their own', async () => {
    for (const [otherList, otherField, otherDirection] of orders) {
      const { endCursor } = await readPage(gateway, fieldOf(otherList, otherField, otherDirection), {
        first: 1,
      });
      const isSame = list === otherList && field === otherField && direction === otherDirection;
      for (const param of ['after', 'before'] as const) {
        const { errors } = await gateway.query(
          `query ($first: Int, $after: String, $last: Int, $before: String) {
            ${fieldOf(list, field, direction)} { nodes { id } } }`,
          { [param]: endCursor },
        );
        const hint = `${param} of ${otherList} by ${otherField} ${otherDirection}`;
        if (isSame) expect(errors, hint).toBeUndefined();
        else expect(errors, hint).toMatchObject([{ extensions: { code: 'PARAMETER_INVALID', param } }]);
      }
    }
  });
});

test.each(lists)(
  'section 9: %s are newest first by default, and an order by CREATED alone is the same',
  async (list) => {
    const filter = `filter: { paymentIntent: "${paymentIntentId}" }`;
    const plain = await readPage(gateway, `${list}(${PAGING}, ${filter})`);
    expect(plain.ids).toEqual(sorted(list, 'CREATED', 'DESC'));
    expect(await readPage(gateway, `${list}(${PAGING}, ${filter}, orderBy: { field: CREATED })`)).toEqual(
      plain,
    );
    expect(await readPage(gateway, `${list}(${PAGING}, ${filter}, orderBy: null)`)).toEqual(plain);
    const { ids } = await readPage(
      gateway,
      `${list}(${PAGING}, ${filter}, orderBy: { field: AMOUNT, direction: null })`,
    );
    expect(ids).toEqual(sorted(list, 'AMOUNT', 'DESC'));
  },
);

const coded = (...parts: string[]): string => Buffer.from(JSON.stringify(parts)).toString('base64url');
test.each([
  coded('ch', 'amount desc', '5'),
  coded('ch', 'amount desc', '5', 'ch_1', 'more'),
  coded('ch', 'amount desc', '-5', 'ch_1'),
  coded('ch', 'amount desc', '5.5', 'ch_1'),
  coded('ch', 'amount desc', '9223372036854775808', 'ch_1'),
  coded('ch', 'amount desc', '2026-01-15T10:00:00.000Z', 'ch_1'),
  coded('ch', 'amount desc', '5', 'ch_\0'),
  coded('ch', '5', 'ch_1'),
  coded('re', 'amount desc', '5', 're_1'),
])('section 9: an invalid cursor of an order by amount is PARAMETER_INVALID: %s', async (after) => {
  const { errors } = await gateway.query(
    'query ($after: String) { charges(after: $after, orderBy: { field: AMOUNT }) { nodes { id } } }',
    { after },
  );
  expect(errors).toMatchObject([{ extensions: { code: 'PARAMETER_INVALID', param: 'after' } }]);
});

test('section 9: a page in an order is one statement, whatever its length, and its total another one', async () => {
  const sent = async (first: number, field: string) =>
    (
      await sentStatementsOf(async () => {
        const { errors } = await gateway.query(
          `query ($first: Int) { charges(orderBy: { field: AMOUNT }, first: $first) { ${field} } }`,
          { first },
        );
        expect(errors).toBeUndefined();
      })
    ).length;
  for (const first of [1, 5]) {
    expect(await sent(first, 'edges { cursor node { id } }')).toBe(1);
    expect(await sent(first, 'totalCount nodes { id amount }')).toBe(2);
  }
});
