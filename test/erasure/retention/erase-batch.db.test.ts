import { expect, test } from 'vitest';
import { eraseBatch, leftOf, nextBatch } from '../../../src/erasure/retention/erase-batch.js';
import { findOld } from '../../../src/erasure/retention/find-addresses.js';
import { watermarkOf } from '../../../src/erasure/retention/follow-writes.js';
import { hashOfEmail } from '../../../src/rules/erased-email.js';
import { testDatabase } from '../../support/databases/test-database.js';
import { insertCharge, insertRefund, testId } from '../../support/rows/ledger-rows.js';
import { type Notes, withNotes } from './noted.js';

const holder = testDatabase();
const pool = () => holder.database.pool;
const CUTOFF = '2026-03-01T00:00:00Z';
const newEmail = (name = 'zoe') => `${testId(name)}@example.com`;
const noRows = () => {};

const place = (address: string) => ({ address, place: 'charge', key: ['x'], family: null });

/** Notes where every address of this file stands, and erases some. */
async function erase({ client }: Notes, emails: readonly string[], commits = true) {
  await client.query('TRUNCATE retention_place, retention_nameless');
  await client.query('BEGIN');
  await findOld(client, CUTOFF, noRows);
  await client.query('COMMIT');
  const mark = await watermarkOf(client);
  return { mark, batch: await eraseBatch(client, emails, { cutoff: CUTOFF, mark, commits }) };
}

const said = (id: string, object: object, erasedAt: string | null = null) =>
  pool().query('INSERT INTO imported_object (id, said, erased_at) VALUES ($1, $2, $3)', [
    id,
    JSON.stringify(object),
    erasedAt,
  ]);
const erasedAt = async (ids: readonly string[]) => {
  const { rows } = await pool().query<{ id: string; at: Date | null }>(
    'SELECT id, erased_at AS at FROM imported_object WHERE id = ANY($1)',
    [ids],
  );
  return ids.map((id) => rows.find((row) => row.id === id)?.at ?? null);
};

test('the next batch has the first addresses after the last one, each once, and none that something keeps', async () => {
  await withNotes(pool(), async ({ client, note }) => {
    await note('retention_place', ['d', 'B', 'c', 'a', 'c', 'a', 'b'].map(place));
    await note('retention_kept', [{ address: 'b' }]);
    expect(await nextBatch(client, '', 3)).toEqual(['B', 'a', 'c']);
    expect(await nextBatch(client, 'a', 3)).toEqual(['c', 'd']);
    expect(await nextBatch(client, 'd', 3)).toEqual([]);
  });
});

test('an address is left if nothing keeps it, nor the shorter one that it may be', async () => {
  await withNotes(pool(), async ({ client, note }) => {
    await note('retention_kept', [{ address: 'a@x.com' }, { address: 'to=c@x.com' }]);
    const emails = ['a@x.com', 'to=a@x.com', 'b@x.com', 'to=b@x.com', 'c@x.com', 'to=c@x.com'];
    expect(await leftOf(client, emails)).toEqual(['b@x.com', 'to=b@x.com', 'c@x.com']);
    expect(await leftOf(client, ['to=a@x.com'])).toEqual([]);
  });
});

test('of a batch, those wait whose refund or approval is in flight', async () => {
  const [asked, approved, done, other, stranger] = [
    newEmail('asked'),
    newEmail('approved'),
    newEmail('done'),
    newEmail('other'),
    newEmail('stranger'),
  ];
  const charge = await insertCharge(holder.database, { billingEmail: other });
  const refund = await insertRefund(holder.database, charge, {
    status: 'pending',
    instructionsEmail: asked,
    note: `Not ${stranger}, but ${done}`,
  });
  await pool().query("INSERT INTO refund_task (refund_id, step, parked_reason) VALUES ($1, 'x', $2)", [
    refund.id,
    `Ask ${other}`,
  ]);
  // Another refund, which has ended.
  await insertRefund(holder.database, charge, { note: other });
  const approval = testId('apr');
  await pool().query(
    `INSERT INTO refund_approval (id, amount, charge_id, created, currency, expires_at, input, message, status)
     VALUES ($1, 1, $2, '2026-01-01', 'usd', now() + interval '1 day', $3, $4, 'pending')`,
    [approval, charge.id, { instructionsEmail: approved }, `For ${approved}`],
  );
  await withNotes(pool(), async (notes) => {
    // A batch before this one has the first address of the note.
    expect((await erase(notes, [done], true)).batch).toMatchObject({ outcome: 'erased' });
    const addresses = [asked, approved, other];
    const mark = await watermarkOf(notes.client);
    const batch = await eraseBatch(notes.client, addresses, { cutoff: CUTOFF, mark, commits: true });
    expect(batch).toEqual({
      outcome: 'in flight',
      ids: [approval, refund.id].toSorted(),
      emails: expect.arrayContaining([asked, approved]),
    });
    expect('emails' in batch && batch.emails).toHaveLength(2);
  });
});

