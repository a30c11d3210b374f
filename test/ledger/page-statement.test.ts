import { expect, test } from 'vitest';
import { sql } from '../../src/database/sql.js';
import type { PageRequest } from '../../src/ledger/page-request.js';
import { pageStatement } from '../../src/ledger/page-statement.js';
import { idOnly, wholeRow } from '../../src/ledger/select.js';
import { orders } from '../../src/ledger/tables.js';
import { cacheCounts } from '../../src/process/bounded-cache.js';

test('pages of other lists, windows and orders have statements of their own', () => {
  const { created, amount } = orders;
  const requests: readonly Partial<PageRequest>[] = [
    {},
    { window: { limit: 7, from: 'end' } },
    { window: { limit: 7, from: 'start', after: ['a', 'b'] } },
    { window: { limit: 7, from: 'start', before: ['a', 'b'] } },
    { order: created.asc, window: { limit: 7, from: 'start', after: ['a', 'b'] } },
    { order: amount.desc },
    { order: amount.asc },
    { selection: { fields: ['status'] } },
  ];
  const texts = (['refund', 'charge'] as const).flatMap((model) =>
    [null, 'paymentIntentId' as const, ...(model === 'refund' ? (['chargeId'] as const) : [])].flatMap(
      (parent) =>
        requests.map((request) => {
          const given = { ...firstPage(7), selection: idOnly, ...request };
          return pageStatement(model, parent as 'paymentIntentId' | null, [], given).text;
        }),
    ),
  );
  expect(texts).toHaveLength(40);
  expect(new Set(texts).size).toBe(40);
  const window = { limit: 7, from: 'start', after: ['a', 'b'] } as const;
  const [looking, notLooking] = [true, false].map((before) =>
    pageStatement('refund', null, [], { ...firstPage(7), window, beyond: { before, after: false } }),
  );
  expect(looking?.text).not.toBe(notLooking?.text);
});

/** A request for the first page with this many rows. Each size has its own statement. */
const firstPage = (limit: number): PageRequest => ({
  window: { limit, from: 'start' },
  selection: wholeRow,
  beyond: { before: false, after: false },
});
const statementOf = (limit: number) => pageStatement('refund', null, [], firstPage(limit));

test('the statement of a frequent page is built once, even if many other pages are requested', () => {
  const often = statementOf(10);
  for (let limit = 100; limit < 1_200; limit++) {
    statementOf(limit);
    expect(statementOf(10)).toBe(often);
  }
  expect(cacheCounts()['page statements']?.entries).toBeLessThanOrEqual(1_000);
  expect(statementOf(100)).toEqual({
    text: expect.stringContaining('LIMIT 101'),
    values: [],
  });
});

test('rows that are joined with others are ordered after the joins, which may change their order', () => {
  const selection = { fields: [], relations: { charge: idOnly } };
  const textOf = (parent: 'chargeId' | null) =>
    pageStatement('refund', parent, [], { ...firstPage(7), selection }).text;
  expect(textOf(null)).toMatch(/JOIN charge .* ORDER BY t\.created DESC, t\.id DESC$/);
  expect(textOf('chargeId')).toMatch(/JOIN charge .*\s+ORDER BY p\.ordinal, t\.created DESC, t\.id DESC$/);
});

test('a condition is repeated for the planner in the order of amounts only, and no dear one is', () => {
  const cheap = sql`t.currency = ${'eur'}`;
  const dear = sql`EXISTS (SELECT 1 FROM dispute d WHERE d.charge_id = t.id)`;
  const textOf = (order: PageRequest['order']) =>
    pageStatement('charge', null, [cheap, dear], { ...firstPage(7), selection: idOnly, order }).text;
  for (const order of [orders.amount.asc, orders.amount.desc]) {
    expect(textOf(order)).toMatch(/\(t\.currency = \$\d\) IS TRUE/);
    expect(textOf(order).match(/IS TRUE/g)).toHaveLength(1);
  }
  for (const order of [orders.created.asc, orders.created.desc, undefined])
    expect(textOf(order)).not.toContain('IS TRUE');
});

test('a row beyond a page is the nearest by the index, on either side', () => {
  const textOf = (side: 'before' | 'after', beyond: PageRequest['beyond']) => {
    const window = { limit: 7, from: 'start', [side]: ['a', 'b'] } as const;
    return pageStatement('refund', null, [], { ...firstPage(7), window, beyond }).text;
  };
  expect(textOf('after', { before: true, after: false })).toMatch(
    /\(t\.created, t\.id\) >= .*\s+ORDER BY t\.created ASC, t\.id ASC LIMIT 1\)/,
  );
  expect(textOf('before', { before: false, after: true })).toMatch(
    /\(t\.created, t\.id\) <= .*\s+ORDER BY t\.created DESC, t\.id DESC LIMIT 1\)/,
  );
});
