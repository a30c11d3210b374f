import { expect, test } from 'vitest';
import { TestClock } from '../support/gateways/test-clock.js';
import { testGateway } from '../support/gateways/test-gateway.js';
import { testId } from '../support/rows/ledger-rows.js';
import {
  balanceTransactionObject,
  chargeObject,
  feeRefundObject,
  importAll,
  imported,
  intentObject,
  ledgerOf,
  refundObject,
  type StripeExample,
  transferReversalObject,
} from '../support/rows/stripe-objects.js';

const gateway = testGateway();

const CREATE = `mutation ($input: CreateRefundInput!) {
  createRefund(input: $input) { __typename ... on CreateRefundPayload { refund { id } } ... on RefundError { code } }
}`;
/** Creates a refund. Returns its id, or the code of the refusal. */
async function createRefund(charge: string, amount: number): Promise<string> {
  const { data } = await gateway.query(CREATE, { input: { charge, amount } });
  return data.createRefund.refund?.id ?? data.createRefund.code;
}

/** The charge's total and the opening balance in it, after a check of section 2's sum. */
async function totalsOf(id: string): Promise<readonly [total: number, opening: number]> {
  const { prisma } = gateway.database;
  const charge = await prisma.charge.findUniqueOrThrow({ where: { id }, include: { refunds: true } });
  const held = charge.refunds
    .filter(({ status, released }) => !released && status !== 'failed' && status !== 'canceled')
    .reduce((sum, { amount }) => sum + amount, 0n);
  expect(held + charge.openingRefunded).toBe(charge.amountRefunded);
  expect(charge.amountRefunded).toBeLessThanOrEqual(charge.refundCeiling);
  return [Number(charge.amountRefunded), Number(charge.openingRefunded)];
}

const take = (...objects: StripeExample[]) => imported(gateway.database, objects);

test('section 11: the opening balance shrinks when its refunds arrive, in the same file or another', async () => {
  const charge = chargeObject({ amount_refunded: 500 });
  await take(refundObject({ charge: charge.id, amount: 100 }), charge);
  expect(await totalsOf(charge.id)).toEqual([500, 400]);
  await take(refundObject({ charge: charge.id, amount: 150 }));
  expect(await totalsOf(charge.id)).toEqual([500, 250]);
  await take(refundObject({ charge: charge.id, amount: 250 }));
  expect(await totalsOf(charge.id)).toEqual([500, 0]);
});

test('section 11: a stale export never takes a total below the amount that is held', async () => {
  const charge = chargeObject();
  const refund = refundObject({ charge: charge.id, amount: 300 });
  await take({ ...charge, amount_refunded: 300 }, refund);
  await take(charge);
  expect(await totalsOf(charge.id)).toEqual([300, 0]);
  await take(charge, refund);
  expect(await totalsOf(charge.id)).toEqual([300, 0]);
});

test('section 11: a later import of the charge, stale or not, keeps the created refunds and the opening balance', async () => {
  const charge = chargeObject({ amount_refunded: 300 });
  await take(charge);
  const created = await createRefund(charge.id, 200);
  const before = await ledgerOf(gateway.database);
  await take(charge);
  expect(await ledgerOf(gateway.database)).toEqual(before);
  expect(await totalsOf(charge.id)).toEqual([500, 300]);

  // An export that counts the refund, and one that does not.
  await take({ ...charge, amount_refunded: 500 });
  expect(await totalsOf(charge.id)).toEqual([500, 300]);
  await take({ ...charge, amount_refunded: 0 });
  expect(await totalsOf(charge.id)).toEqual([200, 0]);
  expect(await gateway.database.prisma.refund.findUnique({ where: { id: created } })).toMatchObject({
    imported: false,
    amount: 200n,
  });
});

test('section 11: a refund created by the gateway is not changed by an object with its id', async () => {
  const [transfer, fee] = [testId('tr'), testId('fee')];
  const charge = chargeObject({ transfer, application_fee: fee, application_fee_amount: 50 });
  await take(charge);
  const input = { charge: charge.id, amount: 200, reverseTransfer: true, refundApplicationFee: true };
  const { id } = (await gateway.query(CREATE, { input })).data.createRefund.refund;
  const made = await gateway.database.prisma.refund.findUniqueOrThrow({ where: { id } });
  const before = await ledgerOf(gateway.database);
  const report = await take(
    refundObject({ id, charge: charge.id, amount: 999, status: 'failed' }),
    balanceTransactionObject({ id: made.balanceTransactionId, amount: 1, net: 1 }),
    transferReversalObject({ id: made.transferReversalId, transfer, amount: 1 }),
    feeRefundObject({ id: made.applicationFeeRefundId, fee, amount: 1 }),
  );
  expect(await ledgerOf(gateway.database)).toEqual(before);
  for (const kind of ['refund', 'balance_transaction', 'transfer_reversal', 'fee_refund'])
    expect([kind, report.kinds.get(kind)]).toEqual([kind, { added: 0, updated: 0, unchanged: 1 }]);
});

