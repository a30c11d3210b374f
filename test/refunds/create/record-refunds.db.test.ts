import { describe, expect, test } from 'vitest';
import type { Charge } from '../../../prisma/generated/prisma/client.js';
import { sql } from '../../../src/database/sql.js';
import { entryOf, recordRefunds, type Written } from '../../../src/refunds/create/record-refunds.js';
import type { CreateRefundInput } from '../../../src/rules/refund-input.js';
import { testVerbs } from '../../support/gateways/test-verbs.js';
import { insertCharge, testId } from '../../support/rows/ledger-rows.js';
import { newAttemptKey, writtenFor } from '../../support/rows/written.js';

const verbs = testVerbs();
const connected = () =>
  insertCharge(verbs.database, {
    applicationFeeAmount: 30n,
    transferAmount: 500n,
    billingEmail: `${testId('jenny')}@example.com`,
  });

const record = (...written: readonly Written[]) => recordRefunds(verbs.database, written);

/** Counts all rows that a refund of a charge may write. */
async function left({ id: chargeId }: Charge, { rows }: Written) {
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

test('rows of other tables are sent only if a refund has some, because reading them takes time', async () => {
  const charge = await connected();
  expect(entryOf([await writtenFor(verbs, { charge: charge.id, amount: 100n })]).beside).toBeNull();
  const { beside } = entryOf([
    await writtenFor(verbs, { charge: charge.id, amount: 100n, reverseTransfer: true }),
  ]);
  expect(Object.keys(JSON.parse(beside ?? ''))).toEqual(['transfer_reversal']);
});

test('a refund is recorded with all its rows and its key', async () => {
  const charge = await connected();
  const key = newAttemptKey();
  const refund = await writtenFor(verbs, { charge: charge.id, amount: 400n, ...all }, key);
  const totals = { amountRefunded: 400n, applicationFeeRefunded: 12n, transferReversed: 200n };
  expect(await record(refund)).toEqual(new Map([[charge.id, totals]]));
  expect(await left(charge, refund)).toEqual({
    charge: { ...charge, ...totals },
    refunds: 1,
    events: 1,
    balance: 1,
    reversals: 1,
    feeRefunds: 1,
    blocked: 1,
    tasks: 1,
  });
  const { caller, fingerprint } = key;
  expect(await keysOf(key)).toMatchObject([
    { caller, fingerprint, refundId: refund.rows.refund.id, refusal: null },
  ]);
});

describe('nothing is written, not even the key, if', () => {
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
    ['the revision changed', { amount: 400n }, change({ revision: 1 })],
    ['too little is left', { amount: 400n }, another(601n)],
    ['the ceiling fell', { amount: 400n }, change({ refundCeiling: 399n })],
    ['the amount of a full refund is no longer all that is left', {}, another(1n)],
    ['a refund of exactly the amount left exceeds it now', { amount: 1000n }, another(1n)],
    [
      'the refundable amount is no longer the expected one',
      { amount: 400n, expectedAmountRefundable: 1000n },
      another(1n),
    ],
    ['a share was computed from an older total', { amount: 400n, ...all }, another(1n)],
  ])('%s', async (_, terms, meanwhile) => {
    const charge = await connected();
    const refund = await writtenFor(verbs, { charge: charge.id, ...terms });
    await meanwhile(charge);
    const before = await left(charge, refund);
    expect(await record(refund)).toBeNull();
    expect(await left(charge, refund)).toEqual(before);
    expect(await keysOf(refund.key)).toEqual([]);
  });

  test('the charge does not exist', async () => {
    const charge = await connected();
    const { decision, ...others } = await writtenFor(verbs, { charge: charge.id, amount: 400n });
    const elsewhere = { ...others, decision: { ...decision, charge: { ...decision.charge, id: 'ch_none' } } };
    expect(await record(elsewhere)).toBeNull();
    expect((await left(charge, elsewhere)).refunds).toBe(0);
  });
});

