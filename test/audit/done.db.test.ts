import { expect, test } from 'vitest';
import { RESERVED } from '../../src/callers/caller.js';
import { createKey } from '../../src/callers/create-key.js';
import { revokeKey } from '../../src/callers/revoke-key.js';
import { approveRefund } from '../../src/refunds/approvals/approve-refund.js';
import { expireApprovals } from '../../src/refunds/approvals/expire-approvals.js';
import { rejectRefund } from '../../src/refunds/approvals/reject-refund.js';
import { cancelRefund } from '../../src/refunds/cancel-refund.js';
import { updateRefundMetadata } from '../../src/refunds/update-refund-metadata.js';
import { letExpire, newApproval } from '../support/gateways/ask-for-approval.js';
import { runKnownTasks } from '../support/gateways/run-tasks.js';
import { accepted, testVerbs } from '../support/gateways/test-verbs.js';
import { insertCharge, testId } from '../support/rows/ledger-rows.js';

const verbs = testVerbs();
const entriesAbout = (id: string) =>
  verbs.database.prisma.auditEntry.findMany({
    where: { objects: { has: id } },
    orderBy: [{ created: 'asc' }, { id: 'asc' }],
  });
const done = { outcome: 'done', code: null, count: 1, details: null };

test('rule 14.1: a refund has an entry with who asked, its charge, and the amount', async () => {
  const charge = await insertCharge(verbs.database);
  const refund = await verbs.refund({ charge: charge.id, amount: 400n }, 'anna');
  expect(await entriesAbout(refund.id)).toEqual([
    {
      ...done,
      id: expect.stringMatching(/^aud_/),
      created: expect.any(Date),
      actor: 'anna',
      action: 'createRefund',
      objects: [refund.id, charge.id],
      amount: 400n,
      currency: charge.currency,
    },
  ]);
});

test('rule 14.1: refunds that are written together have an entry each', async () => {
  const charge = await insertCharge(verbs.database);
  const refunds = await Promise.all(
    ['anna', 'ben', null].map((actor) => verbs.refund({ charge: charge.id, amount: 100n }, actor)),
  );
  const entries = await entriesAbout(charge.id);
  expect(new Map(entries.map(({ objects, actor }) => [objects[0], actor]))).toEqual(
    new Map(refunds.map(({ id }, index) => [id, ['anna', 'ben', null][index]])),
  );
});

test('rule 14.1: an answer that repeats an earlier one has no entry of its own', async () => {
  const charge = await insertCharge(verbs.database);
  const input = { charge: charge.id, amount: 100n, idempotencyKey: 'again' };
  for (let times = 0; times < 2; times++) await verbs.refund(input, 'anna');
  expect(await entriesAbout(charge.id)).toHaveLength(1);
});

test('rule 14.1: changes of metadata and cancellations have entries, with who asked for them', async () => {
  const charge = await insertCharge(verbs.database, {
    paymentMethodType: 'konbini',
    billingEmail: 'a@b.example',
  });
  const { id } = await verbs.refund({ charge: charge.id }, 'anna');
  accepted(await updateRefundMetadata(verbs.as('ben'), id, { order: '7' }));
  accepted(await cancelRefund(verbs.as('cleo'), id));
  expect(
    (await entriesAbout(id)).map(({ actor, action, outcome }) => [actor, action, outcome]).sort(),
  ).toEqual([
    ['anna', 'createRefund', 'done'],
    ['ben', 'updateRefundMetadata', 'done'],
    ['cleo', 'cancelRefund', 'done'],
  ]);
});

test('rule 14.1: what the processor does is not in the audit, though the events have it', async () => {
  const charge = await insertCharge(verbs.database, { paymentMethodType: 'us_bank_account' });
  const { id } = await verbs.refund({ charge: charge.id }, 'anna');
  verbs.clock.advance(60_000);
  await runKnownTasks(verbs.as(null));
  expect((await verbs.eventsOf(id)).map(({ actor }) => actor)).toEqual(['anna', 'sandbox']);
  expect((await entriesAbout(id)).map(({ action }) => action)).toEqual(['createRefund']);
});

