import { expect, test } from 'vitest';
import type { Charge } from '../../prisma/generated/prisma/client.js';
import { cancelRefund } from '../../src/refunds/cancel-refund.js';
import type { CreatedRefund } from '../../src/refunds/create/create-group.js';
import { isRefusal } from '../../src/rules/refusal.js';
import { testDatabase } from '../support/databases/test-database.js';
import { createWithoutApproval } from '../support/gateways/create-without-approval.js';
import { runKnownTasks } from '../support/gateways/run-tasks.js';
import { TestClock } from '../support/gateways/test-clock.js';
import { testGroups } from '../support/gateways/test-groups.js';
import { ACTION_EXPIRES_AFTER_MS, SANDBOX_DELAY_MS, testSandbox } from '../support/gateways/test-sandbox.js';
import { insertCharge } from '../support/rows/ledger-rows.js';

const holder = testDatabase();
const clock = new TestClock();
const groups = testGroups(holder);
const context = () => ({
  database: holder.database,
  groups: groups(),
  clock,
  processor: testSandbox,
  actor: null,
});

async function refundOf(values: Partial<Charge>, instructionsEmail?: string) {
  const charge = await insertCharge(holder.database, values);
  const created = await createWithoutApproval(context(), { charge: charge.id, instructionsEmail });
  if (isRefusal(created)) throw new Error(created.message);
  return (created as CreatedRefund).refund.id;
}

/** Lets time pass, performs the tasks that became due, and returns the refund with its charge. */
async function after(ms: number, id: string) {
  clock.advance(ms);
  while ((await runKnownTasks(context())) > 0);
  return holder.database.prisma.refund.findUniqueOrThrow({ where: { id }, include: { charge: true } });
}

const eventsOf = async (refundId: string) =>
  (
    await holder.database.prisma.refundEvent.findMany({ where: { refundId }, orderBy: { position: 'asc' } })
  ).map(({ type, status, actor }) => `${type} ${status} ${actor}`);

test('section 7: a card refund gets its reference', async () => {
  const id = await refundOf({});
  expect(await after(SANDBOX_DELAY_MS - 1, id)).toMatchObject({ destinationCardReference: null });
  expect(await after(1, id)).toMatchObject({
    status: 'succeeded',
    destinationCardReference: expect.stringMatching(/^\d{12}$/),
    destinationCardReferenceStatus: 'available',
  });
  expect(await eventsOf(id)).toEqual(['refund_created succeeded null', 'refund_updated succeeded sandbox']);
  expect(await holder.database.prisma.refundTask.count({ where: { refundId: id } })).toBe(0);
});

test('section 7, rule 6.9: a refund to card 7726 is pending, then succeeds', async () => {
  const id = await refundOf({ cardLast4: '7726' });
  expect(await after(0, id)).toMatchObject({ status: 'pending', pendingReason: 'processing' });
  expect(await after(SANDBOX_DELAY_MS, id)).toMatchObject({ status: 'succeeded', pendingReason: null });
});

test('section 7, rule 6.10: a refund to card 5126 succeeds, then fails and gives its amount back', async () => {
  const id = await refundOf({ cardLast4: '5126', amount: 700n });
  expect(await after(0, id)).toMatchObject({ status: 'succeeded', charge: { amountRefunded: 700n } });
  const failed = await after(SANDBOX_DELAY_MS, id);
  expect(failed).toMatchObject({
    status: 'failed',
    failureReason: 'expired_or_canceled_card',
    charge: { amountRefunded: 0n },
  });
  const back = await holder.database.prisma.balanceTransaction.findUniqueOrThrow({
    where: { id: failed.failureBalanceTransactionId ?? '' },
  });
  expect(back).toMatchObject({ amount: 700n, net: 700n });
  expect(await eventsOf(id)).toEqual(['refund_created succeeded null', 'refund_failed failed sandbox']);
});

test('section 7: a refund to a bank debit succeeds', async () => {
  const id = await refundOf({ paymentMethodType: 'sepa_debit' });
  expect(await after(SANDBOX_DELAY_MS, id)).toMatchObject({ status: 'succeeded' });
});

test('rule 6.6: a refund succeeds after the customer gives bank details', async () => {
  const id = await refundOf({ paymentMethodType: 'konbini', currency: 'jpy' }, 'jane+details@example.com');
  expect(await after(SANDBOX_DELAY_MS, id)).toMatchObject({ status: 'pending', pendingReason: 'processing' });
  expect(await after(SANDBOX_DELAY_MS, id)).toMatchObject({ status: 'succeeded' });
});

test('rule 6.10: the customer is asked again, once, after the bank returned the money', async () => {
  const id = await refundOf({ paymentMethodType: 'konbini', currency: 'jpy' }, 'jane+returned@example.com');
  const statuses = [];
  for (let turn = 0; turn < 4; turn++) statuses.push((await after(SANDBOX_DELAY_MS, id)).status);
  expect(statuses).toEqual(['pending', 'requires_action', 'pending', 'succeeded']);
});

test('rule 6.7: a refund fails when its action expires', async () => {
  const id = await refundOf({ paymentMethodType: 'konbini', currency: 'jpy' }, 'jane@example.com');
  expect(await after(ACTION_EXPIRES_AFTER_MS - 1, id)).toMatchObject({ status: 'requires_action' });
  expect(await after(1, id)).toMatchObject({
    status: 'failed',
    failureReason: 'unknown',
    charge: { amountRefunded: 0n },
  });
});

test('rule 6.8: a canceled refund stays canceled', async () => {
  const id = await refundOf({ paymentMethodType: 'konbini', currency: 'jpy' }, 'jane+details@example.com');
  await cancelRefund(context(), id);
  expect(await after(ACTION_EXPIRES_AFTER_MS, id)).toMatchObject({ status: 'canceled' });
});

test('rule 6.11: a pending refund whose charge is disputed fails', async () => {
  const id = await refundOf({ paymentMethodType: 'sepa_debit' });
  const { chargeId } = await holder.database.prisma.refund.findUniqueOrThrow({ where: { id } });
  await holder.database.prisma.charge.update({
    where: { id: chargeId },
    data: { disputed: true, disputeBlocks: true, refundsOpen: false },
  });
  expect(await after(SANDBOX_DELAY_MS, id)).toMatchObject({
    status: 'failed',
    failureReason: 'charge_for_pending_refund_disputed',
  });
});

test('section 7: a task that is due is performed once, even with several processes', async () => {
  const ids = await Promise.all(
    Array.from({ length: 30 }, () => refundOf({ cardLast4: '5126', amount: 100n })),
  );
  clock.advance(SANDBOX_DELAY_MS);
  await Promise.all(Array.from({ length: 4 }, () => runKnownTasks(context())));
  while ((await runKnownTasks(context())) > 0);
  const failed = await holder.database.prisma.refundEvent.findMany({
    where: { refundId: { in: ids }, type: 'refund_failed' },
  });
  expect(failed).toHaveLength(30);
});
