import { expect, test } from 'vitest';
import { testGateway } from '../support/gateways/test-gateway.js';
import { testId } from '../support/rows/ledger-rows.js';
import {
  balanceTransactionObject,
  chargeObject,
  disputeObject,
  importAll,
  imported,
  intentObject,
  refundObject,
  type StripeExample,
} from '../support/rows/stripe-objects.js';

const gateway = testGateway();
const take = (...objects: StripeExample[]) => imported(gateway.database, objects);
const charge = (id: string) => gateway.database.prisma.charge.findUniqueOrThrow({ where: { id } });

const CARD = { paymentMethodType: 'card', cardLast4: '4242' };
const NONE = { billing_details: undefined, payment_method_details: undefined };

test.each<[string, StripeExample, object]>([
  ['metadata of PHP', { metadata: [] }, { metadata: {} }],
  ['metadata that is null', { metadata: null }, { metadata: {} }],
  ['the status paid', { status: 'paid' }, { status: 'succeeded' }],
  ['no status, but paid', { status: undefined, paid: true }, { status: 'succeeded' }],
  ['no status, and not paid', { status: null, paid: false }, { status: 'failed' }],
  [
    'a card in a source',
    { ...NONE, source: { id: 'src_1', object: 'source', type: 'card', card: { last4: '4242' } } },
    CARD,
  ],
  ['a source that is a card', { ...NONE, source: { id: 'card_1', object: 'card', last4: '4242' } }, CARD],
  ['a card of its own', { ...NONE, card: { id: 'card_1', object: 'card', last4: '4242' } }, CARD],
  ['the id of a card', { ...NONE, source: 'card_1' }, { paymentMethodType: 'card', cardLast4: null }],
  [
    'a checked card',
    {
      ...NONE,
      source: { id: 'src_1', object: 'source', type: 'three_d_secure', three_d_secure: { last4: '4242' } },
    },
    CARD,
  ],
  ['a card without its type', { payment_method_details: { card: { last4: '4242' } } }, CARD],
  [
    'another source',
    { ...NONE, source: { id: 'src_1', object: 'source', type: 'ideal' } },
    { paymentMethodType: 'ideal' },
  ],
  [
    'a bank account',
    { ...NONE, source: { id: 'ba_1', object: 'bank_account', last4: '6789' } },
    { paymentMethodType: 'ach_debit', cardLast4: null },
  ],
  ['a blank e-mail', { billing_details: { email: '' }, receipt_email: ' ' }, { billingEmail: null }],
  [
    'a blank e-mail beside another one',
    { billing_details: { email: ' ' }, receipt_email: 'a@example.com' },
    { billingEmail: 'a@example.com' },
  ],
  [
    'who paid',
    { billing_details: { email: 'a@example.com', name: 'Ann Lee' }, receipt_email: 'b@example.com' },
    { billingEmail: 'a@example.com', billingName: 'Ann Lee' },
  ],
  [
    'the owner of a source',
    {
      ...NONE,
      receipt_email: 'b@example.com',
      source: {
        id: 'src_1',
        object: 'source',
        type: 'ideal',
        owner: { email: 'a@example.com', name: 'Ann Lee' },
      },
    },
    { billingEmail: 'a@example.com', billingName: 'Ann Lee' },
  ],
  [
    'the name of a card in a source',
    { ...NONE, source: { id: 'src_1', object: 'source', type: 'card', card: { name: 'Ann Lee' } } },
    { billingName: 'Ann Lee' },
  ],
  [
    'the name of a source that is a card',
    { ...NONE, source: { id: 'card_1', object: 'card', name: 'Ann Lee' } },
    { billingName: 'Ann Lee' },
  ],
  [
    'the name of a card of its own',
    { ...NONE, card: { id: 'card_1', object: 'card', name: 'Ann Lee' } },
    { billingName: 'Ann Lee' },
  ],
  [
    'the holder of a bank account',
    { ...NONE, source: { id: 'ba_1', object: 'bank_account', account_holder_name: 'Ann Lee' } },
    { billingName: 'Ann Lee' },
  ],
  [
    'a blank name beside another one',
    { billing_details: { name: ' ' }, card: { id: 'card_1', object: 'card', name: 'Ann Lee' } },
    { billingName: 'Ann Lee' },
  ],
  [
    'why it failed',
    { failure_code: 'card_declined', failure_message: 'Your card was declined.' },
    { failureCode: 'card_declined', failureMessage: 'Your card was declined.' },
  ],
  [
    'its receipt',
    { receipt_url: 'https://pay.example.com/receipts/1' },
    { receiptUrl: 'https://pay.example.com/receipts/1' },
  ],
  ['a receipt that is a script', { receipt_url: 'javascript:alert(1)' }, { receiptUrl: null }],
  [
    'what it does not say',
    NONE,
    { billingName: null, failureCode: null, failureMessage: null, receiptUrl: null },
  ],
  [
    'a blank fingerprint',
    { payment_method_details: { type: 'card', card: { fingerprint: '' } } },
    { cardFingerprint: null },
  ],
  ['a currency in capitals', { currency: 'USD' }, { currency: 'usd' }],
])('section 11: a charge is read for what it means: %s', async (_, values, expected) => {
  const object = chargeObject(values);
  await take(object);
  expect(await charge(object.id)).toMatchObject(expected);
});

