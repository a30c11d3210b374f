import { expect, test } from 'vitest';
import { systemClock } from '../../src/process/clock.js';
import { repeat } from '../../src/process/repeat.js';
import type { RefundProcessor, TaskResult } from '../../src/refunds/processing/processor.js';
import { RUN_INTERVAL_MS } from '../../src/refunds/processing/run-due-tasks.js';
import type { VerbContext } from '../../src/refunds/verb-context.js';
import { runKnownTasks } from '../support/gateways/run-tasks.js';
import { SANDBOX_DELAY_MS } from '../support/gateways/test-sandbox.js';
import { testVerbs } from '../support/gateways/test-verbs.js';
import {
  chargeObject,
  disputeObject,
  importAll,
  imported,
  type StripeExample,
} from '../support/rows/stripe-objects.js';

const verbs = testVerbs();
const take = (...objects: Parameters<typeof imported>[1]) => imported(verbs.database, objects, verbs.clock);
const refundNow = (id: string) => verbs.database.prisma.refund.findUniqueOrThrow({ where: { id } });
const taskOf = (refundId: string) => verbs.database.prisma.refundTask.findUnique({ where: { refundId } });

/** Runs the tasks that are due now. No time passes. */
async function runTasks(context: Partial<VerbContext> = {}) {
  while ((await runKnownTasks({ ...verbs.as(null), ...context })) > 0);
}

const bankDebit = { payment_method_details: { type: 'sepa_debit' } };
const konbini = { payment_method_details: { type: 'konbini' } };

/** An imported charge, and a refund of it that the gateway creates. */
async function refundOf(values: StripeExample) {
  const charge = chargeObject(values);
  await take(charge);
  const refund = await verbs.refund({
    charge: charge.id,
    amount: 300n,
    instructionsEmail: 'jane+details@example.com',
  });
  return { charge, id: refund.id };
}

const DISPUTED = {
  status: 'failed',
  failureReason: 'charge_for_pending_refund_disputed',
  pendingReason: null,
};

test.each([
  ['settles later', bankDebit, 'processing'],
  ['waits for its charge', { ...bankDebit, status: 'pending' }, 'charge_pending'],
])('rule 6.11: a dispute that arrives fails a refund that %s, without waiting', async (_, values, reason) => {
  const { charge, id } = await refundOf(values);
  expect(await refundNow(id)).toMatchObject({ status: 'pending', pendingReason: reason });
  await take(disputeObject({ charge: charge.id }));
  await runTasks();

  const failed = await refundNow(id);
  expect(failed).toMatchObject(DISPUTED);
  expect(await verbs.chargeNow(charge.id)).toMatchObject({ amountRefunded: 0n, disputeBlocks: true });
  const back = { where: { id: failed.failureBalanceTransactionId ?? '' } };
  expect(await verbs.database.prisma.balanceTransaction.findUniqueOrThrow(back)).toMatchObject({
    amount: 300n,
    net: 300n,
    type: 'refund_failure',
  });
  const events = await verbs.eventsOf(id);
  expect(events.map(({ type, actor }) => [type, actor])).toEqual([
    ['refund_created', null],
    ['refund_failed', 'sandbox'],
  ]);
  expect(await taskOf(id)).toBeNull();
});

test('rule 6.11: it is enough that the charge says it is disputed', async () => {
  const { charge, id } = await refundOf(bankDebit);
  await take({ ...charge, disputed: true });
  await runTasks();
  expect(await refundNow(id)).toMatchObject(DISPUTED);
});

test('rules 1.8 and 6.11: a dispute that does not block fails nothing', async () => {
  const { charge, id } = await refundOf(bankDebit);
  const task = await taskOf(id);
  await take(disputeObject({ charge: charge.id, status: 'warning_needs_response' }));
  await runTasks();
  expect(await refundNow(id)).toMatchObject({ status: 'pending' });
  expect(await taskOf(id)).toEqual(task);
});

test('rule 6.11: only pending refunds fail; one that requires action does as soon as it is pending', async () => {
  const [card, asked] = [await refundOf({}), await refundOf(konbini)];
  for (const { charge } of [card, asked]) await take(disputeObject({ charge: charge.id }));
  await runTasks();
  expect(await refundNow(card.id)).toMatchObject({ status: 'succeeded' });
  expect(await refundNow(asked.id)).toMatchObject({ status: 'requires_action' });
  verbs.clock.advance(SANDBOX_DELAY_MS);
  await runTasks();
  expect(await refundNow(card.id)).toMatchObject({ status: 'succeeded' });
  expect(await refundNow(asked.id)).toMatchObject(DISPUTED);
});

test('rule 6.11: a dispute changes no imported refund', async () => {
  const charge = chargeObject(bankDebit);
  const refund = { id: 're_of_another_ledger', object: 'refund', amount: 100, currency: 'usd' };
  await take(charge, { ...refund, charge: charge.id, created: charge.created, status: 'pending' });
  await take(disputeObject({ charge: charge.id }));
  await runTasks();
  expect(await refundNow(refund.id)).toMatchObject({ status: 'pending' });
});

test('rule 6.11: a dispute that arrives during a task of the processor is not lost', async () => {
  const { charge, id } = await refundOf(bankDebit);
  const { processor } = verbs.as(null);
  const slow: RefundProcessor = {
    ...processor,
    parseStep: () => async (): Promise<TaskResult> => {
      await take(disputeObject({ charge: charge.id }));
      return { next: { step: 'settle', delayMs: SANDBOX_DELAY_MS } };
    },
  };
  verbs.clock.advance(SANDBOX_DELAY_MS);
  await runTasks({ processor: slow });
  expect(await refundNow(id)).toMatchObject(DISPUTED);
});

test('rule 6.11: a running gateway reacts to the import without any other trigger', async () => {
  const { charge, id } = await refundOf({ ...bankDebit, status: 'pending' });
  const errors: unknown[] = [];
  const context = { ...verbs.as(null), clock: systemClock };
  const loop = repeat(
    () => runKnownTasks(context),
    RUN_INTERVAL_MS,
    (error) => errors.push(error),
  );
  try {
    await importAll(verbs.database, [disputeObject({ charge: charge.id })]);
    await expect.poll(() => refundNow(id)).toMatchObject(DISPUTED);
  } finally {
    await loop.stop();
  }
  expect(errors).toEqual([]);
});
