import { describe, expect, test } from 'vitest';
import { statementsOf } from '../../support/databases/statements.js';
import { refused, testVerbs } from '../../support/gateways/test-verbs.js';
import { insertCharge, insertPaymentIntent, testId } from '../../support/rows/ledger-rows.js';

const verbs = testVerbs();
const february = (day: number): Date => new Date(Date.UTC(2026, 1, day));

describe('sections 2 and 6: createRefund writes', () => {
  test('rule 6.1: the refund, the total, the balance transaction and the event', async () => {
    const intent = await insertPaymentIntent(verbs.database);
    const charge = await insertCharge(verbs.database, {
      paymentIntentId: intent.id,
      metadata: { inherited: 'never' },
    });
    const refund = await verbs.refund(
      { charge: charge.id, amount: 400n, reason: 'duplicate', metadata: { order: '6735', none: '' } },
      'shop',
    );
    const now = verbs.clock.now();
    expect(refund).toMatchObject({
      amount: 400n,
      chargeId: charge.id,
      created: now,
      currency: 'usd',
      // Section 4: the charge's metadata is not inherited, and empty values are not kept.
      metadata: { order: '6735' },
      paymentIntentId: intent.id,
      reason: 'duplicate',
      status: 'succeeded',
      pendingReason: null,
      failureReason: null,
      failureBalanceTransactionId: null,
      refundApplicationFee: false,
      reverseTransfer: false,
      // Section 6: the destination is known from the start, the reference arrives later.
      destinationType: 'card',
      destinationCardType: 'refund',
      destinationCardReference: null,
      destinationCardReferenceType: 'acquirer_reference_number',
      destinationCardReferenceStatus: 'pending',
      actionExpiresAt: null,
      imported: false,
    });
    const { charge: answered, ...answer } = refund as typeof refund & { charge: unknown };
    expect(await verbs.refundsOf(charge.id)).toEqual([answer]);
    expect(await verbs.chargeNow(charge.id)).toEqual({ ...charge, amountRefunded: 400n });
    expect(answered).toEqual(await verbs.chargeNow(charge.id));
    expect(
      await verbs.database.prisma.balanceTransaction.findUnique({
        where: { id: refund.balanceTransactionId ?? '' },
      }),
    ).toMatchObject({ amount: -400n, fee: 0n, net: -400n, currency: 'usd', type: 'refund', created: now });
    expect(await verbs.eventsOf(refund.id)).toMatchObject([
      { type: 'refund_created', status: 'succeeded', actor: 'shop', created: now },
    ]);
  });

  test('section 2: partial refunds until nothing is left', async () => {
    const charge = await insertCharge(verbs.database);
    await verbs.refund({ charge: charge.id, amount: 300n });
    await verbs.refund({ charge: charge.id, amount: 300n });
    const last = await verbs.refund({ charge: charge.id });
    expect(last.amount).toBe(400n);
    expect((await verbs.chargeNow(charge.id)).amountRefunded).toBe(1000n);
    expect(refused(await verbs.create({ charge: charge.id }))).toMatchObject({
      code: 'CHARGE_ALREADY_REFUNDED',
      message: `Charge ${charge.id} has already been refunded.`,
    });
    const ids = (await verbs.refundsOf(charge.id)).map(({ amount }) => amount);
    // Section 9: refunds created in one millisecond are listed in the order of their creation.
    expect(ids).toEqual([300n, 300n, 400n]);
  });

  test('section 2: amounts past 2^31', async () => {
    const charge = await insertCharge(verbs.database, { amount: 999_999_999_999n, currency: 'idr' });
    await verbs.refund({ charge: charge.id, amount: 999_999_999_998n });
    expect((await verbs.chargeNow(charge.id)).amountRefunded).toBe(999_999_999_998n);
  });

  test('nothing when the refund is refused', async () => {
    const charge = await insertCharge(verbs.database);
    expect(refused(await verbs.create({ charge: charge.id, amount: 1001n })).code).toBe('AMOUNT_TOO_LARGE');
    expect(await verbs.refundsOf(charge.id)).toEqual([]);
    expect(await verbs.chargeNow(charge.id)).toEqual(charge);
  });
});

test.each<[string, object, boolean]>([
  ['that names a charge', {}, false],
  ['with flags that are false', { refundApplicationFee: false, reverseTransfer: false }, false],
  ['that returns the fee', { refundApplicationFee: true }, true],
  ['that reverses the transfer', { reverseTransfer: true }, true],
])('a refund %s reads no more than it needs', async (_, flags, readsShares) => {
  const { id: charge } = await insertCharge(verbs.database);
  const [read, ...others] = await statementsOf(() => verbs.create({ charge, amount: 1n, ...flags }));
  expect(read).toContain('SELECT * FROM charge WHERE id = a.charge');
  expect(['FROM payment_intent', 'FROM refund r'].map((rows) => read?.includes(rows))).toEqual([
    readsShares,
    readsShares,
  ]);
  expect(others).toEqual([expect.stringContaining('record_refunds(')]);
});

