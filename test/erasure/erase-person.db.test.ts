import { expect, test } from 'vitest';
import { createKey } from '../../src/callers/create-key.js';
import { erasePersonByEmail } from '../../src/erasure/erase-person.js';
import { entriesOf } from '../../src/ledger/block-list.js';
import { rejectRefund } from '../../src/refunds/approvals/reject-refund.js';
import { cancelRefund } from '../../src/refunds/cancel-refund.js';
import { updateRefundMetadata } from '../../src/refunds/update-refund-metadata.js';
import { hashOfEmail } from '../../src/rules/erased-email.js';
import { verifyLedger } from '../../src/verify/verify-ledger.js';
import { placesOf } from '../support/databases/whole-search.js';
import { askForApproval, newApproval } from '../support/gateways/ask-for-approval.js';
import { runKnownTasks } from '../support/gateways/run-tasks.js';
import { SANDBOX_DELAY_MS } from '../support/gateways/test-sandbox.js';
import { accepted, testVerbs } from '../support/gateways/test-verbs.js';
import { insertCharge, testId } from '../support/rows/ledger-rows.js';
import {
  chargeObject,
  disputeObject,
  importAll,
  imported,
  intentObject,
  ledgerOf,
  refundObject,
} from '../support/rows/stripe-objects.js';

const verbs = testVerbs();
const pool = () => verbs.database.pool;
const erase = (email: string, commits = true) => erasePersonByEmail(pool(), email, commits);
const entries = (email: string) =>
  entriesOf(verbs.database.query, [{ cardFingerprint: null, email }]).then(([found = []]) => found);
const violations = async () =>
  (await verifyLedger(pool(), () => {})).filter((verdict) => verdict.violations > 0);
const totals = async () =>
  (await pool().query('SELECT id, amount_refunded, opening_refunded FROM charge ORDER BY id')).rows;

/** A person with a unique name and address, who stands in every place that may have an address. */
async function person() {
  const name = testId('Zoe');
  const email = `${name}@Example.com`;
  const objects = exportOf(name, email);
  await imported(verbs.database, objects);

  const blocked = await insertCharge(verbs.database, { billingEmail: email });
  const fraud = await verbs.refund({ charge: blocked.id, amount: 100n, reason: 'fraudulent' }, 'desk');
  await updateRefundMetadata(verbs.as('desk'), fraud.id, { contact: email, [testId('k')]: `mail ${email}` });
  await updateRefundMetadata(verbs.as('desk'), fraud.id, { contact: null });

  const konbini = await insertCharge(verbs.database, { paymentMethodType: 'konbini' });
  const asked = await verbs.refund({
    charge: konbini.id,
    amount: 100n,
    instructionsEmail: email,
    note: `She wrote from ${email}.`,
    reasonCode: email,
    lines: [{ description: `The mug of ${email}`, amount: 100n }],
  });
  for (let steps = 0; steps < 2; steps++) {
    verbs.clock.advance(SANDBOX_DELAY_MS);
    await runKnownTasks(verbs.as(null));
  }
  const waiting = await newApproval(verbs.as('shop'), {
    charge: (await insertCharge(verbs.database)).id,
    amount: 400n,
    instructionsEmail: email,
    metadata: { contact: email },
  });
  await pool().query(
    `INSERT INTO idempotency_key (caller, key, fingerprint, refusal) VALUES ('desk', $1, 'f', $2)`,
    [testId('key'), { code: 'PARAMETER_INVALID', message: `Invalid: ${email}`, param: null }],
  );
  const end = async () => {
    accepted(await cancelRefund(verbs.as('desk'), asked.id));
    accepted(await rejectRefund(verbs.as('boss'), waiting.id, `Not for ${email}`));
  };
  return { name, email, objects, asked, waiting, blocked, end };
}

