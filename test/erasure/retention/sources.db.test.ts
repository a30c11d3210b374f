import { beforeAll, describe, expect, test } from 'vitest';
import { findOld, findRecentAddresses } from '../../../src/erasure/retention/find-addresses.js';
import { testDatabase } from '../../support/databases/test-database.js';
import { insertCharge, insertPaymentIntent, insertRefund } from '../../support/rows/ledger-rows.js';
import { type Notes, withNotes } from './noted.js';

const holder = testDatabase();
const query = (text: string, values: readonly unknown[]) => holder.database.pool.query(text, [...values]);
/** What happened at the cutoff is old. */
const CUTOFF = new Date('2026-03-01T00:00:00Z');
const LATER = new Date(CUTOFF.getTime() + 1);

/** Each place has an address of its own, which names the place and the age. */
const emailOf = (place: string, age: string) => `${place}.${age}@example.com`;

/** A payment with an address in a row of each table. Its rows are at the cutoff: only the notes say whether it is recent. */
async function payment(age: 'old' | 'young') {
  const { database } = holder;
  const [intent, charge, refund] = [`pi_${age}`, `ch_${age}`, `re_${age}`];
  await insertPaymentIntent(database, {
    id: intent,
    created: CUTOFF,
    description: emailOf('payment_intent', age),
  });
  const row = await insertCharge(database, {
    id: charge,
    billingEmail: emailOf('charge', age),
    created: CUTOFF,
    paymentIntentId: intent,
  });
  await insertRefund(database, row, { id: refund, created: CUTOFF, note: emailOf('refund', age) });
  await query(
    `INSERT INTO refund_event (id, created, refund_id, status, type, changes)
     VALUES ($1, $2, $3, 'succeeded', 'refund_updated', $4)`,
    [`evt_${age}`, CUTOFF, refund, JSON.stringify([{ after: emailOf('refund_event', age) }])],
  );
  await query("INSERT INTO refund_task (refund_id, step, parked_reason) VALUES ($1, 'x', $2)", [
    refund,
    emailOf('refund_task', age),
  ]);
  await query(
    `INSERT INTO refund_approval (id, amount, charge_id, created, currency, expires_at, input, message, status)
     VALUES ($1, 1, $2, $3, 'usd', $3, '{}', $4, 'pending')`,
    [`apr_${age}`, charge, CUTOFF, emailOf('refund_approval', age)],
  );
  await query(
    `INSERT INTO dispute (id, amount, charge_id, created, currency, is_charge_refundable, reason, status)
     VALUES ($1, 1, $2, $3, 'usd', true, $4, 'won')`,
    [`dp_${age}`, charge, CUTOFF, emailOf('dispute', age)],
  );
  await query(
    `INSERT INTO block_list_entry (id, type, value, charge_id, refund_id, created) VALUES ($1, 'email', $2, $3, $4, $5)`,
    [`blk_${age}`, emailOf('block_list_entry', age), charge, refund, CUTOFF],
  );
  await query(
    `INSERT INTO idempotency_key (caller, key, created, fingerprint, refusal) VALUES ($1, $2, $3, '', $4)`,
    [
      'desk',
      `for ${emailOf('key', age)}`,
      age === 'young' ? LATER : CUTOFF,
      { message: emailOf('idempotency_key', age) },
    ],
  );
  for (const table of ['transfer_reversal', 'application_fee_refund'])
    await query(
      `INSERT INTO ${table} (id, amount, charge_id, created, currency) VALUES ($1, 1, $2, $3, 'usd')`,
      [`${table}_${age}`, charge, CUTOFF],
    );
  for (const id of [
    intent,
    charge,
    refund,
    `dp_${age}`,
    `transfer_reversal_${age}`,
    `application_fee_refund_${age}`,
  ])
    await said(id, { email: emailOf(id, 'said') });
}

const said = (id: string, object: object, erasedAt: Date | null = null) =>
  query('INSERT INTO imported_object (id, said, erased_at) VALUES ($1, $2, $3)', [
    id,
    JSON.stringify(object),
    erasedAt,
  ]);

/** What has no charge is as old as it is itself. */
async function withoutCharge(age: 'old' | 'young') {
  const created = age === 'young' ? LATER : CUTOFF;
  await query(
    `INSERT INTO balance_transaction (id, amount, created, currency, fee, net, type) VALUES ($1, 1, $2, 'usd', 0, 1, 'x')`,
    [`txn_${age}`, created],
  );
  for (const table of ['transfer_reversal', 'application_fee_refund'])
    await query(`INSERT INTO ${table} (id, amount, created, currency) VALUES ($1, 1, $2, 'usd')`, [
      `${table}_alone_${age}`,
      created,
    ]);
  for (const id of [`txn_${age}`, `transfer_reversal_alone_${age}`, `application_fee_refund_alone_${age}`])
    await said(id, { email: emailOf(id, 'said') });
}

