import { describe, expect, test } from 'vitest';
import type { Charge } from '../../../prisma/generated/prisma/client.js';
import { changeStatus } from '../../../src/refunds/change-status.js';
import { recordRefunds } from '../../../src/refunds/create/record-refunds.js';
import { ACTION_EXPIRES_AFTER_MS } from '../../support/gateways/test-sandbox.js';
import { refused, testVerbs } from '../../support/gateways/test-verbs.js';
import { insertCharge, testId } from '../../support/rows/ledger-rows.js';
import { writtenFor } from '../../support/rows/written.js';

const verbs = testVerbs();
const both = { refundApplicationFee: true, reverseTransfer: true };
const connected = (values: Partial<Charge> = {}) =>
  insertCharge(verbs.database, {
    amount: 1200n,
    applicationFeeAmount: 121n,
    transferAmount: 880n,
    ...values,
  });
const returned = async ({ id }: Charge): Promise<readonly bigint[]> => {
  const { applicationFeeRefunded, transferReversed } = await verbs.chargeNow(id);
  return [applicationFeeRefunded, transferReversed];
};

test('section 3: the fee refund and the reversal are separate objects, and the charge counts their amounts', async () => {
  const charge = await connected({ applicationFeeId: 'fee_of_rows', transferId: 'tr_of_rows' });
  const refund = await verbs.refund({ charge: charge.id, amount: 500n, ...both });
  expect(refund).toMatchObject(both);
  const { prisma } = verbs.database;
  const common = { chargeId: charge.id, created: verbs.clock.now(), currency: 'usd' };
  expect(await prisma.applicationFeeRefund.findMany({ where: { chargeId: charge.id } })).toEqual([
    { ...common, id: refund.applicationFeeRefundId, amount: 50n, applicationFeeId: 'fee_of_rows' },
  ]);
  expect(await prisma.transferReversal.findMany({ where: { chargeId: charge.id } })).toEqual([
    { ...common, id: refund.transferReversalId, amount: 367n, transferId: 'tr_of_rows' },
  ]);
  expect(await returned(charge)).toEqual([50n, 367n]);
  expect(refund.applicationFeeRefundId).toMatch(/^fr_/);
  expect(refund.transferReversalId).toMatch(/^trr_/);
});

test('section 3: no object is created without a flag or with nothing to return', async () => {
  const charge = await connected();
  const unflagged = await verbs.refund({ charge: charge.id, amount: 500n });
  expect(unflagged).toMatchObject({ applicationFeeRefundId: null, transferReversalId: null });
  expect(await returned(charge)).toEqual([0n, 0n]);
  const plain = await insertCharge(verbs.database);
  const flagged = await verbs.refund({ charge: plain.id, ...both });
  expect(flagged).toMatchObject({ ...both, applicationFeeRefundId: null, transferReversalId: null });
});

test('section 3: the last refund returns the remainder if every refund carried the flag', async () => {
  const charge = await connected();
  for (const amount of [500n, 500n, 200n]) await verbs.refund({ charge: charge.id, amount, ...both });
  expect(await returned(charge)).toEqual([121n, 880n]);
});

test.each([
  [{ reverseTransfer: true }, [70n, 880n]],
  [{ refundApplicationFee: true }, [121n, 514n]],
])(
  'section 3: if one refund carried only %j, the last returns only its share of the other',
  async (flags, sums) => {
    const charge = await connected();
    await verbs.refund({ charge: charge.id, amount: 500n, ...flags });
    await verbs.refund({ charge: charge.id, amount: 500n, ...both });
    await verbs.refund({ charge: charge.id, ...both });
    expect(await returned(charge)).toEqual(sums);
  },
);

/** Fails a refund as a processor does when the bank returns the money. */
async function fail(id: string): Promise<void> {
  const { prisma } = verbs.database;
  const refund = await prisma.refund.findUniqueOrThrow({ where: { id } });
  await prisma.$transaction((tx) =>
    changeStatus(
      tx,
      refund,
      { status: 'failed', failureReason: 'unknown' },
      {
        at: verbs.clock.now(),
        actor: null,
        actionExpiresAfterMs: ACTION_EXPIRES_AFTER_MS,
      },
    ),
  );
}

test('section 3: a failed refund keeps its shares, and later refunds return the rest', async () => {
  const charge = await connected();
  await fail((await verbs.refund({ charge: charge.id, amount: 500n, ...both })).id);
  expect(await returned(charge)).toEqual([50n, 367n]);
  const full = await verbs.refund({ charge: charge.id, ...both });
  expect(full.amount).toBe(1200n);
  expect(await returned(charge)).toEqual([121n, 880n]);
});

