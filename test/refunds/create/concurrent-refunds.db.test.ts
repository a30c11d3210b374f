import { describe, expect, test } from 'vitest';
import type { Charge } from '../../../prisma/generated/prisma/client.js';
import type { CreateRefundInput } from '../../../src/rules/refund-input.js';
import { isRefusal } from '../../../src/rules/refusal.js';
import { accepted, refused, testVerbs } from '../../support/gateways/test-verbs.js';
import { insertCharge, insertRefund, testId } from '../../support/rows/ledger-rows.js';

const verbs = testVerbs();
const newKey = (): string => testId('key');

/** Sends all requests at once; none may throw. Returns the refunded amounts and the codes of the refusals. */
async function atOnce(inputs: readonly CreateRefundInput[]) {
  const answers = await Promise.all(inputs.map((input) => verbs.create(input)));
  return {
    amounts: answers.flatMap((answer) => (isRefusal(answer) ? [] : [answer.refund.amount])),
    codes: new Set(answers.flatMap((answer) => (isRefusal(answer) ? [answer.code] : []))),
  };
}
const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);

/** I1: the amounts held and the opening balance add up to the total, which is within the ceiling. */
async function expectBalanced({ id }: Charge): Promise<bigint> {
  const { amountRefunded, openingRefunded, refundCeiling } = await verbs.chargeNow(id);
  expect(sum((await verbs.refundsOf(id)).map(({ amount }) => amount)) + openingRefunded).toBe(amountRefunded);
  expect(amountRefunded).toBeLessThanOrEqual(refundCeiling);
  return amountRefunded;
}

describe('section 2: of N simultaneous refunds of amount A, exactly floor(left / A) succeed, the others are refused', () => {
  test.each([
    { count: 20, amount: 100n, opening: 0n, succeed: 10 },
    { count: 20, amount: 300n, opening: 0n, succeed: 3 },
    { count: 12, amount: 150n, opening: 400n, succeed: 4 },
    { count: 8, amount: 1000n, opening: 0n, succeed: 1 },
    { count: 8, amount: 501n, opening: 500n, succeed: 0 },
  ])('$count refunds of $amount after $opening was refunded', async ({ count, amount, opening, succeed }) => {
    const charge = await insertCharge(verbs.database);
    if (opening > 0n) await insertRefund(verbs.database, charge, { amount: opening });
    const { amounts, codes } = await atOnce(
      Array.from({ length: count }, () => ({ charge: charge.id, amount })),
    );
    expect(amounts).toHaveLength(succeed);
    // Each refusal comes after all that succeed, so it tells what is left then.
    const left = charge.amount - opening - amount * BigInt(succeed);
    expect([...codes]).toEqual([left === 0n ? 'CHARGE_ALREADY_REFUNDED' : 'AMOUNT_TOO_LARGE']);
    expect(await expectBalanced(charge)).toBe(opening + amount * BigInt(succeed));
  });

  test('refunds with shares of a fee and a transfer, which depend on the total', async () => {
    const charge = await insertCharge(verbs.database, { applicationFeeAmount: 33n, transferAmount: 777n });
    const input = { charge: charge.id, amount: 100n, refundApplicationFee: true, reverseTransfer: true };
    const { amounts } = await atOnce(Array.from({ length: 16 }, () => input));
    expect(amounts).toHaveLength(10);
    await expectBalanced(charge);
    expect(await verbs.chargeNow(charge.id)).toMatchObject({
      applicationFeeRefunded: 33n,
      transferReversed: 777n,
    });
  });

  test('more than a hundred refunds with shares all succeed', async () => {
    const charge = await insertCharge(verbs.database, { amount: 110_000n, transferAmount: 11_000n });
    const input = { charge: charge.id, amount: 1000n, reverseTransfer: true };
    const { amounts } = await atOnce(Array.from({ length: 110 }, () => input));
    expect(amounts).toHaveLength(110);
    expect((await verbs.chargeNow(charge.id)).transferReversed).toBe(11_000n);
  });
});