const KEPT_OF_PAYMENT = ['pi', 'ch', 're', 'dp', 'transfer_reversal', 'application_fee_refund'];
const KEPT_ALONE = ['txn', 'transfer_reversal_alone', 'application_fee_refund_alone'];

/** Where the addresses of one age stand: the address, the table, the key, and the charge or the payment intent. */
const placesOf = (age: string): readonly string[] =>
  [
    ...[
      ['payment_intent', `pi_${age}`, `pi_${age}`],
      ['charge', `ch_${age}`, `ch_${age}`],
      ['refund', `re_${age}`, `ch_${age}`],
      ['refund_event', `evt_${age}`, `ch_${age}`],
      ['refund_task', `re_${age}`, `ch_${age}`],
      ['refund_approval', `apr_${age}`, `ch_${age}`],
      ['dispute', `dp_${age}`, `ch_${age}`],
      ['block_list_entry', `blk_${age}`, `ch_${age}`],
      ['idempotency_key', `desk,for ${emailOf('key', age)}`, ''],
    ].map(([table = '', key, family]) => `${emailOf(table, age)} ${table} ${key} ${family}`),
    ...KEPT_OF_PAYMENT.map((kind) => {
      const family = kind === 'pi' ? 'pi' : 'ch';
      return `${emailOf(`${kind}_${age}`, 'said')} imported_object ${kind}_${age} ${family}_${age}`;
    }),
    ...KEPT_ALONE.map((kind) => `${emailOf(`${kind}_${age}`, 'said')} imported_object ${kind}_${age} `),
  ].toSorted();
const addressOf = (place: string): string => place.slice(0, place.indexOf(' '));

const placesIn = async ({ noted }: Notes) =>
  (
    await noted(
      'retention_place',
      `concat_ws(' ', address, place, array_to_string(key, ','), COALESCE(family, '')) COLLATE "C"`,
    )
  ).map(String);

const noRows = () => {};

describe('where addresses stand', () => {
  beforeAll(async () => {
    for (const age of ['old', 'young'] as const) {
      await payment(age);
      await withoutCharge(age);
    }
    // Of an object of another kind nothing is known but what it says.
    await said('cus_old', { email: emailOf('cus_old', 'said') });
    // Objects without an address, which have names, or have had some.
    await said('with a name', { name: 'Zoe' });
    await said('without a name', { amount: 1 });
    await said('with a name that was seen to', { name: 'Zoe' }, CUTOFF);
    await said('with a new address', { name: 'Zoe', email: emailOf('seen', 'said') }, CUTOFF);
    await insertCharge(holder.database, { id: 'ch_named', created: CUTOFF, description: 'Two cups @ 5 USD' });
    await insertRefund(holder.database, await insertCharge(holder.database, { id: 'ch_of_named' }), {
      id: 're_named',
      created: CUTOFF,
    });
    await said('ch_named', { name: 'Zoe' });
    await said('re_named', { name: 'Zoe' });
    await insertCharge(holder.database, { id: 'ch_young_named', created: CUTOFF });
    await said('ch_young_named', { name: 'Zoe' });
  });

  const young = ['pi_young', 'ch_young', 'ch_young_named'].map((id) => ({ id }));

  test('an address is noted in each row that is old, with the charge or the payment intent of the row', async () => {
    await withNotes(holder.database.pool, async (notes) => {
      await notes.note('retention_recent', young);
      await notes.client.query('BEGIN');
      await findOld(notes.client, CUTOFF.toISOString(), noRows);
      expect(await placesIn(notes)).toEqual(
        [
          ...placesOf('old'),
          `${emailOf('cus_old', 'said')} imported_object cus_old `,
          `${emailOf('seen', 'said')} imported_object with a new address `,
        ].toSorted(),
      );
      // Of those without an address, the ones that may have names.
      expect(await notes.noted('retention_nameless', `concat_ws(' ', id, family) COLLATE "C"`)).toEqual([
        'ch_named ch_named',
        're_named ch_of_named',
        'with a name',
      ]);
    });
  });

  test('an address stays if it stands in a row that is young, and nothing else stays', async () => {
    await withNotes(holder.database.pool, async (notes) => {
      await notes.note('retention_recent', young);
      const [unknown, ...kept] = placesOf('young').map(addressOf);
      const addresses = [...placesOf('old').map(addressOf), ...kept];
      await notes.note(
        'retention_place',
        addresses.map((address) => ({ address, place: 'charge', key: ['an old one'] })),
      );
      // An address may stand in several rows.
      await notes.note('retention_kept', [{ address: kept[0] }]);
      await notes.client.query('BEGIN');
      await findRecentAddresses(notes.client, CUTOFF.toISOString(), noRows);
      const found = await notes.noted('retention_kept', 'address');
      expect(found).toEqual(kept.toSorted());
      // Of what stands in nothing old, no note is needed.
      expect(found).not.toContain(unknown);
    });
  });
});
