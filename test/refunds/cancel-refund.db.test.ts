import { describe, expect, test } from 'vitest';
import type { Refund } from '../../prisma/generated/prisma/client.js';
import { cancelRefund } from '../../src/refunds/cancel-refund.js';
import { changeStatus, type StatusChange } from '../../src/refunds/change-status.js';
import { lockRefund } from '../../src/refunds/lock-refund.js';
import { updateRefundMetadata } from '../../src/refunds/update-refund-metadata.js';
import { isRefusal } from '../../src/rules/refusal.js';
import { ACTION_EXPIRES_AFTER_MS } from '../support/gateways/test-sandbox.js';
import { accepted, refused, testVerbs } from '../support/gateways/test-verbs.js';
import { insertCharge, insertRefund } from '../support/rows/ledger-rows.js';

const verbs = testVerbs();
const cancel = (id: string, actor: string | null = 'desk') => cancelRefund(verbs.as(actor), id);
const waiting = async (amount = 400n): Promise<Refund> => {
  const charge = await insertCharge(verbs.database, { paymentMethodType: 'konbini', billingEmail: 'a@b.c' });
  return verbs.refund({ charge: charge.id, amount });
};
/** Changes the status of a refund as a processor does. */
const step = (id: string, change: StatusChange) =>
  verbs.database.prisma.$transaction(async (tx) =>
    changeStatus(tx, (await lockRefund(tx, id)) as Refund, change, {
      at: verbs.clock.now(),
      actor: 'sandbox',
      actionExpiresAfterMs: ACTION_EXPIRES_AFTER_MS,
    }),
  );
const failureTransactions = (amount: bigint) =>
  verbs.database.prisma.balanceTransaction.findMany({ where: { type: 'refund_failure', amount } });

test('rule 6.8: canceling a refund that requires action gives its amount back', async () => {
  const refund = await waiting(412n);
  verbs.clock.advance(1000);
  const canceled = accepted(await cancel(refund.id));
  const { charge: _, ...before } = refund as Refund & { charge?: unknown };
  expect(canceled).toEqual({
    ...before,
    status: 'canceled',
    failureReason: 'merchant_request',
    failureBalanceTransactionId: expect.stringMatching(/^txn_/),
  });
  expect(await failureTransactions(412n)).toMatchObject([
    {
      id: canceled.failureBalanceTransactionId,
      amount: 412n,
      fee: 0n,
      net: 412n,
      created: verbs.clock.now(),
    },
  ]);
  // The new revision makes refunds in flight be decided again, even if the total returns to its old value.
  expect(await verbs.chargeNow(refund.chargeId)).toMatchObject({ amountRefunded: 0n, revision: 1 });
  expect(await verbs.eventsOf(refund.id)).toMatchObject([
    { type: 'refund_created', status: 'requires_action', actor: null, changes: [] },
    { type: 'refund_updated', status: 'canceled', actor: 'desk', created: verbs.clock.now() },
  ]);
});

test('rule 6.8: canceling a refund ends its own task, and no other', async () => {
  const [refund, other] = [await waiting(), await waiting()];
  accepted(await cancel(refund.id));
  const tasks = await verbs.database.prisma.refundTask.findMany({
    where: { refundId: { in: [refund.id, other.id] } },
  });
  expect(tasks.map(({ refundId }) => refundId)).toEqual([other.id]);
});

test.each(['', 're_ 1', 're_\0'])('rule 1.3: no refund has the id %j', async (id) => {
  expect(refused(await cancel(id))).toMatchObject({ code: 'RESOURCE_MISSING', param: 'refund' });
});

test('section 2: the amount of a canceled refund can be refunded again', async () => {
  const refund = await waiting(1000n);
  expect(refused(await verbs.create({ charge: refund.chargeId })).code).toBe('CHARGE_ALREADY_REFUNDED');
  accepted(await cancel(refund.id));
  expect((await verbs.refund({ charge: refund.chargeId })).amount).toBe(1000n);
});

test('rule 6.8: a second cancel is refused with the canceled refund', async () => {
  const { id } = await waiting();
  const canceled = accepted(await cancel(id));
  expect(await cancel(id)).toEqual({
    code: 'REFUND_NOT_CANCELABLE',
    message: `Refund ${id} has the status canceled; only a refund that requires_action can be canceled.`,
    param: 'refund',
    refund: canceled,
  });
});

test('section 10: a refusal repeats the start of a long id', async () => {
  const charge = await insertCharge(verbs.database);
  const { id } = await insertRefund(verbs.database, charge, { id: `re_${'x'.repeat(100)}` });
  expect(refused(await cancel(id)).message).toMatch(/^Refund re_x{61}… has the status /);
});

