import { describe, expect, test } from 'vitest';
import type { Charge } from '../../prisma/generated/prisma/client.js';
import { readFacts, recordRefund } from '../../src/refunds/ledger.js';
import type { CreateRefundInput } from '../../src/refunds/refund-input.js';
import { refundRows } from '../../src/refunds/refund-rows.js';
import { decide } from '../support/deciding.js';
import { insertCharge, testId } from '../support/ledger-rows.js';
import { ACTION_EXPIRES_AFTER_MS } from '../support/test-sandbox.js';
import { accepted, testVerbs } from '../support/test-verbs.js';

const verbs = testVerbs();
const connected = () =>
  insertCharge(verbs.database, {
    applicationFeeAmount: 30n,
    transferAmount: 500n,
    billingEmail: `${testId('jenny')}@example.com`,
  });

/** A refund that was decided and not yet written: others may get ahead. */
async function decided(input: CreateRefundInput) {
  const { facts } = await readFacts(verbs.database, input, null);
  const decision = accepted(decide(input, facts));
  return {
    decision,
    rows: refundRows(decision, input, {
      at: verbs.clock.now(),
      actor: null,
      actionExpiresAfterMs: ACTION_EXPIRES_AFTER_MS,
    }),
  };
}
type Decided = Awaited<ReturnType<typeof decided>>;
const newKey = () => ({ caller: 'shop', key: testId('key'), fingerprint: 'first' });
const record = ({ decision, rows }: Decided, key: ReturnType<typeof newKey> | null = null) =>
  recordRefund(verbs.database, decision, rows, key, { step: 'settle', delayMs: 5000, at: verbs.clock.now() });

/** Everything that a refund of a charge may leave behind. */
async function left({ id: chargeId }: Charge, { rows }: Decided) {
  const { prisma } = verbs.database;
  const where = { chargeId };
  return {
    charge: await verbs.chargeNow(chargeId),
    refunds: await prisma.refund.count({ where }),
    events: await prisma.refundEvent.count({ where: { refund: where } }),
    balance: await prisma.balanceTransaction.count({ where: { id: rows.refund.balanceTransactionId ?? '' } }),
    reversals: await prisma.transferReversal.count({ where }),
    feeRefunds: await prisma.applicationFeeRefund.count({ where }),
    blocked: await prisma.blockListEntry.count({ where }),
    tasks: await prisma.refundTask.count({ where: { refund: where } }),
  };
}
const keysOf = ({ key }: { readonly key: string }) =>
  verbs.database.prisma.idempotencyKey.findMany({ where: { key } });
const all = { reason: 'fraudulent', refundApplicationFee: true, reverseTransfer: true } as const;

test('recorded: all of it, with the key', async () => {
  const charge = await connected();
  const key = newKey();
  const refund = await decided({ charge: charge.id, amount: 400n, ...all });
  const total = { ...charge, amountRefunded: 400n, applicationFeeRefunded: 12n, transferReversed: 200n };
  expect(await record(refund, key)).toEqual({ charge: total });
  expect(await left(charge, refund)).toEqual({
    charge: total,
    refunds: 1,
    events: 1,
    balance: 1,
    reversals: 1,
    feeRefunds: 1,
    blocked: 1,
    tasks: 1,
  });
  expect(await keysOf(key)).toMatchObject([{ ...key, refundId: refund.rows.refund.id, refusal: null }]);
});

describe('moved, and nothing is left behind, the key neither', () => {
  type Meanwhile = (charge: Charge) => Promise<unknown>;
  const change =
    (data: Partial<Pick<Charge, 'refundCeiling' | 'revision'>>): Meanwhile =>
    ({ id }) =>
      verbs.database.prisma.charge.update({ where: { id }, data });
  const another =
    (amount: bigint): Meanwhile =>
    ({ id: charge }) =>
      verbs.refund({ charge, amount });
  test.each<[string, CreateRefundInput, Meanwhile]>([
    ['the revision is another', { amount: 400n }, change({ revision: 1 })],
    ['too little is left', { amount: 400n }, another(601n)],
    ['the ceiling fell', { amount: 400n }, change({ refundCeiling: 399n })],
    ['all that was left is not all any more', {}, another(1n)],
    ['what would empty it does not any more', { amount: 1000n }, another(1n)],
    ['a share was computed from another total', { amount: 400n, ...all }, another(1n)],
  ])('%s', async (_, terms, meanwhile) => {
    const charge = await connected();
    const refund = await decided({ charge: charge.id, ...terms });
    await meanwhile(charge);
    const before = await left(charge, refund);
    const key = newKey();
    expect(await record(refund, key)).toBe('moved');
    expect(await left(charge, refund)).toEqual(before);
    expect(await keysOf(key)).toEqual([]);
  });

  test('the charge is not there', async () => {
    const charge = await connected();
    const { decision, rows } = await decided({ charge: charge.id, amount: 400n });
    const elsewhere = { decision: { ...decision, charge: { ...decision.charge, id: 'ch_none' } }, rows };
    expect(await record(elsewhere)).toBe('moved');
    expect((await left(charge, elsewhere)).refunds).toBe(0);
  });
});

test('a part stands beside another made meanwhile, where both fit', async () => {
  const charge = await connected();
  const refund = await decided({ charge: charge.id, amount: 400n });
  await verbs.refund({ charge: charge.id, amount: 500n });
  expect(await record(refund)).toMatchObject({ charge: { amountRefunded: 900n } });
});

test.each(['refund', 'refusal'] as const)('key_taken by a %s: nothing is left behind', async (outcome) => {
  const charge = await connected();
  const key = newKey();
  if (outcome === 'refund') await record(await decided({ charge: charge.id, amount: 100n }), key);
  else
    await verbs.database.prisma.idempotencyKey.create({
      data: { ...key, created: verbs.clock.now(), refusal: { code: 'RESOURCE_MISSING' } },
    });
  const kept = await keysOf(key);
  const second = await decided({ charge: charge.id, amount: 400n, ...all });
  const before = await left(charge, second);
  expect(await record(second, { ...key, fingerprint: 'second' })).toBe('key_taken');
  expect(await left(charge, second)).toEqual(before);
  expect(await keysOf(key)).toEqual(kept);
});

test('what fails half-way leaves nothing behind', async () => {
  const charge = await connected();
  const first = await decided({ charge: charge.id, amount: 100n });
  await record(first);
  const { decision, rows } = await decided({ charge: charge.id, amount: 400n, ...all });
  const key = newKey();
  // The event comes after the refund and all that it refers to.
  const clash = { decision, rows: { ...rows, refundEvent: first.rows.refundEvent } };
  const before = await left(charge, clash);
  await expect(record(clash, key)).rejects.toMatchObject({ code: '23505' });
  expect(await left(charge, clash)).toEqual(before);
  expect(await keysOf(key)).toEqual([]);
});
