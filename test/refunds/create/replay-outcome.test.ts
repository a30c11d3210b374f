import { expect, test } from 'vitest';
import { OutcomeUnknownError } from '../../../src/database/retry.js';
import type { Database } from '../../../src/ledger/open-ledger.js';
import { replayOutcome } from '../../../src/refunds/create/replay-outcome.js';
import type { Outcome } from '../../../src/rules/idempotency.js';

/** A ledger from which every row is missing, though nothing deletes one. */
const empty = { query: async () => [] } as unknown as Database;
const attempt = {
  key: { caller: 'shop', key: 'order-1', fingerprint: 'first', given: true },
  input: { paymentIntent: 'pi_1' },
  madeIds: new Set<string>(),
};
const outcome = (values: Partial<Outcome>): Outcome => ({
  fingerprint: 'first',
  refundId: null,
  approvalId: null,
  refusal: null,
  ...values,
});
const replay = (values: Partial<Outcome>) => replayOutcome(empty, attempt, outcome(values));

test('section 8: a key with other input is refused, whatever its outcome', async () => {
  expect(await replay({ fingerprint: 'second', refundId: 're_1' })).toEqual({
    code: 'IDEMPOTENCY_KEY_REUSED',
    message:
      "Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than 'order-1' if you meant to execute a different request.",
    param: 'idempotencyKey',
  });
});

test('section 8: a long key is repeated only in part', async () => {
  const key = { ...attempt.key, key: 'k'.repeat(255) };
  expect(await replayOutcome(empty, { ...attempt, key }, outcome({ fingerprint: 'second' }))).toMatchObject({
    message: expect.stringContaining(` than '${'k'.repeat(64)}…' if `),
  });
});

const kept = { message: 'As it was', param: null };
test.each<[NonNullable<Outcome['refusal']>, object]>([
  [{ ...kept, code: 'PARAMETER_INVALID' }, {}],
  [{ ...kept, code: 'PARAMETER_MISSING' }, {}],
  [{ ...kept, code: 'RESOURCE_MISSING' }, {}],
  [
    { ...kept, code: 'PAYMENT_INTENT_NOT_REFUNDABLE', paymentIntent: 'pi_2' },
    { paymentIntent: { id: 'pi_2' } },
  ],
  [
    { ...kept, code: 'REFUND_LIMIT_EXCEEDED', limit: '9007199254740993', left: '0', currency: 'usd' },
    { limit: 9_007_199_254_740_993n, left: 0n, currency: 'usd' },
  ],
])('section 8: a refusal is replayed as it was: %j', async (refusal, details) => {
  expect(await replay({ refusal })).toEqual({ code: refusal.code, ...kept, ...details });
});

test('section 8: an old refusal of a payment intent has the id of the input', async () => {
  expect(await replay({ refusal: { ...kept, code: 'CHARGE_NOT_REFUNDABLE' } })).toEqual({
    code: 'PAYMENT_INTENT_NOT_REFUNDABLE',
    ...kept,
    paymentIntent: { id: 'pi_1' },
  });
});

test('promise I10: a refusal of a newer version is an unknown outcome, with the key that tells it', async () => {
  const refusal = { ...kept, code: 'OF_A_NEWER_VERSION' } as never;
  const replaying = replay({ refusal });
  await expect(replaying).rejects.toThrow(OutcomeUnknownError);
  await expect(replaying).rejects.toMatchObject({
    message: 'This version does not know the kept refusal OF_A_NEWER_VERSION',
    idempotencyKey: 'order-1',
  });
});

test.each<[string, Partial<Outcome>]>([
  ['The refund re_1 of a key is missing', { refundId: 're_1' }],
  ['The refund null of a key is missing', {}],
  ['The approval apr_1 of a key is missing', { approvalId: 'apr_1' }],
  ...(['CHARGE_ALREADY_REFUNDED', 'CHARGE_DISPUTED', 'CHARGE_NOT_REFUNDABLE'] as const).map(
    (code): [string, Partial<Outcome>] => [
      'The charge ch_1 of a kept refusal is missing',
      { refusal: { ...kept, code, charge: 'ch_1' } },
    ],
  ),
  ...(['AMOUNT_TOO_LARGE', 'AMOUNT_REFUNDABLE_CHANGED'] as const).map((code): [string, Partial<Outcome>] => [
    'The charge ch_2 of a kept refusal is missing',
    { refusal: { ...kept, code, charge: 'ch_2', amountRefundable: '7' } },
  ]),
])('the log names the row that is missing: %s', async (message, values) => {
  await expect(replay(values)).rejects.toThrow(new Error(message));
});
