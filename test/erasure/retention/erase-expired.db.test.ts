import { expect, inject, test } from 'vitest';
import { erasePersonByEmail } from '../../../src/erasure/erase-person.js';
import { type ExpiryOptions, eraseExpired } from '../../../src/erasure/retention/erase-expired.js';
import { entriesOf } from '../../../src/ledger/block-list.js';
import { cancelRefund } from '../../../src/refunds/cancel-refund.js';
import { updateRefundMetadata } from '../../../src/refunds/update-refund-metadata.js';
import { hashOfEmail } from '../../../src/rules/erased-email.js';
import { verifyLedger } from '../../../src/verify/verify-ledger.js';
import { lockIsAwaited } from '../../support/databases/lock-is-awaited.js';
import { placesOf } from '../../support/databases/whole-search.js';
import { newApproval } from '../../support/gateways/ask-for-approval.js';
import { accepted, testVerbs } from '../../support/gateways/test-verbs.js';
import { insertCharge, insertPaymentIntent, insertRefund, testId } from '../../support/rows/ledger-rows.js';
import {
  balanceTransactionObject,
  chargeObject,
  disputeObject,
  imported,
  intentObject,
  ledgerOf,
  refundObject,
} from '../../support/rows/stripe-objects.js';

const DAYS = 30;
const DAY_MS = 24 * 60 * 60_000;
const verbs = testVerbs();
const pool = () => verbs.database.pool;
const expire = (options: Partial<ExpiryOptions> = {}) =>
  eraseExpired(pool(), { olderThanDays: DAYS, ...options });
const ago = (days: number) => new Date(Date.now() - days * DAY_MS);
const seconds = (days: number) => Math.floor(ago(days).getTime() / 1000);
const newEmail = (name = 'zoe') => `${testId(name)}@example.com`;
const isKnown = async (email: string) => (await placesOf(pool(), email)).length > 0;
const violations = async () =>
  (await verifyLedger(pool(), () => {}))
    .map(({ holds, violations: count }) => ({ holds, count }))
    .filter(({ count }) => count > 0);
/** Sets the verbs' clock, at whose time a gateway writes. */
const writeAt = (days: number) => verbs.clock.advance(ago(days).getTime() - verbs.clock.now().getTime());

/** What Stripe exported of a person: in the columns, texts, keys and unread fields that may have the address. */
function exportOf(name: string, email: string, days: number) {
  const created = seconds(days);
  const intent = intentObject({ created, description: `Order of ${email}` });
  const charge = chargeObject({
    amount_refunded: 100,
    billing_details: { email, name, phone: name, address: { line1: name } },
    created,
    description: `Order of <${email}>`,
    metadata: { [email.slice(0, 40)]: 'x', contact: `to=${email}` },
    payment_intent: intent.id,
    receipt_email: email.toUpperCase(),
  });
  const refund = refundObject({ charge: charge.id, created, description: email, payment_intent: intent.id });
  const dispute = disputeObject({
    charge: charge.id,
    created,
    evidence: { customer_email_address: email, customer_name: name },
    status: 'lost',
  });
  return [intent, charge, refund, dispute];
}

test('old people are found nowhere afterwards, twice changes nothing, and the ledger is in order', async () => {
  // Other tests insert rows that no gateway writes.
  const ofOtherTests = await violations();
  const [old, young] = [testId('Old'), testId('Young')];
  const objects = exportOf(old, `${old}@Example.com`, DAYS + 1);
  await imported(verbs.database, [...objects, ...exportOf(young, `${young}@Example.com`, DAYS - 1)]);
  const places = await placesOf(pool(), young);
  expect((await placesOf(pool(), old)).length).toBeGreaterThan(5);

  const before = await ledgerOf(verbs.database);
  const counted = await expire({ dryRun: true });
  expect(await ledgerOf(verbs.database)).toEqual(before);
  const expiry = await expire();
  expect({ ...expiry, cutoff: '' }).toEqual({ ...counted, cutoff: '' });
  expect(expiry.rows).toMatchObject({ charge: 1, payment_intent: 1, refund: 1, imported_object: 4 });
  expect(await placesOf(pool(), old)).toEqual([]);
  expect(await placesOf(pool(), young)).toEqual(places);
  expect(await violations()).toEqual(ofOtherTests);

  const after = await ledgerOf(verbs.database);
  expect(await expire()).toMatchObject({ people: 0, objectsWithoutAddress: 0, rows: {} });
  expect(await ledgerOf(verbs.database)).toEqual(after);
  // Section 11: an old file does not bring them back.
  expect(await imported(verbs.database, objects)).toMatchObject({ erasedCount: 4, warningCount: 0 });
  expect(await placesOf(pool(), old)).toEqual([]);
  expect(await ledgerOf(verbs.database)).toEqual(after);
});

