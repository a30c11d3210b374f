import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { updateRefundMetadata } from '../../../src/refunds/update-refund-metadata.js';
import type { CreateRefundInput } from '../../../src/rules/refund-input.js';
import { accepted, refused, testVerbs } from '../../support/gateways/test-verbs.js';
import { insertCharge, insertPaymentIntent, testId } from '../../support/rows/ledger-rows.js';

const verbs = testVerbs();
const newKey = (): string => testId('key');
const keptOf = (key: string) =>
  verbs.database.prisma.idempotencyKey.findMany({ where: { key }, orderBy: { caller: 'asc' } });
const reused = (key: string) => ({
  code: 'IDEMPOTENCY_KEY_REUSED',
  message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
  param: 'idempotencyKey',
});

describe('section 8: a request with the same key and input', () => {
  test('returns the first refund again, in its current state', async () => {
    const charge = await insertCharge(verbs.database);
    const input = { charge: charge.id, amount: 400n, idempotencyKey: newKey() };
    const first = accepted(await verbs.create(input, 'shop'));
    expect(first.idempotentReplay).toBe(false);
    await updateRefundMetadata(verbs.as('shop'), first.refund.id, { order: '6735' });
    const again = accepted(await verbs.create({ ...input, reason: null }, 'shop'));
    expect(again.idempotentReplay).toBe(true);
    expect(again.refund).toMatchObject({ id: first.refund.id, metadata: { order: '6735' } });
    expect(await verbs.refundsOf(charge.id)).toHaveLength(1);
    expect(await verbs.eventsOf(first.refund.id)).toHaveLength(2);
    expect((await verbs.chargeNow(charge.id)).amountRefunded).toBe(400n);
    expect(await keptOf(input.idempotencyKey)).toMatchObject([
      { caller: 'shop', refundId: first.refund.id, refusal: null, created: verbs.clock.now() },
    ]);
  });

  test('returns the first refund again, even if a new one would be refused now', async () => {
    const charge = await insertCharge(verbs.database);
    const input = { charge: charge.id, idempotencyKey: newKey() };
    const first = await verbs.refund(input);
    expect(accepted(await verbs.create(input))).toMatchObject({
      refund: { id: first.id, amount: 1000n },
      idempotentReplay: true,
    });
  });

  test('returns the first refusal again, with the same code, message, param and refundable amount', async () => {
    const charge = await insertCharge(verbs.database);
    await verbs.refund({ charge: charge.id, amount: 500n });
    const input = { charge: charge.id, amount: 600n, idempotencyKey: newKey() };
    const first = refused(await verbs.create(input));
    expect(first).toMatchObject({ code: 'AMOUNT_TOO_LARGE', amountRefundable: 500n });
    await verbs.refund({ charge: charge.id, amount: 200n });
    const again = refused(await verbs.create(input));
    const now = await verbs.chargeNow(charge.id);
    expect(now.amountRefunded).toBe(700n);
    expect(again).toEqual({ ...first, charge: now });
    expect(again.message).toContain('unrefunded amount on charge ($5.00)');
  });

  test('returns the first refusal again, even if the refund would be allowed now', async () => {
    const id = testId('ch');
    const input = { charge: id, idempotencyKey: newKey() };
    const first = refused(await verbs.create(input));
    expect(first.code).toBe('RESOURCE_MISSING');
    await insertCharge(verbs.database, { id });
    expect(await verbs.create(input)).toEqual(first);
    expect(await verbs.refundsOf(id)).toEqual([]);
  });
});

describe('section 8: a request with the same key and another input', () => {
  test.each<[string, Partial<CreateRefundInput>]>([
    ['the whole amount', { amount: 1000n }],
    ['another amount', { amount: 1n }],
    ['a flag that is false', { reverseTransfer: false }],
    ['empty metadata', { metadata: {} }],
    ['a charge that does not exist', { charge: 'ch_none' }],
  ])('is refused before the lookup, and creates nothing: %s', async (_, other) => {
    const charge = await insertCharge(verbs.database);
    const input = { charge: charge.id, idempotencyKey: newKey() };
    const first = await verbs.refund(input);
    expect(await verbs.create({ ...input, ...other })).toEqual(reused(input.idempotencyKey));
    expect(await verbs.refundsOf(charge.id)).toHaveLength(1);
    // The key still belongs to the first request.
    expect(accepted(await verbs.create(input)).refund.id).toBe(first.id);
  });

  test('is refused even if the first request was refused', async () => {
    const charge = await insertCharge(verbs.database);
    const input = { charge: charge.id, amount: 1001n, idempotencyKey: newKey() };
    refused(await verbs.create(input));
    expect(await verbs.create({ ...input, amount: 1000n })).toEqual(reused(input.idempotencyKey));
  });
});