test('section 11: an imported refund that failed gives its amount back, once, with an event', async () => {
  const charge = chargeObject({ amount_refunded: 400 });
  const refund = refundObject({ charge: charge.id, amount: 300 });
  await take(charge, refund);
  expect(await totalsOf(charge.id)).toEqual([400, 100]);
  const failed = {
    ...refund,
    status: 'failed',
    failure_reason: 'declined',
    failure_balance_transaction: testId('txn'),
  };
  await take(failed);
  expect(await totalsOf(charge.id)).toEqual([100, 100]);
  await take({ ...charge, amount_refunded: 100 }, failed);
  expect(await totalsOf(charge.id)).toEqual([100, 100]);
  const events = await gateway.database.prisma.refundEvent.findMany({
    where: { refundId: refund.id },
    orderBy: { position: 'asc' },
  });
  expect(events.map(({ type, actor }) => [type, actor])).toEqual([
    ['refund_created', 'import'],
    ['refund_failed', 'import'],
  ]);
});

test('section 11: a refund that failed before it arrived does not change the opening balance', async () => {
  const charge = chargeObject({ amount_refunded: 400 });
  await take(charge);
  await take(refundObject({ charge: charge.id, amount: 300, status: 'failed' }));
  expect(await totalsOf(charge.id)).toEqual([400, 400]);
});

test('section 2: a canceled authorization is released, with its refund or without', async () => {
  const open = chargeObject({ captured: false, amount_captured: 0, amount_refunded: 1000 });
  await take(open);
  expect(await totalsOf(open.id)).toEqual([1000, 1000]);
  await take(
    refundObject({
      charge: open.id,
      amount: 1000,
      destination_details: { type: 'card', card: { type: 'reversal' } },
    }),
  );
  expect(await totalsOf(open.id)).toEqual([1000, 0]);
});

test('section 2: a refund of the ledger becomes a release, or none any more, when a file changes what was captured', async () => {
  const releaseOf = async ({ id }: StripeExample) =>
    (await gateway.database.prisma.refund.findUniqueOrThrow({ where: { id: String(id) } })).released;
  const part = { amount: 2600, amount_captured: 1300, amount_refunded: 1300, refunded: false };
  const charge = chargeObject({ ...part, amount_captured: 2600 });
  const refund = refundObject({ charge: charge.id, amount: 1300 });
  await take(charge, refund);
  expect([await releaseOf(refund), await totalsOf(charge.id)]).toEqual([false, [1300, 0]]);
  await take({ ...charge, ...part });
  expect([await releaseOf(refund), await totalsOf(charge.id)]).toEqual([true, [0, 0]]);
  await take(charge);
  expect([await releaseOf(refund), await totalsOf(charge.id)]).toEqual([false, [1300, 0]]);
});

test('section 2: created and imported refunds together never exceed the ceiling', async () => {
  const charge = chargeObject({ amount_refunded: 300 });
  await take(charge);
  await createRefund(charge.id, 700);
  expect(await createRefund(charge.id, 1)).toBe('CHARGE_ALREADY_REFUNDED');
  const before = await ledgerOf(gateway.database);
  const refused = await importAll(gateway.database, [
    charge,
    refundObject({ charge: charge.id, amount: 301 }),
  ]);
  expect(refused).toMatchObject({
    outcome: 'refused',
    faults: [{ line: 2, why: `charge ${charge.id}: what is refunded comes to 1001, more than 1000` }],
  });
  expect(await ledgerOf(gateway.database)).toEqual(before);
  await take(refundObject({ charge: charge.id, amount: 300 }));
  expect(await totalsOf(charge.id)).toEqual([1000, 0]);
});

test('section 2: the sum is right when refunds are created and imported at the same time', async () => {
  const charges = [0, 1, 2].map(() => chargeObject({ amount: 100_000, amount_captured: 100_000 }));
  await take(...charges);
  await Promise.all([
    ...charges.flatMap(({ id }) => [1, 2, 3, 4].map((amount) => createRefund(id, amount))),
    ...[5, 6, 7].map((amount) =>
      take(...charges.map(({ id }) => refundObject({ charge: id, amount })), ...charges),
    ),
  ]);
  for (const { id } of charges) expect(await totalsOf(id)).toEqual([28, 0]);
});