test('an address at the start of a line of a text that only the import knows is found', async () => {
  const email = newEmail();
  const charge = chargeObject({ created: seconds(DAYS + 1), unknown: { notes: `Send it to\n${email}` } });
  await imported(verbs.database, [charge]);
  expect(await placesOf(pool(), email)).toEqual(['imported_object.said']);
  await expire();
  expect(await placesOf(pool(), email)).toEqual([]);
});

test('the age of a charge is counted in days of 24 hours', async () => {
  const [old, young] = [newEmail(), newEmail()];
  const HOUR_OF_A_DAY = 1 / 24;
  await insertCharge(verbs.database, { billingEmail: old, created: ago(DAYS + HOUR_OF_A_DAY) });
  await insertCharge(verbs.database, { billingEmail: young, created: ago(DAYS - HOUR_OF_A_DAY) });
  await expire();
  expect([await isKnown(old), await isKnown(young)]).toEqual([false, true]);
  await expire({ olderThanDays: DAYS - 1 });
  expect(await isKnown(young)).toBe(false);
});

const chargeOf = (email: string, more = {}) =>
  insertCharge(verbs.database, { billingEmail: email, created: ago(DAYS + 100), ...more });

test.each<readonly [string, (email: string) => Promise<unknown>]>([
  [
    'a refund',
    async (email) => {
      writeAt(1);
      await verbs.refund({ charge: (await chargeOf(email)).id, amount: 100n });
    },
  ],
  [
    'an event of an old refund',
    async (email) => {
      writeAt(DAYS + 90);
      const { id } = await verbs.refund({ charge: (await chargeOf(email)).id, amount: 100n });
      writeAt(1);
      await updateRefundMetadata(verbs.as('desk'), id, { note: 'called' });
    },
  ],
  [
    'an approval',
    async (email) => newApproval(verbs.as('shop'), { charge: (await chargeOf(email)).id, amount: 400n }),
  ],
  [
    'a dispute',
    async (email) => {
      const { id } = await chargeOf(email);
      await pool().query(
        `INSERT INTO dispute (id, amount, charge_id, created, currency, is_charge_refundable, status)
         VALUES ($1, 1, $2, now(), 'usd', true, 'won')`,
        [testId('dp'), id],
      );
    },
  ],
  [
    'another charge of the payment intent',
    async (email) => {
      const { id } = await insertPaymentIntent(verbs.database, { created: ago(DAYS + 100) });
      await chargeOf(email, { paymentIntentId: id });
      await insertCharge(verbs.database, { created: ago(1), paymentIntentId: id });
    },
  ],
  [
    'a charge with the address in another spelling',
    async (email) => {
      await chargeOf(email);
      await chargeOf(email.toUpperCase(), { created: ago(1) });
    },
  ],
  [
    'a charge with the address in a text',
    async (email) => {
      await chargeOf(email);
      await chargeOf(newEmail(), { created: ago(1), description: `https://shop.example/?to=${email}.` });
    },
  ],
  [
    'a kept object',
    async (email) => {
      await chargeOf(email);
      await imported(verbs.database, [chargeObject({ created: seconds(1), receipt_email: email })]);
    },
  ],
  [
    'a balance transaction',
    async (email) => {
      await chargeOf(email);
      await imported(verbs.database, [balanceTransactionObject({ created: seconds(1), description: email })]);
    },
  ],
  [
    'a refusal',
    async (email) => {
      await chargeOf(email);
      await pool().query(
        `INSERT INTO idempotency_key (caller, key, created, fingerprint, refusal) VALUES ('desk', $1, $2, 'f', $3)`,
        [testId('key'), ago(1), { code: 'PARAMETER_INVALID', message: `Invalid: ${email}`, param: null }],
      );
    },
  ],
])('%s that is newer keeps a person', async (_, write) => {
  const email = newEmail();
  await write(email);
  await expire();
  expect(await isKnown(email)).toBe(true);
  // Everything else in this file is as old.
  await expire({ olderThanDays: DAYS + 50 });
  expect(await isKnown(email)).toBe(true);
});

