import { expect, test } from 'vitest';
import { sql } from '../../../src/database/sql.js';
import { approveRefund } from '../../../src/refunds/approvals/approve-refund.js';
import { createRefund } from '../../../src/refunds/create/create-refund.js';
import type { CallerLimit } from '../../../src/rules/policy.js';
import type { CreateRefundInput } from '../../../src/rules/refund-input.js';
import { isRefusal } from '../../../src/rules/refusal.js';
import { accepted, refused, testVerbs } from '../../support/gateways/test-verbs.js';
import { insertCharge, testId } from '../../support/rows/ledger-rows.js';
import { limitWith, policyWith } from '../../support/rows/policies.js';

const verbs = testVerbs();

/** A caller whose refunds are limited. */
function limited(limit: Partial<CallerLimit>) {
  const caller = testId('caller');
  const policy = policyWith({ limits: [limitWith({ caller, aboveLimit: 'approve', ...limit })] });
  const context = { ...verbs.as(caller), policy };
  return {
    caller,
    context,
    create: (input: CreateRefundInput) => createRefund(context, input),
    days: () => verbs.database.query(sql`SELECT amount, count FROM caller_day WHERE caller = ${caller}`),
  };
}

/** The approval that a createRefund answered. */
function held(answer: Awaited<ReturnType<typeof createRefund>>) {
  if (isRefusal(answer) || !('approval' in answer)) throw new Error('No approval was asked for');
  return answer;
}
const newCharge = async () => (await insertCharge(verbs.database, { amount: 1000n, currency: 'usd' })).id;

test('rule 13.3: a refund beyond a limit waits for approval, holds nothing, and its key gives it again', async () => {
  const desk = limited({ maxAmount: 500n });
  const charge = await newCharge();
  const input = { charge, amount: 600n, idempotencyKey: 'order-1' };
  const { approval, idempotentReplay } = held(await desk.create(input));
  expect(approval).toMatchObject({
    status: 'pending',
    chargeId: charge,
    amount: 600n,
    requestedBy: desk.caller,
    message: 'Refund amount ($6.00) is greater than the limit of $5.00 for a single refund.',
  });
  expect(approval.expiresAt.getTime() - approval.created.getTime()).toBe(72 * 3_600_000);
  expect(idempotentReplay).toBe(false);
  expect((await verbs.chargeNow(charge)).amountRefunded).toBe(0n);
  const again = held(await desk.create(input));
  expect([again.approval.id, again.idempotentReplay]).toEqual([approval.id, true]);
  expect(refused(await desk.create({ ...input, amount: 700n })).code).toBe('IDEMPOTENCY_KEY_REUSED');
});

test('rule 13.4: an approved refund is of who asked, and counts in nobody’s day', async () => {
  const desk = limited({ maxAmountPerDay: 500n });
  const supervisor = limited({ maxAmountPerDay: 600n });
  const charge = await newCharge();
  accepted(await desk.create({ charge: await newCharge(), amount: 400n }));
  const { approval } = held(await desk.create({ charge, amount: 600n }));
  const refund = accepted(await approveRefund(supervisor.context, approval.id, null));
  expect(refund).toMatchObject({ amount: 600n, createdBy: desk.caller, countedOn: null });
  expect(await desk.days()).toEqual([[400n, 1]]);
  expect(await supervisor.days()).toEqual([]);
  const [event] = await verbs.eventsOf(refund.id);
  expect(event).toMatchObject({ actor: supervisor.caller });
});

test('rule 13.4: whoever approves may make a single refund of the amount', async () => {
  const desk = limited({ maxAmount: 100n });
  const other = limited({ maxAmount: 500n });
  const { approval } = held(await desk.create({ charge: await newCharge(), amount: 600n }));
  expect(refused(await approveRefund(other.context, approval.id, null))).toMatchObject({
    code: 'REFUND_LIMIT_EXCEEDED',
    limit: 500n,
    param: 'approval',
  });
  accepted(await approveRefund(limited({}).context, approval.id, null));
});

test('rule 13.4: nor approves more than a whole day of the approver would allow', async () => {
  const desk = limited({ maxAmount: 100n });
  const { approval } = held(await desk.create({ charge: await newCharge(), amount: 600n }));
  for (const limit of [{ maxAmountPerDay: 599n }, { maxCountPerDay: 0 }])
    expect(refused(await approveRefund(limited(limit).context, approval.id, null))).toMatchObject({
      code: 'REFUND_LIMIT_EXCEEDED',
    });
  accepted(await approveRefund(limited({ maxAmountPerDay: 600n }).context, approval.id, null));
});

test('a refund that the other rules refuse asks for no approval', async () => {
  const desk = limited({ maxAmount: 100n });
  expect(refused(await desk.create({ charge: await newCharge(), amount: 1001n })).code).toBe(
    'AMOUNT_TOO_LARGE',
  );
});

test('in a group, refunds within the limit are made and those beyond it wait', async () => {
  const desk = limited({ maxAmount: 500n });
  const charge = await newCharge();
  const answers = await Promise.all([300n, 600n, 200n].map((amount) => desk.create({ charge, amount })));
  expect(
    answers.map((answer) => ('approval' in answer ? 'held' : 'refund' in answer ? 'made' : answer)),
  ).toEqual(['made', 'held', 'made']);
  expect((await verbs.chargeNow(charge)).amountRefunded).toBe(500n);
});
