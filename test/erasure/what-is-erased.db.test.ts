import { expect, test } from 'vitest';
import { erasePersonByEmail } from '../../src/erasure/erase-person.js';
import { rejectRefund } from '../../src/refunds/approvals/reject-refund.js';
import { letExpire, newApproval } from '../support/gateways/ask-for-approval.js';
import { accepted, testVerbs } from '../support/gateways/test-verbs.js';
import { insertCharge, insertPaymentIntent, insertRefund, testId } from '../support/rows/ledger-rows.js';
import { chargeObject, imported } from '../support/rows/stripe-objects.js';

const verbs = testVerbs();
const pool = () => verbs.database.pool;
const erase = (email: string) => erasePersonByEmail(pool(), email, true);
const newEmail = () => `${testId('ann')}@example.com`;

test('an address alone becomes null, and a text and metadata stay texts', async () => {
  const email = newEmail();
  const metadata = { email, kept: 'x' };
  const { id } = await insertCharge(verbs.database, { billingEmail: email, description: email, metadata });
  await erase(email);
  expect(await verbs.chargeNow(id)).toMatchObject({
    billingEmail: null,
    description: 'erased',
    metadata: { email: 'erased', kept: 'x' },
  });
});

test('another person whose address contains this one keeps the name and the receipt', async () => {
  const email = newEmail();
  const values = { billingEmail: `jo.${email}`, billingName: 'Jo', receiptUrl: 'https://pay.example.com/jo' };
  const other = await insertCharge(verbs.database, values);
  await insertCharge(verbs.database, { billingEmail: email });
  expect(await erase(email)).toMatchObject({ rows: { charge: 1 } });
  expect(await verbs.chargeNow(other.id)).toEqual(other);
});

test('section 5: on the block list, another person whose address contains this one stays', async () => {
  const email = newEmail();
  const charge = await insertCharge(verbs.database, { billingEmail: email });
  const refund = await insertRefund(verbs.database, charge);
  const other = `jo.${email}`;
  await pool().query(
    `INSERT INTO block_list_entry (id, type, value, charge_id, refund_id, created) VALUES ($1, 'email', $2, $3, $4, now())`,
    [testId('blk'), other, charge.id, refund.id],
  );
  expect(await erase(email)).toMatchObject({ rows: { charge: 1, block_list_entry: 0 } });
  const { rows } = await pool().query('SELECT value FROM block_list_entry WHERE charge_id = $1', [charge.id]);
  expect(rows).toEqual([{ value: other }]);
});

test('rule 14.4: the audit has an erasure as numbers of rows, and none of a dry run', async () => {
  const email = newEmail();
  await insertCharge(verbs.database, { billingEmail: email });
  const entries = async () =>
    (
      await pool().query<{ details: string }>(
        `SELECT actor, outcome, details FROM audit_entry WHERE action = 'erase' ORDER BY created, id`,
      )
    ).rows;
  const before = await entries();
  await erasePersonByEmail(pool(), email, false);
  expect(await entries()).toEqual(before);
  const erasure = await erase(email);
  const added = (await entries()).slice(before.length);
  expect(added).toEqual([{ actor: null, outcome: 'done', details: expect.any(String) }]);
  expect(JSON.parse(added[0]?.details ?? '')).toEqual('rows' in erasure && erasure.rows);
});

test('section 11: what came after one erasure is erased again after the next one', async () => {
  const email = newEmail();
  await insertCharge(verbs.database, { billingEmail: email });
  await erase(email);
  await pool().query(`UPDATE erased_address SET erased_at = '2026-01-01'`);
  const charge = chargeObject({
    billing_details: { email },
    created: Date.UTC(2026, 0, 2) / 1000,
  });
  expect(await imported(verbs.database, [charge])).toMatchObject({ erasedCount: 0 });
  await erase(email);
  expect(await imported(verbs.database, [charge])).toMatchObject({ erasedCount: 1 });
});

test.each([
  ['instructionsEmail', 'pending'],
  ['instructionsEmail', 'requires_action'],
  ['actionEmailSentTo', 'requires_action'],
] as const)('a refund with %s that is %s needs its address', async (column, status) => {
  const email = newEmail();
  const charge = await insertCharge(verbs.database);
  const { id } = await insertRefund(verbs.database, charge, { status, [column]: email });
  expect(await erase(email)).toEqual({ outcome: 'in flight', ids: [id] });
});

test('a refund that has ended, but has a task, needs its address', async () => {
  const email = newEmail();
  const charge = await insertCharge(verbs.database);
  const { id } = await insertRefund(verbs.database, charge, { instructionsEmail: email });
  await pool().query("INSERT INTO refund_task (refund_id, step, due) VALUES ($1, 'x', now())", [id]);
  expect(await erase(email)).toEqual({ outcome: 'in flight', ids: [id] });
});

test('what does not need the address is not in flight: imported and ended refunds, and other texts', async () => {
  const email = newEmail();
  const refundWith = async (values: Parameters<typeof insertRefund>[2]) =>
    insertRefund(verbs.database, await insertCharge(verbs.database), values);
  await refundWith({ status: 'pending', note: email });
  await refundWith({ status: 'pending', imported: true, instructionsEmail: email });
  await refundWith({ status: 'succeeded', instructionsEmail: email });
  const { id: charge } = await insertCharge(verbs.database);
  await newApproval(verbs.as('shop'), { charge, amount: 400n, metadata: { contact: email } });
  expect(await erase(email)).toMatchObject({ outcome: 'erased', rows: { refund: 3, refund_approval: 1 } });
});