test.each<[string, StripeExample, object]>([
  ['no status', { status: null }, { status: 'succeeded' }],
  ['a status that is missing', { status: undefined }, { status: 'succeeded' }],
  ['metadata of PHP', { metadata: [] }, { metadata: {} }],
  ['a blank e-mail', { instructions_email: '' }, { instructionsEmail: null }],
  ['a blank reason for its failure', { status: 'failed', failure_reason: '' }, { failureReason: null }],
])('section 11: a refund is read for what it means: %s', async (_, values, expected) => {
  const of = chargeObject({ amount_refunded: 100 });
  const object = refundObject({ charge: of.id, ...values });
  await take(of, object);
  expect(await gateway.database.prisma.refund.findUniqueOrThrow({ where: { id: object.id } })).toMatchObject(
    expected,
  );
  const isHeld = values['status'] !== 'failed';
  expect(await charge(of.id)).toMatchObject({ amountRefunded: 100n, openingRefunded: isHeld ? 0n : 100n });
});

test.each([
  ['requires_source', 'requires_payment_method'],
  ['requires_source_action', 'requires_action'],
])('section 11: the status %s of a payment intent is %s', async (old, status) => {
  const intent = intentObject({ status: old });
  await take(intent);
  expect(
    await gateway.database.prisma.paymentIntent.findUniqueOrThrow({ where: { id: intent.id } }),
  ).toMatchObject({ status });
});

test('section 11: a dispute that ended because its charge was refunded is a closed inquiry', async () => {
  const of = chargeObject({ disputed: true });
  await take(of, disputeObject({ charge: of.id, status: 'charge_refunded' }));
  expect(await charge(of.id)).toMatchObject({ disputeBlocks: false, refundsOpen: true });
});

test.each<[StripeExample, string]>([
  [{ billing_details: { name: ['Ann Lee'] } }, 'billing_details.name is not a string'],
  [{ billing_details: 'Ann Lee' }, 'billing_details is not an object'],
  [{ ...NONE, source: { owner: { name: { first: 'Ann Lee' } } } }, 'source.owner.name is not a string'],
  [{ ...NONE, source: { owner: 'Ann Lee' } }, 'source.owner is not an object'],
  [{ receipt_url: ['https://pay.example.com/Ann Lee'] }, 'receipt_url is not a string'],
])('section 11: a fault does not repeat who paid: %j', async (values, why) => {
  const report = await importAll(gateway.database, [chargeObject(values)]);
  expect(report).toMatchObject({ outcome: 'refused', faults: [{ why: expect.stringContaining(why) }] });
  expect(JSON.stringify('faults' in report ? report.faults : [])).not.toContain('Ann Lee');
});

