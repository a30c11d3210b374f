import { expect, test } from 'vitest';
import { type ErasedTable, erasedTables } from '../../../src/erasure/erased-columns.js';
import { placesByNote } from '../../../src/erasure/retention/places-by-note.js';
import { lockedRows } from '../../support/databases/locked-rows.js';
import { testDatabase } from '../../support/databases/test-database.js';
import { insertCharge, insertPaymentIntent, insertRefund, testId } from '../../support/rows/ledger-rows.js';
import { type Notes, withNotes } from './noted.js';

const holder = testDatabase();
const pool = () => holder.database.pool;
const EMAIL = 'zoe@example.com';
const OTHER = 'jo@example.com';

const tableOf = (name: string): ErasedTable => {
  const table = erasedTables.find((one) => one.table === name);
  if (!table) throw new Error(`No table ${name}`);
  return table;
};
const noteOf = (place: string, key: readonly string[], address = EMAIL) => ({
  address,
  place,
  key,
  family: null,
});

/** The keys of the rows of a table that have an address of the batch. */
async function rowsOf({ client }: Notes, name: string) {
  const table = tableOf(name);
  const found: unknown[] = [];
  for await (const rows of placesByNote(client).rows(table, []))
    found.push(...rows.map((row) => table.key.map((column) => row[column]).join()));
  return found;
}

test('of each table, the rows are read and locked that have an address of the batch, and no others', async () => {
  const [charge, ofImport, ofOther] = [testId('ch_a'), testId('ch_b'), testId('ch_c')];
  const [intent, ofImportToo] = [testId('pi_a'), testId('pi_b')];
  for (const id of [charge, ofImport, ofOther]) await insertCharge(holder.database, { id });
  for (const id of [intent, ofImportToo]) await insertPaymentIntent(holder.database, { id });
  const refund = await insertRefund(holder.database, await insertCharge(holder.database), {});
  await pool().query("INSERT INTO refund_task (refund_id, step) VALUES ($1, 'x')", [refund.id]);
  const keys = [testId('a'), testId('b')] as const;
  for (const caller of ['desk', 'shop'])
    for (const key of keys)
      await pool().query(
        `INSERT INTO idempotency_key (caller, key, fingerprint, refusal) VALUES ($1, $2, '', '{}')`,
        [caller, key],
      );
  await withNotes(pool(), async (notes) => {
    await notes.note('retention_batch', [{ address: EMAIL }]);
    await notes.note('retention_place', [
      noteOf('charge', [charge]),
      noteOf('charge', [ofOther], OTHER),
      // What an import said of a charge may have an address that the charge does not have.
      noteOf('imported_object', [ofImport]),
      noteOf('imported_object', [ofImportToo]),
      noteOf('payment_intent', [intent]),
      noteOf('refund_task', [refund.id]),
      noteOf('idempotency_key', ['desk', keys[1]]),
      noteOf('idempotency_key', ['shop', keys[0]]),
    ]);
    await notes.client.query('BEGIN');
    expect(await rowsOf(notes, 'charge')).toEqual([charge, ofImport]);
    expect(await rowsOf(notes, 'payment_intent')).toEqual([intent]);
    expect(await lockedRows(notes.client, 'charge')).toEqual([charge, ofImport]);
    expect(await rowsOf(notes, 'refund')).toEqual([]);
    expect(await rowsOf(notes, 'refund_task')).toEqual([refund.id]);
    expect(await rowsOf(notes, 'idempotency_key')).toEqual([`desk,${keys[1]}`, `shop,${keys[0]}`]);
  });
});

test('rows are locked in the order of their keys, also those of several batches', async () => {
  const prefix = testId('pi');
  const { rows } = await pool().query<{ id: string }>(
    `INSERT INTO payment_intent (id, amount, amount_received, created, currency, metadata, status)
     SELECT $1 || lpad((7919 * n % 1201)::text, 4, '0'), 1, 1, now(), 'usd', '{}', 'succeeded' FROM generate_series(1, 1200) n
     RETURNING id`,
    [prefix],
  );
  const ids = rows.map(({ id }) => id);
  await withNotes(pool(), async (notes) => {
    await notes.note('retention_batch', [{ address: EMAIL }]);
    await notes.note(
      'retention_place',
      ids.map((id) => noteOf('payment_intent', [id])),
    );
    await notes.client.query('BEGIN');
    expect(await rowsOf(notes, 'payment_intent')).toEqual(ids.toSorted());
  });
});

test('the entries of the block list come as they were made, and those of one time in the order of their ids', async () => {
  const charge = await insertCharge(holder.database);
  const refund = await insertRefund(holder.database, charge);
  const prefix = testId('blk');
  const entries = [
    ['a', 3],
    ['b', 1],
    ['d', 2],
    ['c', 2],
  ] as const;
  for (const [letter, second] of entries)
    await pool().query(
      `INSERT INTO block_list_entry (id, type, value, charge_id, refund_id, created) VALUES ($1, 'email', $1, $2, $3, $4)`,
      [prefix + letter, charge.id, refund.id, new Date(second * 1000)],
    );
  await withNotes(pool(), async (notes) => {
    await notes.note('retention_batch', [{ address: EMAIL }]);
    await notes.note(
      'retention_place',
      entries.map(([letter]) => noteOf('block_list_entry', [prefix + letter])),
    );
    await notes.client.query('BEGIN');
    const blocked = await placesByNote(notes.client).blocked();
    expect(blocked.map(({ id }) => id)).toEqual(['b', 'c', 'd', 'a'].map((letter) => prefix + letter));
  });
});

test('the notes compare addresses and keys as the ledger does, whatever the language of the database', async () => {
  await withNotes(pool(), async ({ client }) => {
    const { rows } = await client.query(
      `SELECT c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
       WHERE c.relpersistence = 't' AND c.relkind = 'r' AND a.attnum > 0 AND a.attcollation <> 'pg_catalog."C"'::regcollation`,
    );
    // The name of a table is only compared.
    expect(rows).toEqual([{ relname: 'retention_place', attname: 'place' }]);
  });
});