test('section 3: the last refund returns the remainder even if a refund without the flags failed', async () => {
  const charge = await connected();
  await fail((await verbs.refund({ charge: charge.id, amount: 500n })).id);
  for (const amount of [500n, 500n, 200n]) await verbs.refund({ charge: charge.id, amount, ...both });
  expect(await returned(charge)).toEqual([121n, 880n]);
});

test('section 3: simultaneous refunds of the whole charge return the whole fee and transfer', async () => {
  const charge = await connected();
  await Promise.all(
    Array.from({ length: 12 }, () => verbs.refund({ charge: charge.id, amount: 100n, ...both })),
  );
  expect(await returned(charge)).toEqual([121n, 880n]);
});

test('section 3: a refund that meanwhile became the last is decided again, even if its share was 0', async () => {
  // A tenth of the fee of 3 rounds to 0, so the last refund owes the whole fee. This refund was decided as the ninth.
  const charge = await insertCharge(verbs.database, { applicationFeeAmount: 3n, amountRefunded: 0n });
  const input = { charge: charge.id, amount: 100n, refundApplicationFee: true };
  for (let made = 0; made < 8; made++) await verbs.refund(input);
  const written = await writtenFor(verbs, input);
  await verbs.refund(input);
  expect(await recordRefunds(verbs.database, [written])).toBeNull();
  await verbs.refund(input);
  expect((await verbs.chargeNow(charge.id)).applicationFeeRefunded).toBe(3n);
});

describe('section 5: fraudulent refunds and the block list', () => {
  const blockList = (chargeId: string) =>
    verbs.database.prisma.blockListEntry.findMany({ where: { chargeId }, orderBy: { type: 'asc' } });
  const email = (): string => `${testId('jenny')}@example.com`;

  test('the card is blocked by its fingerprint, and the e-mail address', async () => {
    const values = { cardFingerprint: testId('fp'), billingEmail: email() };
    const charge = await insertCharge(verbs.database, values);
    const { id: refundId } = await verbs.refund({ charge: charge.id, amount: 10n, reason: 'fraudulent' });
    const common = { chargeId: charge.id, refundId, created: verbs.clock.now() };
    const entries = [
      {
        ...common,
        id: expect.stringMatching(/^blk_/),
        type: 'card_fingerprint',
        value: values.cardFingerprint,
      },
      { ...common, id: expect.stringMatching(/^blk_/), type: 'email', value: values.billingEmail },
    ];
    expect(await blockList(charge.id)).toEqual(entries);
    // A second refund for fraud succeeds, and the first entries stay.
    await verbs.refund({ charge: charge.id, amount: 10n, reason: 'fraudulent' });
    expect(await blockList(charge.id)).toEqual(entries);
  });

  test('without a fingerprint only the e-mail address is blocked, without both nothing is', async () => {
    const charge = await insertCharge(verbs.database, { billingEmail: email() });
    await verbs.refund({ charge: charge.id, reason: 'fraudulent' });
    expect(await blockList(charge.id)).toMatchObject([{ type: 'email', value: charge.billingEmail }]);
    const unknown = await insertCharge(verbs.database);
    await verbs.refund({ charge: unknown.id, reason: 'fraudulent' });
    expect(await blockList(unknown.id)).toEqual([]);
  });

  test.each(['', ' ', '\t\n', '\u00a0\u3000'])(
    'neither a blank e-mail address nor a blank fingerprint is blocked: %j',
    async (blank) => {
      const charge = await insertCharge(verbs.database, { billingEmail: blank, cardFingerprint: blank });
      await verbs.refund({ charge: charge.id, amount: 10n, reason: 'fraudulent' });
      expect(await blockList(charge.id)).toEqual([]);
      const known = await insertCharge(verbs.database, { billingEmail: email(), cardFingerprint: blank });
      await verbs.refund({ charge: known.id, amount: 10n, reason: 'fraudulent' });
      expect(await blockList(known.id)).toMatchObject([{ type: 'email', value: known.billingEmail }]);
    },
  );

  test.each([null, 'duplicate', 'requested_by_customer', 'resolved_dispute'] as const)(
    'the reason %s adds nothing to the block list',
    async (reason) => {
      const charge = await insertCharge(verbs.database, {
        cardFingerprint: testId('fp'),
        billingEmail: email(),
      });
      expect((await verbs.refund({ charge: charge.id, reason })).reason).toBe(reason);
      expect(await blockList(charge.id)).toEqual([]);
    },
  );

  test('a refusal adds nothing to the block list', async () => {
    const charge = await insertCharge(verbs.database, { billingEmail: email() });
    refused(await verbs.create({ charge: charge.id, amount: 1001n, reason: 'fraudulent' }));
    expect(await blockList(charge.id)).toEqual([]);
  });
});