test.each<[string, StripeExample, Date | null]>([
  ['with its evidence', { evidence_details: { due_by: 1_700_000_000 } }, new Date(1_700_000_000_000)],
  ['beside its evidence, as before 2014-12', { evidence_due_by: 1_400_000_000 }, new Date(1_400_000_000_000)],
  ['not at all', { evidence_details: { due_by: null } }, null],
])('section 11: a dispute says until when evidence is taken: %s', async (_, values, evidenceDueBy) => {
  const of = chargeObject({ disputed: true });
  const object = disputeObject({ charge: of.id, ...values });
  await take(of, object);
  const { dispute } = gateway.database.prisma;
  expect(await dispute.findUniqueOrThrow({ where: { id: object.id } })).toMatchObject({ evidenceDueBy });
});

test('section 11: refunds of a customer’s balance are skipped, counted, and no fault', async () => {
  const report = await importAll(gateway.database, [
    refundObject(),
    refundObject({ charge: null }),
    chargeObject(),
  ]);
  expect(report).toMatchObject({
    outcome: 'imported',
    skipped: new Map([['refund of a customer’s balance', 2]]),
  });
});

/** The ids of the rows of a table. */
const refundsOf = async (id: string) =>
  (await gateway.database.prisma.refund.findMany({ where: { chargeId: id }, orderBy: { id: 'asc' } })).map(
    (row) => row.id,
  );

test.each<[string, (refund: StripeExample, of: StripeExample) => StripeExample[]]>([
  ['the refunds of a charge', (refund, of) => [{ ...of, refunds: { object: 'list', data: [refund] } }]],
  [
    'without their charge',
    (refund, of) => [{ ...of, refunds: { object: 'list', data: [{ ...refund, charge: undefined }] } }],
  ],
  ['in a plain array, as before 2014', (refund, of) => [{ ...of, refunds: [refund] }]],
  [
    'the charges of an intent',
    (refund, of) => [
      intentObject({
        id: 'pi_in',
        charges: { object: 'list', data: [{ ...of, payment_intent: 'pi_in', refunds: { data: [refund] } }] },
      }),
    ],
  ],
  ['the source of a balance transaction', (refund, of) => [of, balanceTransactionObject({ source: refund })]],
  [
    'the source of a reversal',
    (refund, of) => [
      of,
      {
        object: 'transfer',
        id: 'tr_in',
        reversals: {
          data: [
            {
              id: 'trr_in',
              object: 'transfer_reversal',
              amount: 1,
              created: 1,
              currency: 'usd',
              source_refund: refund,
            },
          ],
        },
      },
    ],
  ],
  [
    'a kind that the ledger does not keep',
    (refund, of) => [
      {
        object: 'checkout.session',
        id: 'cs_1',
        payment: { deep: [{ of: { ...of, refunds: { data: [refund] } } }] },
      },
    ],
  ],
])('section 11: an object inside another one is taken in: %s', async (_, objectsOf) => {
  const of = chargeObject({ amount_refunded: 100 });
  const refund = refundObject({ charge: of.id });
  await take(...objectsOf(refund, of));
  expect(await refundsOf(of.id)).toEqual([refund.id]);
  expect(await charge(of.id)).toMatchObject({ amountRefunded: 100n, openingRefunded: 0n });
});

test('section 11: an expanded dispute decides whether its charge can be refunded', async () => {
  const of = chargeObject({ disputed: true });
  await take({ ...of, dispute: disputeObject({ charge: undefined, status: 'won' }) });
  expect(await charge(of.id)).toMatchObject({ disputeBlocks: false });
});

test('section 11: a wrong value inside another object is a fault, and an incomplete object counts as its id', async () => {
  const of = chargeObject();
  const refund = refundObject({ charge: of.id });
  const within = (values: StripeExample) => [{ ...of, refunds: { data: [{ ...refund, ...values }] } }];
  expect(await importAll(gateway.database, within({ amount: -1 }))).toMatchObject({
    faults: [{ line: 1, why: expect.stringContaining(`refund ${refund.id}: amount is -1`) }],
  });
  await take(...within({ amount: undefined }));
  expect(await refundsOf(of.id)).toEqual([]);
});