function exportOf(name: string, email: string) {
  const intent = intentObject({ description: `Order of ${email}`, receipt_email: email });
  const charge = chargeObject({
    amount_refunded: 100,
    billing_details: { email, name, phone: name, address: { line1: name, country: 'US' } },
    shipping: { name, address: { line1: name } },
    description: `Order of <${email}>`,
    metadata: { contact: email, order: '1' },
    payment_intent: intent.id,
    receipt_email: email,
    receipt_url: `https://pay.example.com/${name}`,
    source: { object: 'source', owner: { email, name, verified_name: name } },
  });
  const refund = refundObject({
    charge: charge.id,
    description: email,
    instructions_email: email,
    metadata: { [email.slice(0, 40)]: 'x', contact: email },
    next_action: { type: 'display_details', display_details: { email_sent: { email_sent_to: email } } },
    payment_intent: intent.id,
  });
  const dispute = disputeObject({
    charge: charge.id,
    evidence: { customer_email_address: email, customer_name: name, billing_address: name },
  });
  return [intent, charge, refund, dispute];
}

test('a person is found nowhere afterwards, totals stay, and the ledger is in order', async () => {
  const { name, email, end } = await person();
  await end();
  expect((await placesOf(pool(), email)).length).toBeGreaterThan(15);
  const before = await totals();
  const erasure = await erase(email.toUpperCase());
  expect(erasure).toMatchObject({ outcome: 'erased', kept: {} });
  const rows = Object.entries('rows' in erasure ? erasure.rows : {});
  // What the test does not write there. Every other table had the address.
  expect(rows.filter(([, count]) => count === 0).map(([table]) => table)).toEqual(['dispute', 'refund_task']);
  expect(await placesOf(pool(), name)).toEqual([]);
  expect(await totals()).toEqual(before);
  expect(await violations()).toEqual([]);
});

test('the name and the receipt of a payment go with an address that only the object of its import has', async () => {
  const [name, email] = [testId('Zoe'), `${testId('zoe')}@example.com`];
  const values = { billing_details: { email: null, name }, receipt_url: `https://pay.example.com/${name}` };
  const charge = chargeObject({ ...values, shipping: { name, email } });
  const other = chargeObject({ billing_details: { email: null, name: testId('Jo') } });
  await imported(verbs.database, [charge, other]);
  expect(await placesOf(pool(), name)).toEqual([
    'charge.billing_name',
    'charge.receipt_url',
    'imported_object.said',
  ]);
  expect(await erase(email)).toMatchObject({ outcome: 'erased', rows: { charge: 1, imported_object: 1 } });
  expect(await placesOf(pool(), name)).toEqual([]);
  expect((await verbs.chargeNow(other.id)).billingName).not.toBeNull();
  await imported(verbs.database, [charge]);
  expect(await placesOf(pool(), name)).toEqual([]);
});

test('a dry run counts the same and changes nothing', async () => {
  const { email, end } = await person();
  await end();
  const before = [await ledgerOf(verbs.database), await placesOf(pool(), email)];
  const counted = await erase(email, false);
  expect([await ledgerOf(verbs.database), await placesOf(pool(), email)]).toEqual(before);
  expect(counted).toEqual(await erase(email));
});

test('what is in flight keeps everything, and is named', async () => {
  const { email, asked, waiting, end } = await person();
  const places = await placesOf(pool(), email);
  expect(await erase(email)).toEqual({ outcome: 'in flight', ids: [waiting.id, asked.id].toSorted() });
  expect(await placesOf(pool(), email)).toEqual(places);
  await end();
  expect(await erase(email)).toMatchObject({ outcome: 'erased' });
});

test('section 5: the block list still blocks the address, in every spelling and after a second erasure', async () => {
  const { email, end } = await person();
  await end();
  const [entry] = await entries(email);
  await erase(email);
  expect(await entries(email)).toEqual([{ ...entry, value: hashOfEmail(email) }]);
  expect(await entries(email.toLowerCase())).toHaveLength(1);

  const again = await insertCharge(verbs.database, { billingEmail: email.toLowerCase() });
  await verbs.refund({ charge: again.id, amount: 100n, reason: 'fraudulent' });
  expect(await entries(email.toLowerCase())).toHaveLength(2);
  expect(await erase(email)).toMatchObject({ rows: { block_list_entry: 1, charge: 1 } });
  expect(await entries(email)).toEqual([{ ...entry, value: hashOfEmail(email) }]);
});