test('a partial refund is recorded after another one that came first, if both fit', async () => {
  const charge = await connected();
  const refund = await writtenFor(verbs, { charge: charge.id, amount: 400n });
  await verbs.refund({ charge: charge.id, amount: 500n });
  expect((await record(refund))?.get(charge.id)).toMatchObject({ amountRefunded: 900n });
});

test.each(['refund', 'refusal'] as const)(
  'nothing is written if the key already has a %s',
  async (outcome) => {
    const charge = await connected();
    const key = newAttemptKey();
    const { given, ...stored } = key;
    if (outcome === 'refund') await record(await writtenFor(verbs, { charge: charge.id, amount: 100n }, key));
    else
      await verbs.database.prisma.idempotencyKey.create({
        data: { ...stored, created: verbs.clock.now(), refusal: { code: 'RESOURCE_MISSING' } },
      });
    const kept = await keysOf(key);
    const terms = { charge: charge.id, amount: 400n, ...all };
    const second = await writtenFor(verbs, terms, { ...key, fingerprint: 'second' });
    const before = await left(charge, second);
    expect(await record(second)).toBeNull();
    expect(await left(charge, second)).toEqual(before);
    expect(await keysOf(key)).toEqual(kept);
  },
);

test('nothing is written if the statement fails half-way', async () => {
  const charge = await connected();
  const first = await writtenFor(verbs, { charge: charge.id, amount: 100n });
  await record(first);
  const second = await writtenFor(verbs, { charge: charge.id, amount: 400n, ...all });
  // The event is inserted after the refund and the rows that the refund refers to.
  const clash = { ...second, rows: { ...second.rows, refundEvent: first.rows.refundEvent } };
  const before = await left(charge, clash);
  await expect(record(clash)).rejects.toMatchObject({ code: '23505' });
  expect(await left(charge, clash)).toEqual(before);
  expect(await keysOf(clash.key)).toEqual([]);
});

describe('several refunds in one statement', () => {
  test('are recorded, and each charge has its totals', async () => {
    const charges = [await connected(), await connected(), await connected()];
    const ofFirst = await writtenFor(verbs, { charge: charges[0]?.id, amount: 100n });
    const written = [
      ofFirst,
      ...(await Promise.all(charges.map(({ id }) => writtenFor(verbs, { charge: id, amount: 200n })))),
    ];
    const totals = await record(...written);
    expect(charges.map(({ id }) => totals?.get(id)?.amountRefunded)).toEqual([300n, 200n, 200n]);
    for (const [index, charge] of charges.entries()) {
      const { refunds, events, tasks, charge: now } = await left(charge, ofFirst);
      const made = index === 0 ? 2 : 1;
      expect({ refunds, events, tasks }).toEqual({ refunds: made, events: made, tasks: made });
      expect(now.amountRefunded).toBe(totals?.get(charge.id)?.amountRefunded);
    }
  });

  test.each<[string, (charge: Charge, written: Written) => Promise<unknown>]>([
    ['one of their charges changed', ({ id }) => verbs.refund({ charge: id, amount: 901n })],
    [
      'one of their keys is taken',
      async (charge, { key }) => record(await writtenFor(verbs, { charge: charge.id, amount: 1n }, key)),
    ],
  ])('are not written if %s', async (_, meanwhile) => {
    const charges = [await connected(), await connected(), await connected()];
    const written = await Promise.all(
      charges.map(({ id }) => writtenFor(verbs, { charge: id, amount: 100n })),
    );
    await meanwhile(charges[1] as Charge, written[1] as Written);
    expect(await record(...written)).toBeNull();
    for (const index of [0, 2])
      expect((await left(charges[index] as Charge, written[index] as Written)).refunds).toBe(0);
    expect(await keysOf((written[0] as Written).key)).toEqual([]);
  });
});

