import { expect, test } from 'vitest';
import { decodeCursor, encodeCursor } from '../../../src/graphql/lists/cursor.js';
import type { Selected } from '../../../src/ledger/select.js';
import { orders } from '../../../src/ledger/tables.js';
import { chargeOf } from '../../support/rows/ledger-rows.js';

const created = '2026-01-15T10:00:00.000Z';
const charge = chargeOf({
  id: 'ch_1',
  amount: 250n,
  created: new Date(created),
}) as object as Selected<'charge'>;

// Clients keep cursors, and two versions of the gateway run at a time while it is upgraded.
test.each([
  ['the newest first, which is the order of the list', orders.created.desc, ['ch', created, 'ch_1']],
  ['the oldest first', orders.created.asc, ['ch', 'created asc', created, 'ch_1']],
  ['the largest first', orders.amount.desc, ['ch', 'amount desc', '250', 'ch_1']],
  ['the smallest first', orders.amount.asc, ['ch', 'amount asc', '250', 'ch_1']],
])('section 9: a cursor means the same in every version: %s', (_, order, parts) => {
  const cursor = encodeCursor('charge', charge, order);
  expect(JSON.parse(Buffer.from(cursor, 'base64url').toString())).toEqual(parts);
  expect(decodeCursor('charge', cursor, 'after', order)).toEqual(parts.slice(-2));
});

test.each([
  ['refund', 're'],
  ['charge', 'ch'],
  ['paymentIntent', 'pi'],
  ['refundEvent', 'evt'],
  ['blockListEntry', 'blk'],
  ['refundApproval', 'apr'],
  ['auditEntry', 'aud'],
  ['apiKey', 'key'],
  ['refundApprovalEvent', 'ape'],
] as const)('section 9: a cursor of a list of %s begins with %s in every version', (model, kind) => {
  const row = { id: 're_1', name: 'desk', email: 'jo@example.com', created: new Date(created), position: 7n };
  const cursor = encodeCursor(model, row as never);
  expect(JSON.parse(Buffer.from(cursor, 'base64url').toString())[0]).toBe(kind);
});

test('section 9: the cursor of a row with the longest id is one of its list', () => {
  const id = `ch_${'x'.repeat(252)}`;
  const longest = { ...charge, id, amount: 9_007_199_254_740_991n };
  for (const order of [orders.created.asc, orders.amount.desc]) {
    const cursor = encodeCursor('charge', longest, order);
    expect(decodeCursor('charge', cursor, 'after', order).at(-1)).toBe(id);
  }
});

test.each([
  ['a number in the place of a text', ['evt', 7]],
  ['an object in the place of a list', { 0: 'evt', 1: '7' }],
  ['nothing', null],
])('section 9: %s is no cursor', (_, parts) => {
  const cursor = Buffer.from(JSON.stringify(parts)).toString('base64url');
  expect(() => decodeCursor('refundEvent', cursor, 'after')).toThrow(
    'Invalid after cursor: it is not of this list.',
  );
});
