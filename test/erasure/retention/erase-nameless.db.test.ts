import { expect, test } from 'vitest';
import { eraseNameless } from '../../../src/erasure/retention/erase-nameless.js';
import { testDatabase } from '../../support/databases/test-database.js';
import { insertCharge, testId } from '../../support/rows/ledger-rows.js';
import { withNotes } from './noted.js';

const holder = testDatabase();
const pool = () => holder.database.pool;

const said = (id: string, object: unknown) =>
  pool().query('INSERT INTO imported_object (id, said) VALUES ($1, $2)', [id, JSON.stringify(object)]);
async function objectNow(id: string) {
  const { rows } = await pool().query<{ said: string; erased_at: Date | null }>(
    'SELECT said, erased_at FROM imported_object WHERE id = $1',
    [id],
  );
  return rows.map((row) => ({ object: JSON.parse(row.said), isMarked: row.erased_at !== null }))[0];
}
const chargeNow = (id: string) =>
  holder.database.prisma.charge.findUniqueOrThrow({
    where: { id },
    select: { billingName: true, receiptUrl: true },
  });
const audited = async () =>
  (
    await pool().query<{ details: string }>(
      "SELECT details FROM audit_entry WHERE action = 'erase' ORDER BY created, id",
    )
  ).rows.map(({ details }) => JSON.parse(details));
const nameless = (ids: readonly string[]) => ids.map((id) => ({ id, family: id }));

test('objects come in the order of their ids, a batch at a time, until there are none', async () => {
  const prefix = testId('in_order');
  const ids = ['c', 'B', 'a', 'd'].map((letter) => `${prefix}_${letter}`);
  for (const id of ids) await said(id, { name: 'Zoe' });
  await withNotes(pool(), async ({ client, note }) => {
    await note('retention_nameless', nameless(ids));
    const before = (await audited()).length;
    const first = await eraseNameless(client, '', 3, true);
    expect(first).toEqual({ changed: 3, last: `${prefix}_c` });
    expect(await objectNow(`${prefix}_d`)).toEqual({ object: { name: 'Zoe' }, isMarked: false });
    expect(await eraseNameless(client, `${prefix}_c`, 3, true)).toEqual({ changed: 1, last: `${prefix}_d` });
    expect(await eraseNameless(client, `${prefix}_d`, 3, true)).toEqual({ changed: 0, last: null });
    for (const id of ids) expect(await objectNow(id)).toEqual({ object: { name: null }, isMarked: true });
    expect((await audited()).slice(before)).toEqual([{ imported_object: 3 }, { imported_object: 1 }]);
  });
});

test('what happened during the run keeps its names, and a dry run changes nothing', async () => {
  const [young, old] = [testId('young'), testId('old')];
  for (const id of [young, old]) {
    await insertCharge(holder.database, { id, billingName: 'Zoe' });
    await said(id, { name: 'Zoe' });
  }
  await withNotes(pool(), async ({ client, note }) => {
    await note('retention_nameless', nameless([young, old]));
    await note('retention_recent', [{ id: young }]);
    const before = [await audited(), await objectNow(old)];
    expect(await eraseNameless(client, '', 3, false)).toEqual({ changed: 1, last: old });
    expect([await audited(), await objectNow(old)]).toEqual(before);
    expect(await eraseNameless(client, '', 3, true)).toEqual({ changed: 1, last: old });
  });
  expect([await objectNow(young), await chargeNow(young)]).toEqual([
    { object: { name: 'Zoe' }, isMarked: false },
    { billingName: 'Zoe', receiptUrl: null },
  ]);
  expect(await chargeNow(old)).toEqual({ billingName: null, receiptUrl: null });
});

test('a charge loses its name or its receipt, whatever the object of its import has', async () => {
  const [named, receipt, other, plain] = [
    testId('a_named'),
    testId('b_receipt'),
    testId('other'),
    testId('c_plain'),
  ];
  const url = 'https://pay.example.com/zoe';
  await insertCharge(holder.database, { id: named, billingName: 'Zoe' });
  await insertCharge(holder.database, { id: receipt, receiptUrl: url });
  await insertCharge(holder.database, { id: other, billingName: 'Jo', receiptUrl: url });
  // Metadata is no name, so nothing of this object changes, and the next run need not look at it again.
  const object = { metadata: { name: 'a ship' } };
  for (const id of [named, receipt, plain]) await said(id, object);
  await insertCharge(holder.database, { id: plain });
  // A row that is written has another place, whatever is written.
  const rowOfPlain = async () => (await pool().query('SELECT ctid FROM charge WHERE id = $1', [plain])).rows;
  await withNotes(pool(), async ({ client, note }) => {
    await note('retention_nameless', nameless([named, receipt, plain]));
    const before = [await audited(), await rowOfPlain()];
    expect(await eraseNameless(client, '', 3, true)).toEqual({ changed: 0, last: plain });
    expect([await audited(), await rowOfPlain()]).toEqual(before);
  });
  for (const id of [named, receipt]) {
    expect(await chargeNow(id)).toEqual({ billingName: null, receiptUrl: null });
    expect(await objectNow(id)).toEqual({ object, isMarked: true });
  }
  expect(await chargeNow(other)).toEqual({ billingName: 'Jo', receiptUrl: url });
});