test('section 2: simultaneous full and partial refunds refund the charge in full and never more', async () => {
  const charge = await insertCharge(verbs.database);
  const parts = Array.from({ length: 6 }, () => ({ charge: charge.id, amount: 100n }));
  const rest = Array.from({ length: 3 }, () => ({ charge: charge.id }));
  const { amounts, codes } = await atOnce([...parts, ...rest]);
  expect(sum(amounts)).toBe(1000n);
  // One full refund took all that was left. The partial refunds before it are 100 each.
  expect(amounts.filter((amount) => amount !== 100n)).toHaveLength(1);
  for (const code of codes) expect(['AMOUNT_TOO_LARGE', 'CHARGE_ALREADY_REFUNDED']).toContain(code);
  expect(await expectBalanced(charge)).toBe(1000n);
});

test('section 2: one of several simultaneous full refunds succeeds', async () => {
  const charge = await insertCharge(verbs.database);
  const { amounts, codes } = await atOnce(Array.from({ length: 8 }, () => ({ charge: charge.id })));
  expect(amounts).toEqual([1000n]);
  expect([...codes]).toEqual(['CHARGE_ALREADY_REFUNDED']);
});

test('section 8: two equal requests without a key create two refunds', async () => {
  const charge = await insertCharge(verbs.database);
  const { amounts } = await atOnce(Array.from({ length: 2 }, () => ({ charge: charge.id, amount: 100n })));
  expect(amounts).toEqual([100n, 100n]);
  expect(new Set((await verbs.refundsOf(charge.id)).map(({ id }) => id)).size).toBe(2);
});

describe('section 8: simultaneous requests', () => {
  test.each<[string, Partial<CreateRefundInput>]>([
    ['a part of the charge', { amount: 100n }],
    ['all that is left', {}],
  ])('with one key create one refund of %s, and all but one get it as a replay', async (_, terms) => {
    const charge = await insertCharge(verbs.database);
    const input = { charge: charge.id, ...terms, idempotencyKey: newKey() };
    const answers = await Promise.all(Array.from({ length: 12 }, () => verbs.create(input)));
    const made = answers.map(accepted);
    expect(new Set(made.map(({ refund }) => refund.id)).size).toBe(1);
    expect(made.filter(({ idempotentReplay }) => !idempotentReplay)).toHaveLength(1);
    const refunds = await verbs.refundsOf(charge.id);
    expect(refunds).toHaveLength(1);
    expect((await verbs.chargeNow(charge.id)).amountRefunded).toBe(refunds[0]?.amount);
    expect(await verbs.eventsOf(refunds[0]?.id ?? '')).toHaveLength(1);
  });

  test('with one key and different inputs have one outcome; the others get IDEMPOTENCY_KEY_REUSED', async () => {
    const charge = await insertCharge(verbs.database);
    const idempotencyKey = newKey();
    const amounts = Array.from({ length: 10 }, (_, index) => BigInt(index + 1));
    const answers = await Promise.all(
      amounts.map((amount) => verbs.create({ charge: charge.id, amount, idempotencyKey })),
    );
    const refusals = answers.filter(isRefusal);
    expect(refusals).toHaveLength(9);
    for (const refusal of refusals) expect(refusal.code).toBe('IDEMPOTENCY_KEY_REUSED');
    expect(await verbs.refundsOf(charge.id)).toHaveLength(1);
  });

  test('with one key all get the same refusal', async () => {
    const charge = await insertCharge(verbs.database);
    const input = { charge: charge.id, amount: 1001n, idempotencyKey: newKey() };
    const answers = await Promise.all(Array.from({ length: 8 }, () => verbs.create(input)));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(refused(answers[0] as object).code).toBe('AMOUNT_TOO_LARGE');
    const { idempotencyKey: key } = input;
    expect(await verbs.database.prisma.idempotencyKey.count({ where: { key } })).toBe(1);
  });

  test('with several keys each keep their first outcome, a refund or a refusal', async () => {
    const charge = await insertCharge(verbs.database, { amount: 300n });
    const inputs = Array.from({ length: 5 }, () => ({
      charge: charge.id,
      amount: 100n,
      idempotencyKey: newKey(),
    }));
    const send = () => Promise.all([...inputs, ...inputs].map((input) => verbs.create(input)));
    const idsOf = (answers: Awaited<ReturnType<typeof send>>) =>
      answers.map((answer) => (isRefusal(answer) ? answer.code : answer.refund.id));
    const first = idsOf(await send());
    expect(first.slice(0, 5)).toEqual(first.slice(5));
    expect(new Set(first.filter((id) => id.startsWith('re_'))).size).toBe(3);
    expect(idsOf(await send())).toEqual(first);
    expect(await verbs.refundsOf(charge.id)).toHaveLength(3);
  });
});