test('the names of callers that only the audit, the keys or the limits have are told', async () => {
  const email = newEmail();
  await pool().query(
    `WITH made AS (
       INSERT INTO api_key (id, name, hash, scopes, created, created_by, revoked, revoked_by)
       VALUES ($2, $2, sha256('x'), '{}', now(), $1, now(), $1)),
     spent AS (INSERT INTO caller_day (caller, currency, day, amount, count) VALUES ($1, 'usd', '2026-01-01', 1, 1))
     INSERT INTO audit_entry (id, action, outcome, details) VALUES ($2, 'changePolicy', 'done', $3)`,
    [email, testId('aud'), `{"callers":["${email}"]}`],
  );
  const { id: charge } = await insertCharge(verbs.database);
  const { id } = await newApproval(verbs.as('shop'), { charge, amount: 400n });
  accepted(await rejectRefund(verbs.as(email), id, 'No'));
  const kept = {
    'api_key.created_by': 1,
    'api_key.revoked_by': 1,
    'audit_entry.actor': 2,
    'audit_entry.details': 1,
    'caller_day.caller': 1,
    'refund_approval.decided_by': 1,
    'refund_approval_event.actor': 1,
  };
  expect(await erase(email)).toEqual({ outcome: 'not found', kept });
});

test('an approval that was not decided in time needs no address', async () => {
  const email = newEmail();
  const { id: charge } = await insertCharge(verbs.database, { failureCode: email });
  const asked = { charge, amount: 400n, instructionsEmail: email };
  const { id } = await newApproval(verbs.as('shop'), asked);
  expect(await erase(email)).toEqual({ outcome: 'in flight', ids: [id] });
  await letExpire(verbs, id);
  // The code of a failure is a text like others.
  expect(await erase(` ${email} `)).toMatchObject({
    outcome: 'erased',
    rows: { charge: 1, refund_approval: 1 },
  });
});

test('the names of callers are counted in every spelling, and without those of others', async () => {
  const email = newEmail();
  for (const actor of [email, email.toUpperCase(), email.toUpperCase(), `jo.${email}`])
    await pool().query(
      `INSERT INTO audit_entry (id, actor, action, outcome, code) VALUES ($1, $2, 'createRefund', 'refused', 'x')`,
      [testId('aud'), actor],
    );
  expect(await erase(email)).toEqual({ outcome: 'not found', kept: { 'audit_entry.actor': 3 } });
});

test('addresses of a refund become null, and texts of payments and approvals stay texts', async () => {
  const email = newEmail();
  const { prisma } = verbs.database;
  const intent = await insertPaymentIntent(verbs.database, { metadata: { email } });
  const charge = await insertCharge(verbs.database, { failureMessage: email });
  const emails = { instructionsEmail: email, actionEmailSentTo: email };
  const refund = await insertRefund(verbs.database, charge, emails);
  const { id } = await newApproval(verbs.as('shop'), {
    charge: (await insertCharge(verbs.database)).id,
    amount: 400n,
  });
  await pool().query(
    `BEGIN; SET LOCAL refund_gateway.erasing = 'on';
     UPDATE refund_approval SET message = 'For ${email}' WHERE id = '${id}'; COMMIT`,
  );
  await erase(email);
  expect(await prisma.paymentIntent.findUnique({ where: { id: intent.id } })).toMatchObject({
    metadata: { email: 'erased' },
  });
  expect(await verbs.chargeNow(charge.id)).toMatchObject({ failureMessage: 'erased' });
  expect(await prisma.refund.findUnique({ where: { id: refund.id } })).toMatchObject({
    instructionsEmail: null,
    actionEmailSentTo: null,
  });
  expect(await prisma.refundApproval.findUnique({ where: { id } })).toMatchObject({ message: 'For erased' });
});

test('of two callers who chose the same key, only the refusal that has the address changes', async () => {
  const [email, key] = [newEmail(), testId('key')];
  const refusals = { desk: `Invalid: ${email}`, shop: 'Invalid: ch_1' };
  for (const [caller, message] of Object.entries(refusals))
    await pool().query(
      `INSERT INTO idempotency_key (caller, key, fingerprint, refusal) VALUES ($1, $2, 'f', $3)`,
      [caller, key, { message }],
    );
  expect(await erase(email)).toMatchObject({ rows: { idempotency_key: 1 } });
  const { rows } = await pool().query(
    'SELECT caller, refusal FROM idempotency_key WHERE key = $1 ORDER BY caller',
    [key],
  );
  expect(rows).toEqual([
    { caller: 'desk', refusal: { message: 'Invalid: erased' } },
    { caller: 'shop', refusal: { message: 'Invalid: ch_1' } },
  ]);
});

test('section 11: an object without the address keeps its new name, also if it had the address once', async () => {
  const email = newEmail();
  const charge = chargeObject({ billing_details: { email, name: 'Zoe' } });
  await imported(verbs.database, [charge]);
  await erase(email);
  await imported(verbs.database, [{ ...charge, billing_details: { email: null, name: 'Jo' } }]);
  expect(await verbs.chargeNow(charge.id)).toMatchObject({ billingEmail: null, billingName: 'Jo' });
});