test('section 3: reversals and fee refunds find their charge, in either order', async () => {
  const { prisma } = gateway.database;
  const [transfer, fee] = [testId('tr'), testId('fee')];
  const charge = chargeObject({ application_fee: fee, application_fee_amount: 30, transfer });
  const [reversal, feeRefund] = [transferReversalObject({ transfer }), feeRefundObject({ fee })];
  await take(reversal, feeRefund);
  expect(await prisma.transferReversal.findUnique({ where: { id: reversal.id } })).toMatchObject({
    chargeId: null,
  });
  await take(charge);
  const found = () => prisma.charge.findUniqueOrThrow({ where: { id: charge.id } });
  expect(await found()).toMatchObject({
    transferReversed: 80n,
    applicationFeeRefunded: 5n,
    transferAmount: 1000n,
  });
  expect(await prisma.applicationFeeRefund.findUnique({ where: { id: feeRefund.id } })).toMatchObject({
    chargeId: charge.id,
  });
  const before = await ledgerOf(gateway.database);
  await take(charge, feeRefund, reversal);
  expect(await ledgerOf(gateway.database)).toEqual(before);

  await take(transferReversalObject({ transfer: { id: transfer, object: 'transfer' }, amount: 20 }));
  expect(await found()).toMatchObject({ transferReversed: 100n, revision: 1 });
  const refused = await importAll(gateway.database, [feeRefundObject({ fee, amount: 26 })]);
  expect(refused).toMatchObject({
    faults: [
      { line: 1, why: `charge ${charge.id}: refunds of its application fee come to 31, more than 30` },
    ],
  });
});

test('section 3: the amount of a transfer comes from transfer_data, else from the transfer, else from the charge', async () => {
  const amountOf = async (values: StripeExample) => {
    const charge = chargeObject(values);
    await take(charge);
    return (await gateway.database.prisma.charge.findUniqueOrThrow({ where: { id: charge.id } }))
      .transferAmount;
  };
  expect(await amountOf({})).toBeNull();
  expect(await amountOf({ transfer_data: { amount: null, destination: 'acct_1' } })).toBe(1000n);
  expect(await amountOf({ transfer: testId('tr') })).toBe(1000n);
  expect(await amountOf({ transfer: { id: testId('tr'), object: 'transfer', amount: 880 } })).toBe(880n);
  expect(
    await amountOf({ transfer: { id: testId('tr'), amount: 880 }, transfer_data: { amount: 870 } }),
  ).toBe(870n);
});

test('rule 1.5: a refund that waits for its charge continues when an import settles the charge', async () => {
  const { prisma } = gateway.database;
  const intent = intentObject({ status: 'processing' });
  const charge = chargeObject({ status: 'pending', payment_intent: intent.id });
  await take(intent, charge);
  const refundId = await createRefund(charge.id, 100);
  const due = async () => (await prisma.refundTask.findUniqueOrThrow({ where: { refundId } })).due;
  expect(await due()).toBeNull();
  await take(charge);
  expect(await due()).toBeNull();
  const clock = new TestClock('2026-03-02T08:30:00.000Z');
  await imported(gateway.database, [{ ...charge, status: 'succeeded' }], clock);
  expect(await due()).toEqual(clock.now());
});

test.each([
  ['without its refund', []],
  ['with a refund that looks like the release', [{ amount: 1300 }]],
  ['with its refund', [{ amount: 1300, balance_transaction: testId('txn') }]],
  [
    'with its refunds and the release',
    [{ amount: 1300 }, { amount: 1300, balance_transaction: testId('txn') }],
  ],
])('section 2: half was captured, and all of it was refunded: %s', async (_, refunds) => {
  const charge = chargeObject({ amount: 2600, amount_captured: 1300, amount_refunded: 1300, refunded: true });
  await take(charge, ...refunds.map((values) => refundObject({ charge: charge.id, ...values })));
  expect((await totalsOf(charge.id))[0]).toBe(1300);
  expect(await createRefund(charge.id, 1)).toBe('CHARGE_ALREADY_REFUNDED');
});

test('section 2: half was captured, and the other half is released', async () => {
  const charge = chargeObject({
    amount: 2600,
    amount_captured: 1300,
    amount_refunded: 1300,
    refunded: false,
  });
  await take(charge, refundObject({ charge: charge.id, amount: 1300 }));
  expect(await createRefund(charge.id, 1300)).toMatch(/^re_/);
});

test('section 2: an amount_refunded that counts the release says nothing of other refunds', async () => {
  const charge = chargeObject({ amount: 4300, amount_captured: 4000, amount_refunded: 800, refunded: false });
  const refund = { charge: charge.id, amount: 500, balance_transaction: testId('txn') };
  await take(charge, refundObject({ charge: charge.id, amount: 300 }), refundObject(refund));
  expect((await totalsOf(charge.id))[0]).toBe(500);
});
