import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cancelRefund } from '../../src/refunds/cancel-refund.js';
import { updateRefundMetadata } from '../../src/refunds/update-refund-metadata.js';
import { isRefusal } from '../../src/rules/refusal.js';
import { createWithoutApproval } from '../../test/support/gateways/create-without-approval.js';
import { runKnownTasks } from '../../test/support/gateways/run-tasks.js';
import { type Creation, creation, requestOf } from './creation.js';
import { atOnce, type Crowd, chargeOf } from './crowd.js';
import { stepOf } from './decide.js';
import { contextOf, importNews, inputOf } from './gateway.js';
import { DELAY_MS, EXPIRY_MS } from './life.js';
import { type LimitedBatch, limitedBatch, limitedStorm } from './limited-batches.js';
import { pick } from './pick.js';
import { EMAILS } from './world.js';

/** Concurrent operations. Their answers are checked together. */
export type Batch =
  | LimitedBatch
  | { readonly storm: Creation; readonly times: number; readonly parts: number }
  | { readonly retries: Creation; readonly times: number; readonly key: number }
  | { readonly labels: number; readonly times: number }
  | { readonly mix: readonly Act[]; readonly after: number };

/** One operation among others. */
type Act = { readonly create: Creation } | { readonly cancel: number } | { readonly news: number } | 'tasks';

/** Section 4. */
const MAX_KEYS = 50;

/** The charge is fully refunded after this many refunds. */
const parts = fc.integer({ min: 1, max: 10 });
const times = fc.integer({ min: 2, max: 12 });
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ create: creation }) },
  { weight: 3, arbitrary: fc.record({ cancel: fc.nat(30) }) },
  { weight: 2, arbitrary: fc.constant('tasks' as const) },
  { weight: 1, arbitrary: fc.record({ news: fc.nat(30) }) },
);
export const batch: fc.Arbitrary<Batch> = fc.oneof(
  { weight: 3, arbitrary: limitedBatch },
  { weight: 2, arbitrary: fc.record({ storm: creation, times, parts }) },
  { weight: 2, arbitrary: fc.record({ retries: creation, times, key: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ labels: fc.nat(30), times }) },
  {
    weight: 4,
    arbitrary: fc.record({
      mix: fc.array(act, { minLength: 2, maxLength: 12, size: 'max' }),
      after: fc.constantFrom(DELAY_MS, 0, EXPIRY_MS),
    }),
  },
);

export function run(crowd: Crowd, batch: Batch): Promise<void> {
  if ('limited' in batch) return limitedStorm(crowd, batch);
  if ('storm' in batch) return storm(crowd, batch.storm, batch.times, batch.parts);
  if ('retries' in batch) return retries(crowd, batch.retries, batch.times, batch.key);
  if ('labels' in batch) return labels(crowd, batch.labels, batch.times);
  return mix(crowd, batch.mix, batch.after);
}

const refundIds = async ({ gateway, ledger }: Crowd): Promise<string[]> => {
  const chargeId = { in: ledger.charges.map(({ id }) => id) };
  const found = await gateway.database.prisma.refund.findMany({ where: { chargeId }, select: { id: true } });
  return found.map(({ id }) => id).sort();
};

/** I5: as many equal refunds succeed as the charge has room for. The others are refused. */
async function storm(
  crowd: Crowd,
  { charge: number, fee, transfer }: Creation,
  count: number,
  parts: number,
) {
  const { gateway, counts } = crowd;
  const charge = chargeOf(crowd, number);
  const { amountRefunded, refundCeiling, refundsOpen } =
    await gateway.database.prisma.charge.findUniqueOrThrow({ where: { id: charge.id } });
  const left = Number(refundCeiling - amountRefunded);
  const part = Math.floor(left / parts);
  const amount = part - (part % stepOf(charge));
  if (amount === 0) return;
  const input = inputOf({
    charge: charge.id,
    amount,
    instructionsEmail: EMAILS[0],
    refundApplicationFee: fee,
    reverseTransfer: transfer,
  });
  const answers = await atOnce(count, () => createWithoutApproval(contextOf(gateway, null), input));
  const made = answers.filter((answer) => !isRefusal(answer)).length;
  // An authorization can only be refunded in full (rule 1.7).
  const room = charge.captured || amount === charge.ceiling ? Math.floor(left / amount) : 0;
  assert.equal(made, refundsOpen ? Math.min(count, room) : 0, 'I5: as many succeed as there is room for');
  for (const answer of answers) counts.add('storm', isRefusal(answer) ? answer.code : 'made');
}