describe('section 12: the day of a caller', () => {
  const COUNTED = { currency: 'usd', day: '2026-03-01', maxAmount: 1000n, maxCount: 3 };
  /** What the ledger has counted, by the part in which a day differs from that of the refunds. */
  const FULL = { amount: 5000n, count: 50 };

  /** A caller who has refunded 600 today, on a full day before, in another currency, and beside a busy caller. */
  async function counting(
    limit: { readonly maxAmount?: bigint | null; readonly maxCount?: number | null } = {},
  ) {
    const caller = testId('desk');
    const today = { caller, currency: 'usd', day: '2026-03-01' };
    const data = [
      { ...today, amount: 600n, count: 1 },
      { ...today, ...FULL, day: '2026-02-28' },
      { ...today, ...FULL, day: '2026-03-02' },
      { ...today, ...FULL, currency: 'eur' },
      { ...today, ...FULL, caller: `${caller}-2` },
    ];
    for (const { caller, currency, day, amount, count } of data)
      await verbs.database.query(
        sql`INSERT INTO caller_day (caller, currency, day, amount, count)
          VALUES (${caller}, ${currency}, ${day}, ${`${amount}`}::bigint, ${count}::int) RETURNING 1`,
      );
    const charge = await insertCharge(verbs.database, { amount: 10_000n });
    return {
      record: async (...amounts: readonly bigint[]) => {
        const written = await Promise.all(
          amounts.map((amount) => writtenFor(verbs, { charge: charge.id, amount })),
        );
        return record(...written.map((one) => ({ ...one, counted: { ...COUNTED, ...limit, caller } })));
      },
      /** The days that the refunds must leave alone, and today. */
      days: async () => {
        const rows = await verbs.database.query(
          sql`SELECT amount, count FROM caller_day WHERE starts_with(caller, ${caller}) ORDER BY caller, currency, day`,
        );
        const [inEuro, before, today, after, other] = rows;
        for (const full of [inEuro, before, after, other]) expect(full).toEqual([FULL.amount, FULL.count]);
        return today;
      },
    };
  }

  test.each<[string, Parameters<typeof counting>[0], readonly bigint[], readonly bigint[]]>([
    ['sum', {}, [400n], [401n]],
    ['sum of several refunds', {}, [300n, 100n], [300n, 101n]],
    ['number', { maxAmount: null, maxCount: 2 }, [9000n], [1n, 1n]],
  ])('is filled up to its %s, and no further, whatever other days have', async (_, limit, fits, exceeds) => {
    const { record, days } = await counting(limit);
    expect(await record(...exceeds)).toBeNull();
    expect(await days()).toEqual([600n, 1]);
    expect(await record(...fits)).not.toBeNull();
    const filled = [600n + fits.reduce((sum, amount) => sum + amount), 1 + fits.length];
    expect(await days()).toEqual(filled);
    expect(await record(1n)).toBeNull();
    expect(await days()).toEqual(filled);
  });

  test('begins with its first refund', async () => {
    const charge = await connected();
    const counted = { ...COUNTED, caller: testId('desk'), maxAmount: 100n };
    const written = async (amount: bigint) => ({
      ...(await writtenFor(verbs, { charge: charge.id, amount })),
      counted,
    });
    expect(await record(await written(101n))).toBeNull();
    expect(await record(await written(100n))).not.toBeNull();
  });
});

test.each([
  { charges: 1, timeout: '0' },
  { charges: 2, timeout: '500ms' },
])('refunds of $charges charges wait for a lock so long at most: $timeout', async ({ charges, timeout }) => {
  const written = await Promise.all(
    Array.from({ length: charges }, async () =>
      writtenFor(verbs, { charge: (await connected()).id, amount: 100n }),
    ),
  );
  const client = await verbs.database.pool.connect();
  try {
    await client.query(`BEGIN; SET LOCAL lock_timeout = 0`);
    const write = async ({ text, values }: { readonly text: string; readonly values?: readonly unknown[] }) =>
      (await client.query({ text, values: [...(values ?? [])], rowMode: 'array' })).rows;
    expect((await recordRefunds({ ...verbs.database, write }, written))?.size).toBe(charges);
    expect((await client.query('SHOW lock_timeout')).rows).toEqual([{ lock_timeout: timeout }]);
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
});