describe('rules 1.1 to 1.3: createRefund finds the charge', () => {
  test('rule 1.2: a payment intent stands for its newest charge that is succeeded or pending', async () => {
    const { id: paymentIntentId } = await insertPaymentIntent(verbs.database);
    await insertCharge(verbs.database, { paymentIntentId, created: february(1) });
    const newest = await insertCharge(verbs.database, {
      paymentIntentId,
      created: february(3),
      status: 'pending',
    });
    await insertCharge(verbs.database, { paymentIntentId, created: february(2) });
    await insertCharge(verbs.database, { paymentIntentId, created: february(4), status: 'failed' });
    const refund = await verbs.refund({ paymentIntent: paymentIntentId });
    expect(refund).toMatchObject({ chargeId: newest.id, paymentIntentId, pendingReason: 'charge_pending' });
  });

  test('rule 1.2: of charges created at the same time, the greatest id counts as newest', async () => {
    const { id: paymentIntentId } = await insertPaymentIntent(verbs.database);
    const ids = [testId('ch_b'), testId('ch_c'), testId('ch_a')];
    for (const id of ids) await insertCharge(verbs.database, { id, paymentIntentId });
    expect((await verbs.refund({ paymentIntent: paymentIntentId })).chargeId).toBe(ids[1]);
  });

  test('rule 1.2: a payment intent with no charge, or with failed charges only, is refused', async () => {
    const { id } = await insertPaymentIntent(verbs.database);
    const message = `This PaymentIntent (${id}) does not have a successful charge to refund.`;
    const expected = {
      code: 'PAYMENT_INTENT_NOT_REFUNDABLE',
      message,
      param: 'paymentIntent',
      paymentIntent: { id },
    };
    expect(await verbs.create({ paymentIntent: id })).toEqual(expected);
    await insertCharge(verbs.database, { paymentIntentId: id, status: 'failed' });
    expect(await verbs.create({ paymentIntent: id })).toEqual(expected);
  });

  test('rule 1.1: a payment intent together with any of its charges, even an older one', async () => {
    const { id: paymentIntent } = await insertPaymentIntent(verbs.database);
    const older = await insertCharge(verbs.database, {
      paymentIntentId: paymentIntent,
      created: february(1),
    });
    await insertCharge(verbs.database, { paymentIntentId: paymentIntent, created: february(2) });
    expect((await verbs.refund({ charge: older.id, paymentIntent })).chargeId).toBe(older.id);
  });

  test('rule 1.1: a payment intent together with a charge of another one is refused', async () => {
    const { id: paymentIntent } = await insertPaymentIntent(verbs.database);
    const { id: charge } = await insertCharge(verbs.database);
    const refusal = refused(await verbs.create({ charge, paymentIntent }));
    expect(refusal).toMatchObject({ code: 'PARAMETER_INVALID', param: 'paymentIntent' });
  });

  test('rule 1.3: an id of another kind is not found', async () => {
    const intent = await insertPaymentIntent(verbs.database);
    const charge = await insertCharge(verbs.database, { paymentIntentId: intent.id });
    expect(await verbs.create({ charge: intent.id })).toEqual({
      code: 'RESOURCE_MISSING',
      message: `No such charge: '${intent.id}'`,
      param: 'charge',
    });
    expect(await verbs.create({ paymentIntent: charge.id })).toEqual({
      code: 'RESOURCE_MISSING',
      message: `No such payment_intent: '${charge.id}'`,
      param: 'paymentIntent',
    });
  });
});

test.each([null, 700n])(
  'rule 1.7: amount %s releases an authorization and moves no money',
  async (amount) => {
    const charge = await insertCharge(verbs.database, { amount: 700n, captured: false });
    const refund = await verbs.refund({ charge: charge.id, amount });
    expect(refund).toMatchObject({
      amount: 700n,
      status: 'succeeded',
      balanceTransactionId: null,
      destinationType: 'card',
      destinationCardType: 'reversal',
      destinationCardReferenceStatus: null,
    });
    expect(await verbs.chargeNow(charge.id)).toMatchObject({ amountRefunded: 700n, refundCeiling: 700n });
    expect((await verbs.eventsOf(refund.id)).map(({ type }) => type)).toEqual(['refund_created']);
    expect(refused(await verbs.create({ charge: charge.id })).code).toBe('CHARGE_ALREADY_REFUNDED');
  },
);

test('rules 6.2 and 6.4: a refund to a bank debit has no card details, a refund to konbini asks by e-mail', async () => {
  const debit = await insertCharge(verbs.database, { paymentMethodType: 'sepa_debit' });
  expect(await verbs.refund({ charge: debit.id })).toMatchObject({
    status: 'pending',
    pendingReason: 'processing',
    destinationType: 'sepa_debit',
    destinationCardType: null,
    destinationCardReferenceStatus: null,
    actionEmailSentTo: null,
  });
  const konbini = await insertCharge(verbs.database, { paymentMethodType: 'konbini', billingEmail: 'a@b.c' });
  const asked = await verbs.refund({ charge: konbini.id });
  expect(asked).toMatchObject({
    status: 'requires_action',
    instructionsEmail: 'a@b.c',
    actionEmailSentTo: 'a@b.c',
    actionEmailSentAt: verbs.clock.now(),
    destinationType: 'konbini',
  });
  expect(Number(asked.actionExpiresAt)).toBeGreaterThan(verbs.clock.now().getTime());
  expect((await verbs.chargeNow(konbini.id)).amountRefunded).toBe(1000n);
});