/** Inputs that are refused for what the ledger says, each with the code. */
const refusedByLedger: readonly [string, () => Promise<CreateRefundInput>, string][] = [
  ['a charge that does not exist', async () => ({ charge: 'ch_none' }), 'RESOURCE_MISSING'],
  [
    'ids that disagree',
    async () => ({
      charge: (await insertCharge(verbs.database)).id,
      paymentIntent: (await insertPaymentIntent(verbs.database)).id,
    }),
    'PARAMETER_INVALID',
  ],
  [
    'a charge that was refunded in full',
    async () => {
      const { id: charge } = await insertCharge(verbs.database);
      await verbs.refund({ charge });
      return { charge };
    },
    'CHARGE_ALREADY_REFUNDED',
  ],
  [
    'a payment intent without a successful charge',
    async () => ({ paymentIntent: (await insertPaymentIntent(verbs.database)).id }),
    'PAYMENT_INTENT_NOT_REFUNDABLE',
  ],
  [
    'a charge that failed',
    async () => ({ charge: (await insertCharge(verbs.database, { status: 'failed' })).id }),
    'CHARGE_NOT_REFUNDABLE',
  ],
  [
    'a charge that is disputed',
    async () => ({ charge: (await insertCharge(verbs.database, { disputed: true })).id }),
    'CHARGE_DISPUTED',
  ],
  [
    'an unexpected refundable amount',
    async () => ({ charge: (await insertCharge(verbs.database)).id, expectedAmountRefundable: 1n }),
    'AMOUNT_REFUNDABLE_CHANGED',
  ],
  [
    'an amount that is too large',
    async () => ({ charge: (await insertCharge(verbs.database)).id, amount: 1001n }),
    'AMOUNT_TOO_LARGE',
  ],
  [
    'wrong last digits of the amount',
    async () => ({ charge: (await insertCharge(verbs.database, { currency: 'isk' })).id, amount: 150n }),
    'PARAMETER_INVALID',
  ],
  [
    'a missing e-mail address',
    async () => ({ charge: (await insertCharge(verbs.database, { paymentMethodType: 'boleto' })).id }),
    'PARAMETER_MISSING',
  ],
];

describe('section 8: a key', () => {
  test.each<[string, Partial<CreateRefundInput>, string]>([
    ['rule 1.1: neither a charge nor a payment intent', { charge: null }, 'PARAMETER_MISSING'],
    ['section 2: amount 0', { amount: 0n }, 'PARAMETER_INVALID'],
    ['section 4: a metadata key with brackets', { metadata: { 'a[b]': 'v' } }, 'PARAMETER_INVALID'],
    ['rule 6.5: an invalid e-mail address', { instructionsEmail: 'jenny' }, 'PARAMETER_INVALID'],
  ])('is not used up by a refusal of the input by itself: %s', async (_, fault, code) => {
    const charge = await insertCharge(verbs.database);
    const input = { charge: charge.id, idempotencyKey: newKey() };
    expect(refused(await verbs.create({ ...input, ...fault })).code).toBe(code);
    expect(await keptOf(input.idempotencyKey)).toEqual([]);
    expect(accepted(await verbs.create(input)).idempotentReplay).toBe(false);
    // The input is checked before the key, even though the key has an outcome now.
    expect(refused(await verbs.create({ ...input, ...fault })).code).toBe(code);
  });

  test.each(refusedByLedger)(
    'is used up by a refusal that depends on the ledger: %s',
    async (_, inputOf, code) => {
      const input = { ...(await inputOf()), idempotencyKey: newKey() };
      const first = refused(await verbs.create(input));
      expect(first.code).toBe(code);
      expect(await keptOf(input.idempotencyKey)).toMatchObject([{ refundId: null, refusal: { code } }]);
      expect(await verbs.create(input)).toEqual(first);
      expect(await verbs.create({ ...input, reason: 'duplicate' })).toEqual(reused(input.idempotencyKey));
    },
  );
});

describe('section 8: a refusal without a key of the caller', () => {
  const keptBy = (caller: string) => verbs.database.prisma.idempotencyKey.findMany({ where: { caller } });

  test.each(refusedByLedger)('is not kept: %s', async (_, inputOf, code) => {
    const caller = testId('caller');
    const input = await inputOf();
    for (const idempotencyKey of [undefined, null])
      expect(refused(await verbs.create({ ...input, idempotencyKey }, caller)).code).toBe(code);
    expect(await keptBy(caller)).toEqual([]);
  });

  test('is not kept beside one with a key in the same group', async () => {
    const caller = testId('caller');
    const { id: charge } = await insertCharge(verbs.database);
    const tooMuch = { charge, amount: 1001n };
    const key = newKey();
    const answers = [tooMuch, { ...tooMuch, idempotencyKey: key }, tooMuch, { charge, amount: 1n }];
    const writes = vi.spyOn(verbs.database, 'write');
    onTestFinished(() => writes.mockRestore());
    const results = await Promise.all(answers.map((input) => verbs.create(input, caller)));
    expect(results.map((result) => ('code' in result ? result.code : 'made'))).toEqual([
      ...Array(3).fill('AMOUNT_TOO_LARGE'),
      'made',
    ]);
    // One statement writes the refund, and one keeps the refusal.
    expect(writes).toHaveBeenCalledTimes(2);
    const kept = await keptBy(caller);
    expect(kept.filter(({ refusal }) => refusal !== null).map((row) => row.key)).toEqual([key]);
    expect(kept.filter(({ refundId }) => refundId !== null)).toHaveLength(1);
    expect(kept).toHaveLength(2);
  });
});

