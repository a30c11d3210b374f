import { expect, test } from 'vitest';
import { type ParkedTask, parkTask, resumeParkedTasks } from '../../../src/refunds/processing/park-task.js';
import type { RefundProcessor } from '../../../src/refunds/processing/processor.js';
import { runDueTasks } from '../../../src/refunds/processing/run-due-tasks.js';
import type { VerbContext } from '../../../src/refunds/verb-context.js';
import { verifyLedger } from '../../../src/verify/verify-ledger.js';
import { SANDBOX_DELAY_MS, testSandbox } from '../../support/gateways/test-sandbox.js';
import { testVerbs } from '../../support/gateways/test-verbs.js';
import { chargeObject, disputeObject, imported } from '../../support/rows/stripe-objects.js';

const HOUR_MS = 60 * 60_000;
/** Longer than a process may keep a task that it has claimed. */
const CLAIM_EXPIRES_MS = 31_000;
const verbs = testVerbs();
const take = (...objects: Parameters<typeof imported>[1]) => imported(verbs.database, objects, verbs.clock);
const taskOf = (refundId: string) => verbs.database.prisma.refundTask.findUnique({ where: { refundId } });
const statusOf = async (id: string) =>
  (await verbs.database.prisma.refund.findUniqueOrThrow({ where: { id } })).status;

/** A pending refund of an imported charge. */
async function pendingRefund() {
  const charge = chargeObject({ payment_method_details: { type: 'sepa_debit' } });
  await take(charge);
  return { charge, id: (await verbs.refund({ charge: charge.id, amount: 300n })).id };
}

/** The same with a next step that no processor knows. */
async function strangeRefund(step = 'unknown_step') {
  const refund = await pendingRefund();
  await verbs.database.prisma.refundTask.update({ where: { refundId: refund.id }, data: { step } });
  return refund;
}

/** Lets time pass, performs the tasks that are due, and returns the parked tasks. */
async function parkedAfter(ms: number, context: Partial<VerbContext> = {}): Promise<ParkedTask[]> {
  verbs.clock.advance(ms);
  const parked: ParkedTask[] = [];
  while ((await runDueTasks({ ...verbs.as(null), ...context }, (task) => parked.push(task))) > 0);
  return parked;
}

const reasonFor = (step: string) => `The processor sandbox has no step "${step}"`;

test.each(['unknown_step', '', 'constructor', '__proto__'])(
  'a task with the unknown step "%s" is parked once, and other tasks are performed',
  async (step) => {
    const [strange, known] = [await strangeRefund(step), await pendingRefund()];
    const parked = { refundId: strange.id, reason: reasonFor(step) };
    expect(await parkedAfter(SANDBOX_DELAY_MS)).toEqual([parked]);
    expect(await statusOf(known.id)).toBe('succeeded');
    expect(await taskOf(strange.id)).toEqual({
      refundId: strange.id,
      step,
      due: null,
      claimedUntil: null,
      parkedReason: parked.reason,
    });
    expect(await parkedAfter(HOUR_MS)).toEqual([]);
    expect(await statusOf(strange.id)).toBe('pending');
  },
);

test('verify shows a parked task, with its refund and the reason', async () => {
  const { id } = await strangeRefund();
  await parkedAfter(SANDBOX_DELAY_MS);
  const check = (await verifyLedger(verbs.database.pool)).find(({ holds }) => holds.startsWith('no task is'));
  expect(check?.violations).toBeGreaterThan(0);
  const { rows } = await verbs.database.pool.query<{ count: string }>(
    'SELECT count(*) FROM refund_task WHERE parked_reason IS NOT NULL',
  );
  expect(check?.violations).toBe(Number(rows[0]?.count));
  await verbs.database.prisma.refundTask.deleteMany({ where: { NOT: { refundId: id } } });
  const [last] = (await verifyLedger(verbs.database.pool)).filter(({ holds }) =>
    holds.startsWith('no task is'),
  );
  expect(last?.examples).toEqual([`${id}: ${reasonFor('unknown_step')}`]);
});

test('a start resumes parked tasks, since its version may know their steps', async () => {
  const { id } = await strangeRefund();
  const parked = { refundId: id, reason: reasonFor('unknown_step') };
  expect(await parkedAfter(SANDBOX_DELAY_MS)).toContainEqual(parked);
  expect(await resumeParkedTasks(verbs.as(null))).toBeGreaterThan(0);
  expect(await resumeParkedTasks(verbs.as(null))).toBe(0);
  expect(await taskOf(id)).toMatchObject({ due: verbs.clock.now(), parkedReason: null });
  expect(await parkedAfter(0)).toContainEqual(parked);

  const later: RefundProcessor = {
    ...testSandbox,
    parseStep: (name) => (name === 'unknown_step' ? async () => ({ change: { status: 'succeeded' } }) : null),
  };
  await resumeParkedTasks(verbs.as(null));
  expect(await parkedAfter(0, { processor: later })).not.toContainEqual(parked);
  expect(await statusOf(id)).toBe('succeeded');
  expect(await taskOf(id)).toBeNull();
});

test('a process that is late does not park the next task of another process', async () => {
  const { id } = await pendingRefund();
  const task = await taskOf(id);
  expect(await parkTask(verbs.database, { refundId: id, step: 'an_earlier_step' }, 'unknown')).toBeNull();
  expect(await taskOf(id)).toEqual(task);
});

test('an import of the charge does not resume a parked task', async () => {
  const { charge, id } = await strangeRefund();
  await parkedAfter(SANDBOX_DELAY_MS);
  await take({ ...charge, description: 'Another' });
  expect(await parkedAfter(0)).toEqual([]);
  expect(await taskOf(id)).toMatchObject({ due: null, parkedReason: reasonFor('unknown_step') });
});

test('rule 6.11: a dispute fails a refund whose task is parked', async () => {
  const { charge, id } = await strangeRefund();
  await parkedAfter(SANDBOX_DELAY_MS);
  await take(disputeObject({ charge: charge.id }));
  expect(await parkedAfter(0)).toEqual([]);
  expect(await statusOf(id)).toBe('failed');
  expect(await taskOf(id)).toBeNull();
});

test('a dispute decides nothing of a refund that has succeeded, so its task is parked', async () => {
  const charge = chargeObject();
  await take(charge);
  const { id, status } = await verbs.refund({ charge: charge.id, amount: 300n });
  expect(status).toBe('succeeded');
  await verbs.database.prisma.refundTask.update({ where: { refundId: id }, data: { step: 'unknown_step' } });
  await take(disputeObject({ charge: charge.id }));
  expect(await parkedAfter(HOUR_MS)).toEqual([{ refundId: id, reason: reasonFor('unknown_step') }]);
});

test('rule 6.11: a dispute that arrives while a task is about to be parked is not lost', async () => {
  const { charge, id } = await strangeRefund();
  const database: VerbContext['database'] = {
    ...verbs.database,
    async transaction(work) {
      await take(disputeObject({ charge: charge.id }));
      return verbs.database.transaction(work);
    },
  };
  expect(await parkedAfter(SANDBOX_DELAY_MS, { database })).toEqual([]);
  expect(await parkedAfter(CLAIM_EXPIRES_MS)).toEqual([]);
  expect(await statusOf(id)).toBe('failed');
});