test('section 11: an object inside another one, of a charge of another account, counts as its id', async () => {
  const [dispute, refund] = [disputeObject({ charge: 'ch_other' }), refundObject({ charge: 'ch_other' })];
  const charged = chargeObject();
  await take(charged, balanceTransactionObject({ source: refund, last: dispute }));
  const { prisma } = gateway.database;
  expect(await prisma.refund.findUnique({ where: { id: refund.id } })).toBeNull();
  expect(await prisma.dispute.findUnique({ where: { id: dispute.id } })).toBeNull();
  // On lines of their own they are faults, and with their charge on a bad line no second ones.
  expect(await importAll(gateway.database, [dispute, refund])).toMatchObject({
    faults: [{ line: 1 }, { line: 2 }],
  });
  const inside = { object: 'card', id: 'card_1', last: [refund, dispute] };
  expect(
    await importAll(gateway.database, [chargeObject({ id: 'ch_other', amount: -1 }), inside]),
  ).toMatchObject({
    faultCount: 1,
  });
  // Those of a charge of the ledger are taken.
  await take({ ...inside, last: [refund, dispute].map((one) => ({ ...one, charge: charged.id })) });
  expect(await prisma.refund.count({ where: { chargeId: charged.id } })).toBe(1);
  expect(await prisma.dispute.count({ where: { chargeId: charged.id } })).toBe(1);
});

test('section 2: releases of authorizations are listed and hold nothing', async () => {
  const of = chargeObject({ amount: 4300, amount_captured: 1300, amount_refunded: 3000 });
  const release = refundObject({ charge: of.id, amount: 3000 });
  const lines = [
    of,
    release,
    { ...release, id: testId('re'), amount: 300, balance_transaction: testId('txn') },
  ];
  await take(...lines);
  expect(await charge(of.id)).toMatchObject({
    amountRefunded: 300n,
    openingRefunded: 0n,
    refundCeiling: 1300n,
  });
  expect(await refundsOf(of.id)).toHaveLength(2);
  // Captured as a whole later: the release is a refund after all.
  await take({ ...of, amount_captured: 4300 });
  expect(await charge(of.id)).toMatchObject({ amountRefunded: 3300n });
});

test('section 11: an object that stands several times in one line is one object', async () => {
  const of = chargeObject({ amount_refunded: 100 });
  const refund = refundObject({ charge: of.id });
  await take({
    ...of,
    refunds: { data: [refund, { ...refund, metadata: { later: 'yes' } }] },
    latest: { refund },
  });
  expect(await refundsOf(of.id)).toEqual([refund.id]);
  await take({ object: 'list', data: [of, of, refund] });
});

test.each([
  ['first', 'second'],
  ['second', 'first'],
])(
  'section 11: of an object that stands several times in one line, the later one wins: %s, %s',
  async (...texts) => {
    const of = chargeObject();
    const copies = texts.map((description) => ({ ...of, description, metadata: { description } }));
    await take({ object: 'list', data: copies });
    const [, later] = texts;
    expect(await charge(of.id)).toMatchObject({ description: later, metadata: { description: later } });
    const inside = texts.map((text) =>
      refundObject({ id: `re_${of.id}`, charge: of.id, metadata: { text } }),
    );
    await take({ ...of, amount_refunded: 100, refunds: { object: 'list', data: inside } });
    const refund = await gateway.database.prisma.refund.findUniqueOrThrow({ where: { id: `re_${of.id}` } });
    expect(refund.metadata).toEqual({ text: later });
    const { rows } = await gateway.database.pool.query<{ said: StripeExample }>(
      'SELECT said::json FROM imported_object WHERE id = $1',
      [refund.id],
    );
    expect(rows).toMatchObject([{ said: { metadata: { text: later } } }]);
  },
);
