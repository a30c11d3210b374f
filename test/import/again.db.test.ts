import { expect, test } from 'vitest';
import { verifyLedger } from '../../src/verify/verify-ledger.js';
import { testGateway } from '../support/gateways/test-gateway.js';
import { testId } from '../support/rows/ledger-rows.js';
import {
  CREATED,
  chargeObject,
  disputeObject,
  importAll,
  imported,
  intentObject,
  ledgerOf,
  refundObject,
  type StripeExample,
} from '../support/rows/stripe-objects.js';

const gateway = testGateway();

const cancel = (refund: string) =>
  gateway.query(`mutation { cancelRefund(input: { refund: "${refund}" }) { __typename } }`);
const setMetadata = (refund: string, metadata: object) =>
  gateway.query(
    'mutation ($input: UpdateRefundMetadataInput!) { updateRefundMetadata(input: $input) { __typename } }',
    { input: { refund, metadata } },
  );
const stored = (id: string) => gateway.database.prisma.refund.findUniqueOrThrow({ where: { id } });
const take = (...objects: StripeExample[]) => imported(gateway.database, objects);

/** A charge and its refund that waits for the customer, imported. */
async function waiting(values: StripeExample = {}) {
  const charge = chargeObject({ amount_refunded: 100, payment_method_details: { type: 'konbini' } });
  const refund = refundObject({
    charge: charge.id,
    status: 'requires_action',
    instructions_email: 'jenny@example.com',
    ...values,
  });
  await take(charge, refund);
  return { charge, refund };
}

test('section 11: a refund that was canceled here stays canceled when the same file comes again', async () => {
  const { charge, refund } = await waiting();
  await cancel(refund.id);
  const before = await ledgerOf(gateway.database);
  const report = await importAll(gateway.database, [charge, refund]);
  expect(report).toMatchObject({ outcome: 'imported', warningCount: 0 });
  expect(await stored(refund.id)).toMatchObject({ status: 'canceled', failureReason: 'merchant_request' });
  expect(await ledgerOf(gateway.database)).toEqual(before);
});

test('section 11: a final state stays and is told, whatever the file says', async () => {
  const action = (day: number) => ({
    type: 'display_details',
    display_details: {
      email_sent: { email_sent_at: CREATED + day * 86_400, email_sent_to: `jenny${day}@example.com` },
      expires_at: CREATED + (day + 9) * 86_400,
    },
  });
  const { refund } = await waiting({ next_action: action(1) });
  await cancel(refund.id);
  const canceled = await stored(refund.id);
  const report = await importAll(gateway.database, [{ ...refund, status: 'succeeded' }]);
  expect(report).toMatchObject({
    outcome: 'imported',
    warningCount: 1,
    conflicting: new Map([['refund', 1]]),
    warnings: [
      {
        line: 1,
        what: `refund ${refund.id}: status changed to succeeded in the file and is canceled in the ledger; that of the ledger stays`,
      },
    ],
  });
  const others = [
    { status: 'failed', failure_reason: 'declined', failure_balance_transaction: testId('txn') },
    { status: 'pending', pending_reason: 'processing', next_action: action(2) },
  ];
  for (const values of others)
    expect(await importAll(gateway.database, [{ ...refund, ...values }])).toMatchObject({ warningCount: 1 });
  expect(await stored(refund.id)).toEqual(canceled);
});

test('section 11: metadata that was set here stays, and what the file changes is taken', async () => {
  const { refund } = await waiting({ metadata: { order: '1', ticket: 'A', gone: 'x' } });
  await setMetadata(refund.id, { ticket: 'T-77', mine: 'yes' });
  await take(refund);
  expect((await stored(refund.id)).metadata).toEqual({ order: '1', ticket: 'T-77', gone: 'x', mine: 'yes' });
  const report = await importAll(gateway.database, [
    { ...refund, metadata: { order: '2', ticket: 'B', mine: 'no' } },
  ]);
  expect((await stored(refund.id)).metadata).toEqual({ order: '2', ticket: 'T-77', mine: 'yes' });
  const rest = 'changed in the file and differs in the ledger; that of the ledger stays';
  expect(report).toMatchObject({
    warnings: ['mine', 'ticket'].map((key) => ({ what: `refund ${refund.id}: metadata.${key} ${rest}` })),
    conflicting: new Map([['refund', 1]]),
  });
});

test('section 11: what only the file changes is taken', async () => {
  const { refund } = await waiting();
  await take({ ...refund, status: 'failed', failure_reason: 'declined', receipt_number: '1-2' });
  expect(await stored(refund.id)).toMatchObject({
    status: 'failed',
    failureReason: 'declined',
    receiptNumber: '1-2',
  });
});

test('section 11: a charge that moves to another payment intent takes its refunds with it', async () => {
  const [first, second] = [intentObject(), intentObject()];
  const charge = chargeObject({ payment_intent: first.id });
  const refund = refundObject({ charge: charge.id, payment_intent: first.id });
  await take(first, second, charge, refund);
  await gateway.query(
    `mutation { createRefund(input: { charge: "${charge.id}", amount: 1 }) { __typename } }`,
  );
  await take({ ...charge, payment_intent: second.id });
  const intents = async () =>
    (await gateway.database.prisma.refund.findMany({ where: { chargeId: charge.id } })).map(
      ({ paymentIntentId }) => paymentIntentId,
    );
  expect(await intents()).toEqual([second.id, second.id]);
  // The refund's line still names the first.
  await take(refund);
  expect(await intents()).toEqual([second.id, second.id]);
  const verdicts = await verifyLedger(gateway.database.pool);
  expect(verdicts.filter(({ violations }) => violations > 0)).toEqual([]);
});

