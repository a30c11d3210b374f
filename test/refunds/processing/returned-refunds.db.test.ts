import { expect, test } from 'vitest';
import { cancelRefund } from '../../../src/refunds/cancel-refund.js';
import type { RefundProcessor, TaskResult } from '../../../src/refunds/processing/processor.js';
import { runKnownTasks } from '../../support/gateways/run-tasks.js';
import {
  ACTION_EXPIRES_AFTER_MS,
  SANDBOX_DELAY_MS,
  testSandbox,
} from '../../support/gateways/test-sandbox.js';
import { accepted, testVerbs } from '../../support/gateways/test-verbs.js';
import { insertCharge } from '../../support/rows/ledger-rows.js';

const EMAIL = 'jane+details@example.com';
const verbs = testVerbs();

const settleAndReturn = async (): Promise<TaskResult> => ({
  change: { status: 'succeeded' },
  next: { step: 'return', delayMs: SANDBOX_DELAY_MS },
});
/** Unlike the sandbox, this processor succeeds before the customer's bank answers, so a returned refund was paid. */
const hasty: RefundProcessor = {
  ...testSandbox,
  name: 'hasty',
  parseStep: (name) => (name === 'settle' ? settleAndReturn : testSandbox.parseStep(name)),
};

/** Performs one step of the processor. Returns the refund, its charge's total and the number of balance transactions. */
async function step(id: string, processor = hasty) {
  verbs.clock.advance(SANDBOX_DELAY_MS);
  await runKnownTasks({ ...verbs.as(null), processor });
  const refund = await verbs.database.prisma.refund.findUniqueOrThrow({ where: { id } });
  const { amountRefunded } = await verbs.chargeNow(refund.chargeId);
  const moved = await verbs.database.prisma.balanceTransaction.count({
    where: { net: { in: [refund.amount, -refund.amount] } },
  });
  return { ...refund, amountRefunded, moved };
}

/** A refund whose customer is asked for details. Each test has its own amount, which finds the balance transactions. */
async function askedOf(amount: bigint) {
  const charge = await insertCharge(verbs.database, { paymentMethodType: 'konbini', currency: 'jpy' });
  return (await verbs.refund({ charge: charge.id, amount, instructionsEmail: EMAIL })).id;
}

test.each([
  ['pending', 811n, 1, testSandbox],
  ['succeeded', 812n, 2, hasty],
] as const)(
  'rule 6.10: a returned refund that was %s asks the customer again, with a new deadline',
  async (before, amount, steps, first) => {
    const id = await askedOf(amount);
    let refund = await step(id, first);
    if (steps === 2) refund = await step(id, first);
    expect(refund).toMatchObject({ status: before, moved: 1 });
    const expiredAt = refund.actionExpiresAt;
    const events = (await verbs.eventsOf(id)).length;
    // The sandbox returns a pending refund only for a `+returned@` address, so the test sets the step itself.
    await verbs.database.prisma.refundTask.update({ where: { refundId: id }, data: { step: 'return' } });

    const asked = await step(id);
    const askedAt = verbs.clock.now();
    expect(asked).toMatchObject({
      status: 'requires_action',
      pendingReason: null,
      failureReason: null,
      failureBalanceTransactionId: null,
      actionEmailSentAt: askedAt,
      actionEmailSentTo: EMAIL,
      actionExpiresAt: new Date(askedAt.getTime() + ACTION_EXPIRES_AFTER_MS),
      amountRefunded: amount,
      moved: 1,
    });
    const [event, ...more] = (await verbs.eventsOf(id)).slice(events);
    expect(more).toEqual([]);
    expect(event).toMatchObject({ type: 'refund_updated', status: 'requires_action', actor: 'hasty' });
    expect(event?.changes).toEqual(
      expect.arrayContaining([
        { field: 'status', before, after: 'requires_action' },
        {
          field: 'actionExpiresAt',
          before: expiredAt?.toISOString(),
          after: asked.actionExpiresAt?.toISOString(),
        },
      ]),
    );
  },
);

test('rule 6.10: a returned refund succeeds once the customer gives details again', async () => {
  const id = await askedOf(813n);
  const statuses = [];
  for (let turn = 0; turn < 4; turn++) statuses.push((await step(id)).status);
  expect(statuses).toEqual(['pending', 'succeeded', 'requires_action', 'pending']);
  expect(await step(id, testSandbox)).toMatchObject({
    status: 'succeeded',
    moved: 1,
    amountRefunded: 813n,
  });
});

test('rules 6.8 and 6.10: a returned refund can be canceled and gives its amount back once', async () => {
  const id = await askedOf(814n);
  for (let turn = 0; turn < 3; turn++) await step(id);
  expect(accepted(await cancelRefund(verbs.as('desk'), id))).toMatchObject({ status: 'canceled' });
  expect(await step(id)).toMatchObject({ status: 'canceled', amountRefunded: 0n, moved: 2 });
});
