import { describe, expect, test } from 'vitest';
import type { Charge } from '../../prisma/generated/prisma/client.js';
import { createSandbox } from '../../src/processors/sandbox.js';
import type { ProcessedRefund } from '../../src/refunds/processing/processor.js';

const sandbox = createSandbox({ delayMs: 5_000, actionExpiresAfterMs: 86_400_000 });

/** What a step does for a refund of a charge. */
const done = async (step: string, charge: Partial<Charge>, refund: Partial<ProcessedRefund> = {}) =>
  sandbox.parseStep(step)?.({ id: 're_1', ...refund } as ProcessedRefund, charge as Charge);

describe('rule 1.5: a refund that waits for its charge', () => {
  test('waits on while the charge is pending', async () => {
    expect(await done('await_charge', { status: 'pending', paymentMethodType: 'konbini' })).toEqual({
      next: { step: 'await_charge', delayMs: null },
    });
  });

  test('fails with the charge', async () => {
    expect(await done('await_charge', { status: 'failed', paymentMethodType: 'konbini' })).toEqual({
      change: { status: 'failed', failureReason: 'unknown' },
    });
  });

  test('settles after the charge', async () => {
    expect(await done('await_charge', { status: 'succeeded', paymentMethodType: 'sepa_debit' })).toEqual({
      next: { step: 'settle', delayMs: 5_000 },
    });
  });

  test.each([
    ['jane@example.com', { step: 'expire', delayMs: 86_400_000 }],
    ['jane+details@example.com', { step: 'give_details', delayMs: 5_000 }],
    ['jane+returned@example.com', { step: 'give_details', delayMs: 5_000 }],
    [null, { step: 'expire', delayMs: 86_400_000 }],
  ])('asks for bank details once the charge has succeeded: %s', async (instructionsEmail, next) => {
    const charge = { status: 'succeeded', paymentMethodType: 'konbini' } as const;
    expect(await done('await_charge', charge, { instructionsEmail })).toEqual({
      change: { status: 'requires_action' },
      next,
    });
  });
});

test('section 7: only a refund to a card gets a reference after it has settled', async () => {
  expect(await done('settle', { paymentMethodType: 'card' })).toEqual({
    change: { status: 'succeeded' },
    next: { step: 'send_reference', delayMs: 5_000 },
  });
  expect(await done('settle', { paymentMethodType: 'sepa_debit' })).toEqual({
    change: { status: 'succeeded' },
  });
});

test.each([
  ['re_1', '463435855466'],
  ['re_2', '066411830590'],
])(
  'section 7: the reference of a refund is always the same, and has twelve digits: %s',
  async (id, reference) => {
    expect(await done('send_reference', {}, { id })).toEqual({ reference });
  },
);

test.each(['refund', 'toString', ''])('a step that the sandbox does not have is none: %j', (name) => {
  expect(sandbox.parseStep(name)).toBeNull();
});

describe('section 7: the first task of a refund', () => {
  const released = { balanceTransactionId: null };
  test.each<[string, Partial<ProcessedRefund>, string, object | null]>([
    ['of a released authorization is none', { ...released, status: 'succeeded' }, '4242', null],
    [
      'of a pending charge waits for it',
      { status: 'pending', pendingReason: 'charge_pending' },
      '4242',
      { step: 'await_charge', delayMs: null },
    ],
    ['that is pending settles', { status: 'pending' }, '4242', { step: 'settle', delayMs: 5_000 }],
    [
      'to a card is its reference',
      { status: 'succeeded' },
      '4242',
      { step: 'send_reference', delayMs: 5_000 },
    ],
    ['to card 5126 fails', { status: 'succeeded' }, '5126', { step: 'fail', delayMs: 5_000 }],
  ])('%s', (_, refund, cardLast4, task) => {
    const given = { id: 're_1', balanceTransactionId: 'txn_1', ...refund } as ProcessedRefund;
    expect(sandbox.firstTask(given, { cardLast4 } as Charge)).toEqual(task);
  });
});