test('an import that brings an old refund is nothing that happened to the person', async () => {
  const email = newEmail();
  writeAt(1);
  const charge = chargeObject({
    amount_refunded: 100,
    billing_details: { email },
    created: seconds(DAYS + 2),
  });
  const refund = refundObject({ charge: charge.id, created: seconds(DAYS + 1) });
  await imported(verbs.database, [charge, refund], verbs.clock);
  await expire();
  expect(await isKnown(email)).toBe(false);
});

test('a person keeps all that is old, if anything is newer, and somebody else in the same charge goes', async () => {
  const [ann, jo] = [newEmail('ann'), newEmail('jo')];
  const { id } = await chargeOf(ann, { description: `Paid by ${jo}` });
  await chargeOf(ann, { created: ago(1) });
  await expire();
  expect(await verbs.chargeNow(id)).toMatchObject({ billingEmail: ann, description: 'Paid by erased' });
});

test('an old text stays that may be a recent address after another word', async () => {
  const email = newEmail();
  const { id } = await chargeOf(`to=${email}`);
  await chargeOf(email, { created: ago(1) });
  await expire();
  expect((await verbs.chargeNow(id)).billingEmail).toBe(`to=${email}`);
});

test('section 5: the block list still blocks', async () => {
  const email = newEmail();
  writeAt(DAYS + 90);
  await verbs.refund({ charge: (await chargeOf(email)).id, amount: 100n, reason: 'fraudulent' });
  await settle();
  expect(await expire()).toMatchObject({ rows: { block_list_entry: 1 } });
  expect(await isKnown(email)).toBe(false);
  const [entries] = await entriesOf(verbs.database.query, [{ cardFingerprint: null, email }]);
  expect(entries).toMatchObject([{ value: hashOfEmail(email) }]);
});

/** Ends all refunds, as a provider would. */
const settle = () => pool().query('DELETE FROM refund_task');

test('what is in flight keeps its person, who is named by ids, and the rest of the batch is erased', async () => {
  const [waiting, other] = [newEmail('a'), newEmail('z')];
  writeAt(DAYS + 90);
  const konbini = await insertCharge(verbs.database, {
    created: ago(DAYS + 91),
    paymentMethodType: 'konbini',
  });
  const refund = await verbs.refund({ charge: konbini.id, amount: 100n, instructionsEmail: waiting });
  await chargeOf(other);
  expect(await expire()).toMatchObject({ inFlight: { people: 1, ids: [refund.id] } });
  expect([await isKnown(waiting), await isKnown(other)]).toEqual([true, false]);
  accepted(await cancelRefund(verbs.as('desk'), refund.id));
  expect(await expire()).toMatchObject({ people: 1, inFlight: { people: 0, ids: [] } });
  expect(await isKnown(waiting)).toBe(false);
});

test('names without an address go too, an import does not bring them back, and younger ones stay', async () => {
  const [old, young] = [testId('Old'), testId('Young')];
  const object = (name: string, days: number) =>
    chargeObject({
      billing_details: { email: null, name, phone: name },
      created: seconds(days),
      receipt_url: `https://pay.example.com/${name}`,
    });
  const objects = [object(old, DAYS + 1), object(young, DAYS - 1)];
  await imported(verbs.database, objects);
  expect(await expire()).toMatchObject({ objectsWithoutAddress: 1, rows: { imported_object: 1 } });
  const places = async () => [await placesOf(pool(), old), await placesOf(pool(), young)];
  const ofYoung = ['charge.billing_name', 'charge.receipt_url', 'imported_object.said'];
  expect(await places()).toEqual([[], ofYoung]);
  expect(await imported(verbs.database, objects)).toMatchObject({ erasedCount: 1 });
  expect(await places()).toEqual([[], ofYoung]);
  expect(await expire()).toMatchObject({ objectsWithoutAddress: 0, rows: {} });
});