test('section 5: spellings of one address become one entry of the block list, the oldest', async () => {
  const email = `${testId('thief')}@example.com`;
  for (const billingEmail of [email, email.toUpperCase()]) {
    const { id: charge } = await insertCharge(verbs.database, { billingEmail });
    verbs.clock.advance(1000);
    await verbs.refund({ charge, amount: 100n, reason: 'fraudulent' });
  }
  const [oldest] = await entries(email);
  expect(await erase(email)).toMatchObject({ rows: { block_list_entry: 2 } });
  expect(await entries(email.toUpperCase())).toEqual([{ ...oldest, value: hashOfEmail(email) }]);
  expect(await placesOf(pool(), email)).toEqual([]);
});

test('section 11: an old file does not bring the person back, and changes nothing', async () => {
  const { name, email, objects, end } = await person();
  await end();
  await erase(email);
  const before = await ledgerOf(verbs.database);
  const report = await imported(verbs.database, objects);
  expect(report).toMatchObject({ erasedCount: 4, warningCount: 0 });
  expect([...report.kinds.values()].map(({ updated }) => updated).filter((count) => count > 0)).toEqual([]);
  expect(await placesOf(pool(), name)).toEqual([]);
  expect(await ledgerOf(verbs.database)).toEqual(before);
});

test('section 11: objects that stand inside others are erased too', async () => {
  const { name, email, end } = await person();
  await end();
  await erase(email);
  const [, charge] = exportOf(name, email);
  const refund = refundObject({ charge: { ...charge, metadata: {}, payment_intent: null } });
  const report = await imported(verbs.database, [
    { object: 'list', data: [refund], has_more: false, url: '/v1/refunds' },
  ]);
  expect(report).toMatchObject({ erasedCount: 1 });
  expect(await placesOf(pool(), name)).toEqual([]);
});

test('section 11: a payment after the erasure keeps its address, because the person came back', async () => {
  const { email, end } = await person();
  await end();
  await erase(email);
  const { rows } = await pool().query<{ s: string }>(
    'SELECT (extract(epoch FROM now()) + 60)::bigint::text AS s',
  );
  const charge = chargeObject({ billing_details: { email }, created: Number(rows[0]?.s) });
  expect(await imported(verbs.database, [charge])).toMatchObject({ erasedCount: 0 });
  expect((await verbs.chargeNow(charge.id)).billingEmail).toBe(email);
});

test('an object that writes the character of an address as its number is found', async () => {
  const name = testId('Zoe');
  const email = `${name}@example.com`;
  const text = JSON.stringify(chargeObject({ billing_details: { email, name } }));
  await importAll(verbs.database, [text.replaceAll('@', '\\u0040')]);
  expect(await placesOf(pool(), `${name}\\u0040`)).toEqual(['imported_object.said']);
  expect(await erase(email)).toMatchObject({ rows: { charge: 1, imported_object: 1 } });
  expect(await placesOf(pool(), name)).toEqual([]);
});

test('an address is found in other spellings, in keys, in URLs and deep inside of objects', async () => {
  const name = testId('Zoe').toLowerCase();
  const email = `${name}@example.com`;
  const written = [
    `https://shop.example/?e=${name}%40example.com`,
    JSON.stringify({ email }).replace('@', '\\u0040'),
    `${name}＠example.com`,
    `"${name}"@example.com`,
  ];
  let deep: object = { note: written[0] };
  for (let level = 0; level < 30; level++) deep = level % 2 ? [deep] : { [`for ${email}`]: deep };
  const charge = chargeObject({
    description: written.join(' '),
    deep,
    metadata: { [`of ${name}%40example.com`]: 'x' },
  });
  await imported(verbs.database, [charge]);
  for (const description of written) await insertCharge(verbs.database, { description });
  expect(await erase(email)).toMatchObject({ rows: { charge: 5, imported_object: 1 } });
  expect(await placesOf(pool(), name)).toEqual([]);
  expect(await imported(verbs.database, [charge])).toMatchObject({ erasedCount: 1, warningCount: 0 });
  expect(await placesOf(pool(), name)).toEqual([]);
});