test('rule 14.1: an approval has entries for the request and for its refund, with who asked and who decided', async () => {
  const charge = await insertCharge(verbs.database);
  const { id } = await newApproval(verbs.as('anna'), { charge: charge.id, amount: 400n });
  const refund = accepted(await approveRefund(verbs.as('ben'), id, 'a note that nobody needs to see here'));
  const about = { amount: 400n, currency: charge.currency };
  const [held, approved, ...others] = await entriesAbout(id);
  expect(held).toMatchObject({
    ...{ ...done, ...about, outcome: 'held' },
    ...{ actor: 'anna', action: 'createRefund', objects: [id, charge.id] },
  });
  expect(approved).toMatchObject({
    ...{ ...done, ...about, actor: 'ben', action: 'approveRefund' },
    objects: [refund.id, charge.id, id],
  });
  expect(others).toEqual([]);
});

test('rule 14.1: a rejection has an entry; an expiry has none, because nobody asked for it', async () => {
  const charge = await insertCharge(verbs.database);
  const [rejected, expired] = [
    await newApproval(verbs.as('anna'), { charge: charge.id, amount: 100n }),
    await newApproval(verbs.as('anna'), { charge: charge.id, amount: 200n }),
  ];
  accepted(await rejectRefund(verbs.as('ben'), rejected.id, null));
  await letExpire(verbs, expired.id);
  await expireApprovals(verbs.database);
  expect((await entriesAbout(rejected.id)).at(-1)).toMatchObject({
    ...{ ...done, actor: 'ben', action: 'rejectRefund' },
    ...{ objects: [rejected.id, charge.id], amount: 100n, currency: charge.currency },
  });
  expect(await entriesAbout(expired.id)).toHaveLength(1);
});

test('rule 14.1: a refund that is rolled back has no entry', async () => {
  const charge = await insertCharge(verbs.database);
  const refund = await verbs.refund({ charge: charge.id, amount: 400n }, 'anna');
  const failing = verbs.database.transaction(async (tx) => {
    await tx.$executeRaw`INSERT INTO refund_event (id, actor, created, refund_id, status, type)
      VALUES (${`evt_${refund.id}`}, 'anna', now(), ${refund.id}, 'succeeded', 'refund_updated')`;
    throw new Error('Roll back');
  });
  await expect(failing).rejects.toThrow('Roll back');
  expect(await entriesAbout(refund.id)).toHaveLength(1);
});

test.each([...RESERVED])('rule 14.1: the trigger knows the actor %s of the gateway', async (actor) => {
  const charge = await insertCharge(verbs.database);
  const refund = await verbs.refund({ charge: charge.id, amount: 400n }, 'anna');
  await verbs.database.pool.query(
    `INSERT INTO refund_event (id, actor, created, refund_id, status, type)
     VALUES ($1, $2, now(), $3, 'succeeded', 'refund_updated')`,
    [`evt_${refund.id}`, actor, refund.id],
  );
  expect(await entriesAbout(refund.id)).toHaveLength(1);
});

test('rule 14.1: a new key and its revocation have entries, with who asked; a second revocation has none', async () => {
  const { database, clock } = verbs;
  const name = testId('shop');
  const key = { name, scopes: ['refunds:read', 'keys:manage'], expires: new Date('2999-01-01') } as const;
  const made = await createKey(database, key, clock.now(), 'admin');
  for (const by of ['ben', 'cleo']) await revokeKey(database, { name }, clock.now(), by);
  const entries = await entriesAbout(name);
  expect(entries).toMatchObject([
    { ...done, actor: 'admin', action: 'createApiKey', objects: [name], details: expect.any(String) },
    { ...done, actor: 'ben', action: 'revokeApiKey', objects: [name] },
  ]);
  expect(JSON.parse(`${entries[0]?.details}`)).toEqual({
    scopes: key.scopes,
    expires: '2999-01-01T00:00:00',
  });
  expect(JSON.stringify(entries)).not.toContain(made?.secret);
});

test('rule 14.1: the command of an operator has no caller', async () => {
  const name = testId('shop');
  await createKey(verbs.database, { name, scopes: [], expires: null }, verbs.clock.now());
  expect(await entriesAbout(name)).toMatchObject([{ actor: null, action: 'createApiKey' }]);
});

test('rule 14.5: an entry never changes, and is not deleted within a month', async () => {
  const charge = await insertCharge(verbs.database);
  const { id } = await verbs.refund({ charge: charge.id }, 'anna');
  const change = (statement: string) => verbs.database.pool.query(statement, [id]);
  const own = 'WHERE $1 = ANY(objects)';
  await expect(change(`UPDATE audit_entry SET actor = 'ben' ${own}`)).rejects.toThrow(
    'audit_entry_never_changes',
  );
  await expect(change(`DELETE FROM audit_entry ${own}`)).rejects.toThrow('audit_entry_is_kept_for_a_month');
});