test('the name of a charge goes with an address that only the object of the import has', async () => {
  const [name, email] = [testId('Zoe'), newEmail()];
  const charge = chargeObject({
    billing_details: { email: null, name },
    created: seconds(DAYS + 1),
    receipt_url: `https://pay.example.com/${name}`,
    shipping: { name, email },
  });
  await imported(verbs.database, [charge]);
  expect(await placesOf(pool(), email)).toEqual(['imported_object.said']);
  expect(await expire()).toMatchObject({ people: 1, rows: { charge: 1, imported_object: 1 } });
  expect(await placesOf(pool(), name)).toEqual([]);
  await imported(verbs.database, [charge]);
  expect(await placesOf(pool(), name)).toEqual([]);
});

test('a payment that is younger, but is imported after the run, keeps its address', async () => {
  const email = newEmail();
  await chargeOf(email);
  await expire();
  const charge = chargeObject({ billing_details: { email }, created: seconds(1) });
  expect(await imported(verbs.database, [charge])).toMatchObject({ erasedCount: 0 });
  expect((await verbs.chargeNow(charge.id)).billingEmail).toBe(email);
  // An earlier erasure on request still counts.
  const asked = newEmail();
  await chargeOf(asked);
  await erasePersonByEmail(pool(), asked, true);
  await chargeOf(asked);
  await expire();
  const again = chargeObject({ billing_details: { email: asked }, created: seconds(1) });
  expect(await imported(verbs.database, [again])).toMatchObject({ erasedCount: 1 });
});

test('a run that is interrupted has erased whole people, and the next one erases the rest', async () => {
  const emails = [newEmail('a'), newEmail('b'), newEmail('c')];
  for (const email of emails) await chargeOf(email);
  const onProgress: ExpiryOptions['onProgress'] = ({ step }) => {
    if (step === 'erasing') throw new Error('Interrupted');
  };
  await expect(expire({ batchSize: 1, onProgress })).rejects.toThrow('Interrupted');
  const known = () => Promise.all(emails.map(isKnown));
  expect(await known()).toEqual([false, true, true]);
  expect(await expire({ batchSize: 1 })).toMatchObject({ people: 2 });
  expect(await known()).toEqual([false, false, false]);
});

test('rule 14.4: the audit has an entry for each batch, without an address', async () => {
  const emails = [newEmail('a'), newEmail('b')];
  for (const email of emails) await chargeOf(email);
  const entries = async () =>
    (
      await pool().query<{ details: string }>(
        `SELECT details FROM audit_entry WHERE action = 'erase' ORDER BY created, id`,
      )
    ).rows;
  const before = await entries();
  await expire();
  const added = (await entries()).slice(before.length);
  expect(added.map(({ details }) => JSON.parse(details))).toMatchObject([{ people: 2, charge: 2 }]);
});

test.runIf(inject('template').kind === 'postgresql')(
  'a person for whom something happens during the run stays, with everything',
  async () => {
    const [gone, back, refused] = [newEmail('a'), newEmail('b'), newEmail('c')];
    await chargeOf(gone);
    const [charge, ofRefused] = [await chargeOf(back), await chargeOf(refused)];
    const refund = await insertRefund(verbs.database, charge, { created: ago(DAYS + 50), note: back });
    const client = await pool().connect();
    try {
      await client.query('BEGIN');
      await client.query('SELECT FROM refund WHERE id = $1 FOR UPDATE', [refund.id]);
      const running = expire();
      await lockIsAwaited(pool());
      await client.query(
        `INSERT INTO refund_event (id, created, refund_id, status, type) SELECT $1, now(), id, status, 'refund_updated'
         FROM refund WHERE id = $2`,
        [testId('evt'), refund.id],
      );
      // A refusal that is kept under its key belongs to no charge.
      await client.query(
        `INSERT INTO idempotency_key (caller, key, created, fingerprint, refusal) VALUES ('', $1, now(), '', $2)`,
        [testId('key'), { code: 'PARAMETER_INVALID', message: `${refused} is no address`, param: null }],
      );
      await client.query('COMMIT');
      await running;
    } finally {
      client.release();
    }
    expect([await isKnown(gone), await isKnown(back)]).toEqual([false, true]);
    expect(await verbs.chargeNow(ofRefused.id)).toMatchObject({ billingEmail: refused });
    expect(await verbs.chargeNow(charge.id)).toMatchObject({ billingEmail: back, revision: charge.revision });
  },
);