describe('section 6: cancelRefund of a refund with another status is refused and shows the refund', () => {
  test.each<[string, StatusChange[]]>([
    ['pending', [{ status: 'pending', pendingReason: 'processing' }]],
    ['succeeded', [{ status: 'pending' }, { status: 'succeeded' }]],
    ['failed', [{ status: 'failed', failureReason: 'unknown' }]],
  ])('%s', async (status, steps) => {
    const { id } = await waiting();
    for (const change of steps) await step(id, change);
    const events = await verbs.eventsOf(id);
    const refusal = refused(await cancel(id));
    expect(refusal).toMatchObject({ code: 'REFUND_NOT_CANCELABLE', refund: { id, status } });
    expect(refusal.message).toContain(`has the status ${status};`);
    expect(await verbs.eventsOf(id)).toEqual(events);
  });
});

test('rule 1.3: canceling a refund that does not exist is refused', async () => {
  expect(await cancel('re_none')).toEqual({
    code: 'RESOURCE_MISSING',
    message: "No such refund: 're_none'",
    param: 'refund',
  });
});

test('rule 6.8: one of several simultaneous cancels succeeds, and the amount is given back once', async () => {
  const refund = await waiting(423n);
  const beside = await verbs.refund({ charge: refund.chargeId, amount: 100n });
  const answers = await Promise.all(Array.from({ length: 6 }, () => cancel(refund.id)));
  expect(answers.filter((answer) => !isRefusal(answer))).toHaveLength(1);
  for (const refusal of answers.filter(isRefusal))
    expect(refusal).toMatchObject({ code: 'REFUND_NOT_CANCELABLE', refund: { status: 'canceled' } });
  expect((await verbs.chargeNow(refund.chargeId)).amountRefunded).toBe(beside.amount);
  expect(await failureTransactions(423n)).toHaveLength(1);
  expect(await verbs.eventsOf(refund.id)).toHaveLength(2);
});

test('section 6: one of a simultaneous cancel and status change succeeds', async () => {
  const { id, chargeId } = await waiting();
  const [canceled, settled] = await Promise.allSettled([cancel(id), step(id, { status: 'pending' })]);
  const won = canceled.status === 'fulfilled' && !isRefusal(canceled.value);
  expect(settled.status).toBe(won ? 'rejected' : 'fulfilled');
  const now = await verbs.database.prisma.refund.findUniqueOrThrow({ where: { id } });
  expect(now.status).toBe(won ? 'canceled' : 'pending');
  expect((await verbs.chargeNow(chargeId)).amountRefunded).toBe(won ? 0n : 400n);
  expect(await verbs.eventsOf(id)).toHaveLength(2);
});

test('section 2: after simultaneous cancels and new refunds, the total is the amount held', async () => {
  const charge = await insertCharge(verbs.database, { paymentMethodType: 'konbini', billingEmail: 'a@b.c' });
  const first = await Promise.all(
    Array.from({ length: 5 }, () => verbs.refund({ charge: charge.id, amount: 200n })),
  );
  const answers = await Promise.all([
    ...first.map(({ id }) => cancel(id)),
    ...Array.from({ length: 5 }, () => verbs.create({ charge: charge.id, amount: 200n })),
  ]);
  expect(answers.slice(0, 5).some(isRefusal)).toBe(false);
  const held = (await verbs.refundsOf(charge.id)).filter(({ status }) => status === 'requires_action');
  expect((await verbs.chargeNow(charge.id)).amountRefunded).toBe(200n * BigInt(held.length));
  expect(held).toHaveLength(answers.slice(5).filter((answer) => !isRefusal(answer)).length);
});

test("section 6: a refund's events are in the order of its changes", async () => {
  const { id } = await waiting();
  accepted(await updateRefundMetadata(verbs.as('desk'), id, { a: '1' }));
  await step(id, { status: 'pending', pendingReason: 'processing' });
  await step(id, { status: 'succeeded' });
  await step(id, { status: 'requires_action' });
  await step(id, { status: 'failed', failureReason: 'unknown' });
  const events = (await verbs.eventsOf(id)).map(({ type, status }) => [type, status]);
  expect(events).toEqual([
    ['refund_created', 'requires_action'],
    ['refund_updated', 'requires_action'],
    ['refund_updated', 'pending'],
    ['refund_updated', 'succeeded'],
    ['refund_updated', 'requires_action'],
    // Section 6: a change to failed records only this event.
    ['refund_failed', 'failed'],
  ]);
});

test('section 6: a transition that the table does not list throws and changes nothing', async () => {
  const { id } = await waiting();
  await expect(step(id, { status: 'succeeded' })).rejects.toThrow(
    'cannot go from requires_action to succeeded',
  );
  expect(await verbs.eventsOf(id)).toHaveLength(1);
});

test('rules 1.7 and 6.10: a failed release of an authorization does not touch the balance', async () => {
  const charge = await insertCharge(verbs.database, { amount: 711n, captured: false });
  const { id } = await verbs.refund({ charge: charge.id });
  const failed = await step(id, { status: 'failed', failureReason: 'unknown' });
  expect(failed.failureBalanceTransactionId).toBeNull();
  expect(await failureTransactions(711n)).toEqual([]);
  expect((await verbs.chargeNow(charge.id)).amountRefunded).toBe(0n);
});