test('section 8: a key that stored CHARGE_NOT_REFUNDABLE for a payment intent replays the newer code', async () => {
  const { id: paymentIntent } = await insertPaymentIntent(verbs.database);
  const input = { paymentIntent, idempotencyKey: newKey() };
  const first = refused(await verbs.create(input));
  const { message } = first;
  await verbs.database.prisma.idempotencyKey.updateMany({
    where: { key: input.idempotencyKey },
    data: { refusal: { code: 'CHARGE_NOT_REFUNDABLE', message, param: 'paymentIntent' } },
  });
  expect(await verbs.create(input)).toEqual(first);
  expect(first).toMatchObject({
    code: 'PAYMENT_INTENT_NOT_REFUNDABLE',
    paymentIntent: { id: paymentIntent },
  });
});

test('section 8: a kept refusal with a code that this version does not know is an unknown outcome with its key', async () => {
  const input = { charge: 'ch_unknown', idempotencyKey: newKey() };
  refused(await verbs.create(input));
  const refusal = { code: 'CODE_OF_A_NEWER_VERSION', message: 'Because', param: null };
  await verbs.database.prisma.idempotencyKey.updateMany({
    where: { key: input.idempotencyKey },
    data: { refusal },
  });
  await expect(verbs.create(input)).rejects.toMatchObject({
    name: 'OutcomeUnknownError',
    idempotencyKey: input.idempotencyKey,
  });
});

test("section 8: a caller's keys are its own", async () => {
  const charge = await insertCharge(verbs.database);
  const idempotencyKey = newKey();
  const input = { charge: charge.id, amount: 100n, idempotencyKey };
  const ids = await Promise.all(
    ['shop', 'desk', null].map(async (actor) => (await verbs.refund(input, actor)).id),
  );
  expect(new Set(ids).size).toBe(3);
  expect((await verbs.refund(input, 'desk')).id).toBe(ids[1]);
  expect((await verbs.refund(input, null)).id).toBe(ids[2]);
  expect((await keptOf(idempotencyKey)).map(({ caller }) => caller)).toEqual(['', 'desk', 'shop']);
});

test('a replay writes nothing, and neither does a refusal without a key', async () => {
  const { id: charge } = await insertCharge(verbs.database);
  const input = { charge, amount: 400n, idempotencyKey: newKey() };
  const { id } = await verbs.refund(input);
  const writes = vi.spyOn(verbs.database, 'write');
  onTestFinished(() => writes.mockRestore());
  expect((await verbs.refund(input)).id).toBe(id);
  expect(refused(await verbs.create({ charge, amount: 1001n })).code).toBe('AMOUNT_TOO_LARGE');
  expect(writes).not.toHaveBeenCalled();
});

test('I10: a refusal without a key of the caller holds even if a lost write arrives late', async () => {
  const { database } = verbs;
  const intent = await insertPaymentIntent(database);
  const charge = await insertCharge(database, { paymentIntentId: intent.id });
  const { write } = database;
  const writes = vi.spyOn(database, 'write');
  onTestFinished(() => writes.mockRestore());
  let arrive: () => ReturnType<typeof write> = () => Promise.reject(new Error('Nothing is in flight'));
  writes.mockImplementationOnce(async (statement, onDoubt) => {
    onDoubt?.();
    arrive = () => write(statement);
    const created = new Date(charge.created.getTime() + 1000);
    await insertCharge(database, { paymentIntentId: intent.id, created, amountRefunded: 1000n });
    // The retry finds nothing written, because the first write is still in flight.
    return [];
  });
  const answer = refused(await verbs.create({ paymentIntent: intent.id, amount: 400n }));
  expect(answer.code).toBe('CHARGE_ALREADY_REFUNDED');
  expect(await arrive()).toEqual([]);
  expect(await verbs.refundsOf(charge.id)).toEqual([]);
});

test('many simultaneous requests with one key cost at most three reads besides the replays', async () => {
  const charge = await insertCharge(verbs.database);
  const input = { charge: charge.id, amount: 400n, idempotencyKey: newKey() };
  const reads = vi.spyOn(verbs.database, 'query');
  onTestFinished(() => reads.mockRestore());
  const answers = await Promise.all(Array.from({ length: 30 }, () => verbs.create(input)));
  expect(new Set(answers.map((answer) => accepted(answer).refund.id)).size).toBe(1);
  expect(answers.filter((answer) => !accepted(answer).idempotentReplay)).toHaveLength(1);
  // Each replay also reads the refund by its id.
  const looks = reads.mock.calls.filter(([{ text }]) => !text.includes('FROM refund t'));
  expect(looks.length).toBeGreaterThan(0);
  expect(looks.length).toBeLessThanOrEqual(3);
});
