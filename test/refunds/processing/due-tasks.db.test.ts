import { beforeEach, expect, test } from 'vitest';
import type { RefundProcessor, TaskResult } from '../../../src/refunds/processing/processor.js';
import { runDueTasks } from '../../../src/refunds/processing/run-due-tasks.js';
import { SANDBOX_DELAY_MS, testSandbox } from '../../support/gateways/test-sandbox.js';
import { testVerbs } from '../../support/gateways/test-verbs.js';
import { chargeObject, disputeObject, imported } from '../../support/rows/stripe-objects.js';

const verbs = testVerbs();
// The tasks of another test may be due too.
beforeEach(() => verbs.database.prisma.refundTask.deleteMany());
const taskOf = (refundId: string) => verbs.database.prisma.refundTask.findUnique({ where: { refundId } });

/** Pending refunds of one charge, whose tasks are due. */
async function dueRefunds(count: number): Promise<readonly string[]> {
  const charge = chargeObject({ payment_method_details: { type: 'sepa_debit' } });
  await imported(verbs.database, [charge], verbs.clock);
  const ids: string[] = [];
  while (ids.length < count) ids.push((await verbs.refund({ charge: charge.id, amount: 1n })).id);
  verbs.clock.advance(SANDBOX_DELAY_MS);
  return ids;
}

/** Performs due tasks once, with a processor that asks the test instead. */
const run = (ask: (refundId: string) => Promise<TaskResult | undefined>) =>
  runDueTasks(
    {
      ...verbs.as(null),
      processor: {
        ...testSandbox,
        parseStep: () => async (refund) => (await ask(refund.id)) ?? {},
      } satisfies RefundProcessor,
    },
    () => {},
  );

test('section 7: a process that is late with its result leaves the next task of another process alone', async () => {
  const [id = ''] = await dueRefunds(1);
  await run(async () => {
    await verbs.database.prisma.refundTask.update({ where: { refundId: id }, data: { step: 'next' } });
    return { change: { status: 'succeeded' }, next: { step: 'last', delayMs: 0 } };
  });
  expect(await taskOf(id)).toMatchObject({ step: 'next' });
  expect(await verbs.database.prisma.refund.findUnique({ where: { id } })).toMatchObject({
    status: 'pending',
  });
  await verbs.database.prisma.refundTask.delete({ where: { refundId: id } });
});

test('section 7: a task is claimed for thirty seconds, and then another process may take it', async () => {
  const [id = ''] = await dueRefunds(1);
  const claims: (number | undefined)[] = [];
  const fail = async () => {
    claims.push((await taskOf(id))?.claimedUntil?.getTime());
    throw new Error('The network is away');
  };
  const claimedMs = verbs.clock.now().getTime();
  await expect(run(fail)).rejects.toThrow('1 of 1 tasks failed');
  verbs.clock.advance(29_999);
  expect(await run(fail)).toBe(0);
  verbs.clock.advance(1);
  await expect(run(fail)).rejects.toThrow('1 of 1 tasks failed');
  expect(claims).toEqual([claimedMs + 30_000, claimedMs + 60_000]);
  await verbs.database.prisma.refundTask.delete({ where: { refundId: id } });
});

test('section 7: of more due tasks than a process takes at once, the oldest are taken first', async () => {
  const ids = await dueRefunds(22);
  const oldest = ids.slice(-2);
  for (const refundId of oldest)
    await verbs.database.prisma.refundTask.update({ where: { refundId }, data: { due: new Date(0) } });
  const asked: string[] = [];
  expect(await run(async (id) => void asked.push(id))).toBe(20);
  expect(asked).toHaveLength(20);
  expect(asked).toEqual(expect.arrayContaining(oldest));
});

test('section 7: the next task waits for its time, also after a dispute of a refund that has succeeded', async () => {
  const charge = chargeObject();
  await imported(verbs.database, [charge], verbs.clock);
  const { id, status } = await verbs.refund({ charge: charge.id, amount: 1n });
  expect(status).toBe('succeeded');
  await imported(verbs.database, [disputeObject({ charge: charge.id })], verbs.clock);
  await verbs.database.prisma.refundTask.update({ where: { refundId: id }, data: { due: new Date(0) } });
  await runDueTasks(
    {
      ...verbs.as(null),
      processor: {
        ...testSandbox,
        parseStep: () => async () => ({ next: { step: 'later', delayMs: 5_000 } }),
      },
    },
    () => {},
  );
  expect((await taskOf(id))?.due).toEqual(new Date(verbs.clock.now().getTime() + 5_000));
});