test('after a dry run of a batch, the watermark is the one before, because its notes are gone', async () => {
  const email = newEmail();
  await insertCharge(holder.database, { billingEmail: email });
  await withNotes(pool(), async (notes) => {
    const dry = await erase(notes, [email], false);
    expect(dry.batch).toMatchObject({ outcome: 'erased', mark: dry.mark });
    const real = await erase(notes, [email], true);
    expect(real.batch).toMatchObject({ outcome: 'erased', mark: { snapshot: expect.any(String) } });
    expect(real.batch).not.toMatchObject({ mark: real.mark });
  });
});

test('section 11: an object is marked as erased if it has no address any more, and once', async () => {
  const [email, other] = [newEmail(), newEmail('jo')];
  const ids = ['only', 'with another', 'marked before', 'of the row', 'not in the batch'].map(testId);
  const [only = '', another = '', before = '', ofRow = '', stranger = ''] = ids;
  const BEFORE = new Date('2026-02-01T00:00:00Z');
  await said(only, { email });
  await said(another, { email, note: other });
  await said(before, { email }, BEFORE.toISOString());
  await insertCharge(holder.database, { id: ofRow, billingEmail: email });
  await said(ofRow, { name: 'Zoe' });
  await said(stranger, { email: newEmail('stranger').replace('@', '%40') });
  await withNotes(pool(), async (notes) => {
    const { batch } = await erase(notes, [email]);
    expect(batch).toMatchObject({ rows: { charge: 1, imported_object: 3 } });
    expect(await erasedAt(ids)).toEqual([expect.any(Date), null, BEFORE, null, null]);
  });
});

test('spellings of one hash are erased together, at the cutoff, also if they were erased before', async () => {
  // In capitals, the letter and its caron are two characters; in small letters, they are also one.
  const name = testId('x');
  const emails = [`j\u030c${name}@example.com`, `\u01f0${name}@example.com`] as const;
  for (const billingEmail of emails) await insertCharge(holder.database, { billingEmail });
  expect(hashOfEmail(emails[0])).toBe(hashOfEmail(emails[1]));
  await pool().query("INSERT INTO erased_address (hash, erased_at) VALUES ($1, '2026-02-01')", [
    hashOfEmail(emails[0]),
  ]);
  await withNotes(pool(), async (notes) => {
    const { batch } = await erase(notes, emails);
    expect(batch).toMatchObject({ outcome: 'erased', rows: { charge: 2 } });
    const { rows } = await pool().query('SELECT erased_at FROM erased_address WHERE hash = $1', [
      hashOfEmail(emails[0]),
    ]);
    expect(rows).toEqual([{ erased_at: new Date(CUTOFF) }]);
  });
});

test('a row with several addresses of a batch is counted once', async () => {
  const [ann, jo] = [newEmail('ann'), newEmail('jo')];
  await insertCharge(holder.database, { billingEmail: ann, description: `For ${jo}` });
  const key = [testId('key'), testId('key')];
  for (const one of key)
    await pool().query(
      `INSERT INTO idempotency_key (caller, key, created, fingerprint, refusal) VALUES ('desk', $1, '2026-01-01', '', $2)`,
      [one, { message: `${ann} and ${jo}` }],
    );
  await withNotes(pool(), async (notes) => {
    const { batch } = await erase(notes, [ann, jo]);
    expect(batch).toMatchObject({ rows: { charge: 1, idempotency_key: 2 } });
  });
});
