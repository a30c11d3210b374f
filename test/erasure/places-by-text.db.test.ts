import { expect, test } from 'vitest';
import type { Connection } from '../../src/database/batches.js';
import { type ErasedTable, erasedTables } from '../../src/erasure/erased-columns.js';
import { placesByText } from '../../src/erasure/places-by-text.js';
import { lockedRows } from '../support/databases/locked-rows.js';
import { testDatabase } from '../support/databases/test-database.js';
import { insertCharge, insertRefund, testId } from '../support/rows/ledger-rows.js';

const holder = testDatabase();
const pool = () => holder.database.pool;
const newEmail = () => `${testId('zoe')}@example.com`;

async function keysOf(name: string, email: string, connection: Connection = pool() as never) {
  const table = erasedTables.find((one) => one.table === name) as ErasedTable;
  const found: string[] = [];
  for await (const rows of placesByText(connection, email).rows(table, []))
    found.push(...rows.map((row) => table.key.map((column) => row[column]).join()));
  return found;
}

test('rows are locked in the order of all columns of their keys', async () => {
  const email = newEmail();
  const ids = ['b', 'c', 'a'].map((letter) => testId(`ch_${letter}`));
  for (const id of ids) await insertCharge(holder.database, { id, billingEmail: email });
  expect(await keysOf('charge', email)).toEqual(ids.toSorted());
  const keys = ['shop,a', 'desk,b', 'desk,a', 'shop,b'];
  for (const key of keys)
    await pool().query(
      'INSERT INTO idempotency_key (caller, key, fingerprint, refusal) VALUES ($1, $2, $3, $4)',
      [...key.split(','), 'f', { message: email }],
    );
  expect(await keysOf('idempotency_key', email)).toEqual(keys.toSorted());
});

test('section 5: of the block list come the addresses, as they were made, and those of one time in the order of their ids', async () => {
  const email = newEmail();
  const charge = await insertCharge(holder.database);
  const refund = await insertRefund(holder.database, charge);
  const prefix = testId('blk');
  const entries = [
    ['a', 3, 'email'],
    ['b', 1, 'email'],
    ['d', 2, 'email'],
    ['c', 2, 'email'],
    ['e', 2, 'card_fingerprint'],
  ] as const;
  for (const [letter, second, type] of entries)
    await pool().query(
      `INSERT INTO block_list_entry (id, type, value, charge_id, refund_id, created)
       VALUES ($1, $2::block_list_type, $3, $4, $5, $6)`,
      [prefix + letter, type, `${letter} ${email}`, charge.id, refund.id, new Date(second * 1000)],
    );
  const blocked = await placesByText(pool() as never, email).blocked();
  expect(blocked.map(({ id }) => id)).toEqual(['b', 'c', 'd', 'a'].map((letter) => prefix + letter));
});

test('what is found is locked, so that nobody changes it before it is erased', async () => {
  const email = newEmail();
  const charge = await insertCharge(holder.database, { billingEmail: email });
  await insertCharge(holder.database);
  const refund = await insertRefund(holder.database, charge);
  const entry = testId('blk');
  await pool().query(
    `INSERT INTO block_list_entry (id, type, value, charge_id, refund_id, created) VALUES ($1, 'email', $2, $3, $4, now())`,
    [entry, email, charge.id, refund.id],
  );
  const client = await pool().connect();
  try {
    await client.query('BEGIN');
    expect(await keysOf('charge', email, client)).toEqual([charge.id]);
    await placesByText(client, email).blocked();
    expect(await lockedRows(client, 'charge')).toEqual([charge.id]);
    expect(await lockedRows(client, 'block_list_entry')).toEqual([entry]);
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
});
