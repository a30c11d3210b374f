import { describe, expect, test } from 'vitest';
import type { Statement } from '../../../src/database/sql.js';
import { Loaders } from '../../../src/graphql/loading/loaders.js';
import type { PageRequest } from '../../../src/ledger/page-request.js';
import { idOnly } from '../../../src/ledger/select.js';

/** Loaders over an empty ledger, with the values of each statement that they send. */
function loaders() {
  const sent: unknown[][] = [];
  const load = new Loaders(async ({ values }: Statement) => {
    sent.push([...values]);
    return [];
  });
  return { load, sent };
}
const page: PageRequest = {
  window: { limit: 2, from: 'start' },
  selection: idOnly,
  beyond: { before: false, after: false },
};

test('one statement loads the same page of each parent once, however often it is asked for', async () => {
  const { load, sent } = loaders();
  const ids = ['ch_1', 'ch_2', 'ch_1'];
  const pages = await Promise.all(ids.map((id) => load.page('refund', 'chargeId', id, page)));
  expect(pages).toEqual(ids.map(() => ({ rows: [], hasPreviousPage: false, hasNextPage: false })));
  expect(sent).toEqual([[['ch_1', 'ch_2'], 3]]);
});

test('other pages of the same parent are loaded for themselves', async () => {
  const { load, sent } = loaders();
  const after = ['2026-01-01', 're_1'];
  const others: readonly Partial<PageRequest>[] = [
    {},
    { window: { limit: 3, from: 'start' } },
    { window: { limit: 2, from: 'end' } },
    { window: { limit: 2, from: 'start', after } },
    { window: { limit: 2, from: 'start', after: ['2026-01-01', 're_2'] } },
    { window: { limit: 2, from: 'start', before: after } },
    { beyond: { before: true, after: false } },
    { beyond: { before: false, after: true } },
    { selection: { fields: ['status'] } },
  ];
  await Promise.all([
    ...others.map((other) => load.page('refund', 'chargeId', 'ch_1', { ...page, ...other })),
    load.page('refund', 'paymentIntentId', 'ch_1', page),
    load.page('dispute', 'chargeId', 'ch_1', page),
  ]);
  expect(sent).toHaveLength(others.length + 2);
  await Promise.all([
    load.count('refund', 'chargeId', 'ch_1'),
    load.count('refund', 'paymentIntentId', 'ch_1'),
  ]);
});

test('the lists of other models or of other parents are counted for themselves', async () => {
  const { load, sent } = loaders();
  await Promise.all([
    load.count('refund', 'chargeId', 'ch_1'),
    load.count('refund', 'chargeId', 'ch_2'),
    load.count('refund', 'paymentIntentId', 'ch_1'),
    load.count('charge', 'paymentIntentId', 'ch_1'),
  ]);
  expect(sent).toEqual([[['ch_1', 'ch_2']], [['ch_1']], [['ch_1']]]);
});

test('rows of other models or with other columns are loaded for themselves', async () => {
  const { load, sent } = loaders();
  const status = { fields: ['status'] } as const;
  await Promise.all([
    load.row('refund', 're_1', idOnly),
    load.row('refund', 're_1', status),
    load.row('charge', 're_1', idOnly),
    load.replacementOf('re_1', idOnly),
    load.replacementOf('re_1', status),
  ]);
  expect(sent).toEqual(sent.map(() => [['re_1']]));
  expect(sent).toHaveLength(5);
});

describe('nothing is asked of the database', () => {
  test('for what cannot be an id', async () => {
    const { load, sent } = loaders();
    expect(await load.row('refund', 'x'.repeat(5_000), idOnly)).toBeNull();
    expect(sent).toEqual([]);
  });

  test('after the request was stopped, but for another execution of it', async () => {
    const { load, sent } = loaders();
    const error = new Error('It took too long');
    expect(load.isStopped).toBe(false);
    load.stop(error);
    expect(load.isStopped).toBe(true);
    await expect(load.row('refund', 're_1', idOnly)).rejects.toBe(error);
    expect(sent).toEqual([]);
    expect(await load.renewed().row('refund', 're_1', idOnly)).toBeNull();
    expect(sent).toEqual([[['re_1']]]);
  });
});

test('a row is read anew for each level of a query, because a mutation may have changed it', async () => {
  const { load, sent } = loaders();
  await load.row('refund', 're_1', idOnly);
  await load.row('refund', 're_1', idOnly);
  expect(sent).toEqual([[['re_1']], [['re_1']]]);
});