/** I3 and I4: one input of a key wins, and its refund is created once. The other input is always refused. */
async function retries(crowd: Crowd, operation: Creation, count: number, number: number) {
  const { gateway, ledger, counts } = crowd;
  const plain = {
    by: 'charge',
    email: EMAILS[0],
    metadata: undefined,
    expected: undefined,
    // Lines would not add up to both amounts.
    lines: undefined,
  } as const;
  const request = requestOf({ ...operation, ...plain }, ledger);
  // The same number may occur twice in a run. The count of operations makes the key unique.
  const idempotencyKey = `${number} ${counts.operations} ${ledger.charges[0]?.id}`;
  const answers = await atOnce(count, async (index) => {
    const amount = index % 3 === 2 ? 2 : 1;
    const input = inputOf({ ...request, amount, idempotencyKey });
    return { amount, answer: await createWithoutApproval(contextOf(gateway, null), input) };
  });
  const outcomes = answers.map(({ amount, answer }) =>
    isRefusal(answer) ? { amount, name: answer.code } : { amount, name: answer.refund.id },
  );
  const own = outcomes.filter(({ name }) => name !== 'IDEMPOTENCY_KEY_REUSED');
  assert.equal(new Set(own.map(({ amount, name }) => `${amount} ${name}`)).size, 1, 'I4: one outcome');
  const made = answers.filter(({ answer }) => !isRefusal(answer) && !answer.idempotentReplay).length;
  assert.equal(made, own[0]?.name.startsWith('re_') ? 1 : 0, 'I3: created once');
  for (const { name } of outcomes) counts.add('retries', name.startsWith('re_') ? 'a refund' : name);
}

/** I8: concurrent updates lose no key. */
async function labels(crowd: Crowd, number: number, count: number) {
  const { gateway, counts } = crowd;
  const id = pick(await refundIds(crowd), number);
  if (id === undefined) return;
  const before = await gateway.database.prisma.refund.findUniqueOrThrow({ where: { id } });
  const room = MAX_KEYS - Object.keys(before.metadata as object).length;
  await atOnce(count, (index) =>
    updateRefundMetadata(contextOf(gateway, null), id, { [`at once ${index}`]: `${number}` }),
  );
  const { metadata } = await gateway.database.prisma.refund.findUniqueOrThrow({ where: { id } });
  const kept = Object.keys(metadata as object).filter((key) => key.startsWith('at once')).length;
  if (room >= count) assert.ok(kept >= count, 'I8: no key is lost');
  for (let index = 0; index < count; index++) counts.add('labels', 'updated');
}

/** Checks that no concurrent operation is answered with an unexpected error. */
async function mix(crowd: Crowd, acts: readonly Act[], after: number) {
  const { gateway, counts } = crowd;
  const ids = await refundIds(crowd);
  gateway.clock.advance(after);
  const outcomes = await Promise.all(acts.map((act) => perform(crowd, act, ids)));
  for (const outcome of outcomes) counts.add('mix', outcome);
}

async function perform(crowd: Crowd, act: Act, ids: readonly string[]): Promise<string> {
  const { gateway, ledger } = crowd;
  const context = contextOf(gateway, null);
  if (act === 'tasks') return (await runKnownTasks(context)) > 0 ? 'tasks done' : 'no tasks';
  if ('create' in act) {
    const made = await createWithoutApproval(context, inputOf(requestOf(act.create, ledger)));
    return isRefusal(made) ? made.code : 'created';
  }
  if ('cancel' in act) {
    const canceled = await cancelRefund(context, pick(ids, act.cancel) ?? 're_none');
    return isRefusal(canceled) ? canceled.code : 'canceled';
  }
  const dispute = { status: act.news % 2 ? 'needs_response' : 'won', isChargeRefundable: false } as const;
  await importNews(gateway, chargeOf(crowd, act.news).id, { dispute });
  return dispute.status;
}