test('another person whose address contains this one stays', async () => {
  const email = `${testId('ann')}@example.com`;
  const others = [`jo.${email}`, `jo-${email}`, `${email}.au`];
  const charges = await Promise.all(
    [email, ...others].map((billingEmail) => insertCharge(verbs.database, { billingEmail })),
  );
  expect(await erase(email)).toMatchObject({ rows: { charge: 1 } });
  const now = await Promise.all(charges.map(({ id }) => verbs.chargeNow(id)));
  expect(now.map(({ billingEmail }) => billingEmail)).toEqual([null, ...others]);
});

test('a refund that was decided on the old address is decided again', async () => {
  const email = `${testId('ann')}@example.com`;
  const { id, revision } = await insertCharge(verbs.database, { billingEmail: email });
  await erase(email);
  expect((await verbs.chargeNow(id)).revision).toBe(revision + 1);
});

test('an approval that was decided on the old address is not kept, and decided again', async () => {
  const email = `${testId('ann')}@example.com`;
  const konbini = { billingEmail: email, paymentMethodType: 'konbini' };
  const { id: charge } = await insertCharge(verbs.database, konbini);
  const asked = await askForApproval(verbs.as('shop'), { charge, amount: 100n }, () => erase(email));
  expect(asked).toBeNull();
  expect(await placesOf(pool(), email)).toEqual([]);
});

test('names and keys of callers stay, and are told', async () => {
  const email = `${testId('ann')}@example.com`;
  const { id: charge } = await insertCharge(verbs.database, { billingEmail: email });
  await verbs.refund({ charge, amount: 100n, idempotencyKey: `again-for=${email}` }, email);
  await newApproval(verbs.as(email), { charge, amount: 100n });
  await createKey(verbs.database, { name: email, scopes: [], expires: null }, verbs.clock.now());
  const kept = {
    'api_key.name': 1,
    'audit_entry.objects': 1,
    'audit_entry.actor': 2,
    'idempotency_key.caller': 2,
    'idempotency_key.key': 1,
    'refund.created_by': 1,
    'refund_approval.requested_by': 1,
    'refund_approval_event.actor': 1,
    'refund_event.actor': 1,
  };
  expect(await erase(email)).toMatchObject({ outcome: 'erased', kept });
  expect(await erase(email)).toEqual({ outcome: 'not found', kept });
});

test('events and approvals change for an erasure only, and only in what it may change', async () => {
  const { id: charge } = await insertCharge(verbs.database);
  const { id } = await verbs.refund({ charge, amount: 100n, note: 'x' });
  const { id: asked } = await insertCharge(verbs.database);
  const approval = await newApproval(verbs.as('shop'), { charge: asked, amount: 400n });
  const client = await pool().connect();
  const attempt = async (statement: string, erasing: boolean, of = id) => {
    await client.query('BEGIN');
    if (erasing) await client.query("SET LOCAL refund_gateway.erasing = 'on'");
    const done = await client.query(statement, [of]).then(
      () => 'done',
      (error: { code: string }) => error.code,
    );
    await client.query('ROLLBACK');
    return done;
  };
  try {
    const changes = `UPDATE refund_event SET changes = '[{}]' WHERE refund_id = $1`;
    const note = 'UPDATE refund SET note = NULL WHERE id = $1';
    expect([await attempt(changes, false), await attempt(note, false)]).toEqual(['23001', '23001']);
    expect([await attempt(changes, true), await attempt(note, true)]).toEqual(['done', 'done']);
    const input = "UPDATE refund_approval SET input = '{}' WHERE id = $1";
    expect([await attempt(input, false, approval.id), await attempt(input, true, approval.id)]).toEqual([
      '23001',
      'done',
    ]);
    const asker = 'UPDATE refund_approval SET requested_by = $1 WHERE id = $1';
    expect(await attempt(asker, true, approval.id)).toBe('23001');
    for (const statement of [
      'UPDATE refund_event SET actor = $1 WHERE refund_id = $1',
      'DELETE FROM refund_event WHERE refund_id = $1',
      'UPDATE refund SET created_by = $1 WHERE id = $1',
      'UPDATE refund SET note = NULL, amount = 1 WHERE id = $1',
    ])
      expect(await attempt(statement, true), statement).toBe('23001');
  } finally {
    client.release();
  }
});