test('section 11: a payment intent that becomes known later lists its earlier refunds', async () => {
  const charge = chargeObject();
  const refund = refundObject({ charge: charge.id });
  await take(charge, refund);
  const intent = intentObject();
  await take(intent, { ...charge, payment_intent: intent.id });
  const { data } = await gateway.query(`{ paymentIntent(id: "${intent.id}") { refunds { nodes { id } } } }`);
  expect(data.paymentIntent.refunds.nodes).toEqual([{ id: refund.id }]);
});

test('section 11: the money of a refund that was canceled here stays free when a later export counts it', async () => {
  const { charge, refund } = await waiting();
  await cancel(refund.id);
  const later = refundObject({ charge: charge.id, amount: 200 });
  await take({ ...charge, amount_refunded: 300 }, refund, later);
  const now = await gateway.database.prisma.charge.findUniqueOrThrow({ where: { id: charge.id } });
  expect(now).toMatchObject({ amountRefunded: 200n, openingRefunded: 0n });
  // Without the refunds too.
  await take({ ...charge, amount_refunded: 350 });
  expect(await gateway.database.prisma.charge.findUniqueOrThrow({ where: { id: charge.id } })).toMatchObject({
    amountRefunded: 250n,
  });
});

test('section 2: a release that comes in a later file is taken out of the opening', async () => {
  const charge = chargeObject({ amount: 4300, amount_captured: 3000, amount_refunded: 2000 });
  await take(charge);
  const release = refundObject({ charge: charge.id, amount: 1300 });
  const other = refundObject({ charge: charge.id, amount: 700, balance_transaction: testId('txn') });
  await take(release, other);
  const totals = () => gateway.database.prisma.charge.findUniqueOrThrow({ where: { id: charge.id } });
  expect(await totals()).toMatchObject({ amountRefunded: 700n, openingRefunded: 0n });
  await take(charge, release, other);
  expect(await totals()).toMatchObject({ amountRefunded: 700n, openingRefunded: 0n });
});

test('rule 1.8: a charge that has only its dispute is disputed', async () => {
  const charge = chargeObject({ disputed: undefined, dispute: 'dp_1' });
  await take(charge);
  expect(await gateway.database.prisma.charge.findUniqueOrThrow({ where: { id: charge.id } })).toMatchObject({
    disputeBlocks: true,
  });
});

test('section 11: metadata that looks like an object of Stripe is only metadata', async () => {
  const id = 'ch_other';
  const charge = chargeObject({ metadata: { object: 'charge', id, amount: '10', b: '1' } });
  const metadataOf = async () =>
    (await gateway.database.prisma.charge.findUniqueOrThrow({ where: { id: charge.id } })).metadata;
  await take(charge);
  expect(await gateway.database.prisma.charge.findUnique({ where: { id } })).toBeNull();
  await take({ ...charge, metadata: { object: 'charge', id, b: '2' } });
  expect(await metadataOf()).toEqual({ object: 'charge', id, b: '2' });
});

test('section 11: a key that was removed here from metadata that looks like a list does not come back', async () => {
  const { charge, refund } = await waiting({ metadata: { object: 'list', a: '1', b: '2' } });
  // A refund inside another object is kept in another way.
  await take({ ...charge, refunds: { object: 'list', data: [refund] } });
  await setMetadata(refund.id, { a: null });
  await take(refund);
  expect((await stored(refund.id)).metadata).toEqual({ object: 'list', b: '2' });
});

test('section 11: what an older version kept counts as not known if it cannot be read any more', async () => {
  const charge = chargeObject();
  await take(charge);
  await gateway.database.pool.query('UPDATE imported_object SET said = $2 WHERE id = $1', [
    charge.id,
    JSON.stringify({ ...charge, metadata: 'ch_other' }),
  ]);
  await take({ ...charge, metadata: { b: '2' } });
  expect(await gateway.database.prisma.charge.findUniqueOrThrow({ where: { id: charge.id } })).toMatchObject({
    metadata: { b: '2' },
  });
});

test('section 11: what a charge said before the ledger had columns for it is taken from the next import', async () => {
  const charge = chargeObject({
    failure_code: 'card_declined',
    failure_message: 'Your card was declined.',
    receipt_url: 'https://pay.example.com/1',
  });
  const dispute = disputeObject({ charge: charge.id, evidence_details: { due_by: 1_700_000_000 } });
  const { prisma } = gateway.database;
  const found = async () => ({
    charge: await prisma.charge.findUniqueOrThrow({ where: { id: charge.id } }),
    dispute: await prisma.dispute.findUniqueOrThrow({ where: { id: dispute.id } }),
  });
  await take(charge, dispute);
  const before = await found();
  expect(before).toMatchObject({
    charge: { billingName: 'Jenny Rosen' },
    dispute: { evidenceDueBy: expect.any(Date) },
  });
  await prisma.charge.update({
    where: { id: charge.id },
    data: {
      billingName: null,
      failureCode: null,
      failureMessage: null,
      receiptUrl: null,
      description: 'Changed here',
    },
  });
  await prisma.dispute.update({ where: { id: dispute.id }, data: { evidenceDueBy: null } });
  expect(await importAll(gateway.database, [charge, dispute])).toMatchObject({ warningCount: 0 });
  expect(await found()).toEqual({ ...before, charge: { ...before.charge, description: 'Changed here' } });
});
