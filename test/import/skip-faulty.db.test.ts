import fc from 'fast-check';
import { expect, test } from 'vitest';
import { importObjects } from '../../src/import/import-objects.js';
import type { FaultRecord, ImportReport } from '../../src/import/import-report.js';
import { verifyLedger } from '../../src/verify/verify-ledger.js';
import { testDatabase } from '../support/databases/test-database.js';
import { TestClock } from '../support/gateways/test-clock.js';
import {
  chargeObject,
  disputeObject,
  feeRefundObject,
  importAll,
  imported,
  intentObject,
  ledgerOf,
  refundObject,
  type StripeExample,
  transferReversalObject,
} from '../support/rows/stripe-objects.js';

const holder = testDatabase();

/** Imports lines without the faulty ones. */
async function skipping(lines: readonly (StripeExample | string)[], dryRun = false) {
  const faults: FaultRecord[] = [];
  const report = await importObjects(
    holder.database,
    lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))),
    {
      clock: new TestClock(),
      skipFaulty: true,
      dryRun,
      onFaults: async (batches) => {
        for await (const batch of batches) faults.push(...batch);
      },
    },
  );
  return { report, faults };
}

const added = (report: ImportReport, kind: string) =>
  report.outcome === 'imported' ? report.kinds.get(kind)?.added : report.faults;

async function expectSound(): Promise<void> {
  const verdicts = await verifyLedger(holder.database.pool);
  expect(verdicts.filter(({ violations }) => violations > 0)).toEqual([]);
}

test('section 11: faulty lines are left out with their texts, and the rest is imported', async () => {
  const charge = chargeObject();
  const { report, faults } = await skipping([
    charge,
    'non\0sense',
    { id: 'ch_x' },
    '',
    refundObject({ charge: charge.id }),
  ]);
  expect(report).toMatchObject({ outcome: 'imported', faultyCount: 2, lines: 5 });
  expect(added(report, 'charge')).toBe(1);
  expect(added(report, 'refund')).toBe(1);
  expect(faults).toEqual([
    { line: 2, object: null, file: null, why: 'it is not JSON', text: 'non\ufffdsense' },
    {
      line: 3,
      object: null,
      file: null,
      why: 'it has no field `object` with the name of its kind',
      text: '{"id":"ch_x"}',
    },
  ]);
  await expectSound();
});

test('section 11: what names a faulty object is left out too, and so on', async () => {
  const intent = intentObject({ status: 'odd' });
  const charge = chargeObject({
    payment_intent: intent.id,
    transfer: 'tr_skip',
    application_fee: 'fee_skip',
  });
  const lines = [
    refundObject({ charge: charge.id }),
    refundObject({ payment_intent: intent.id }),
    disputeObject({ charge: charge.id }),
    transferReversalObject({ transfer: 'tr_skip' }),
    feeRefundObject({ fee: 'fee_skip' }),
    charge,
    intent,
    chargeObject(),
  ];
  const { report, faults } = await skipping(lines);
  const why = {
    charge: `its charge ${charge.id} is left out`,
    intent: `its payment_intent ${intent.id} is left out`,
  };
  expect(faults.map((fault) => [fault.line, fault.why.replace(/^.*?: /, '')])).toEqual([
    [1, why.charge],
    [2, why.intent],
    [3, why.charge],
    [4, why.charge],
    [5, why.charge],
    [6, why.intent],
    [7, expect.stringContaining('status is "odd"')],
  ]);
  expect(faults.map(({ text }) => text)).toEqual(lines.slice(0, 7).map((line) => JSON.stringify(line)));
  expect(added(report, 'charge')).toBe(1);
  expect(added(report, 'transfer_reversal')).toBe(0);
  await expectSound();
});

test('section 11: a charge whose totals contradict is left out with its refunds; the ledger keeps what it has', async () => {
  const [bad, good] = [chargeObject(), chargeObject()];
  const known = refundObject({ charge: bad.id, amount: 300 });
  await imported(holder.database, [bad, good, known]);
  const before = await ledgerOf(holder.database);
  const { report, faults } = await skipping([
    { ...bad, description: 'Another' },
    refundObject({ charge: bad.id, amount: 600 }),
    refundObject({ charge: good.id, amount: 600 }),
    refundObject({ charge: bad.id, amount: 600 }),
    { ...known, receipt_number: '1-2' },
  ]);
  expect(faults).toMatchObject([
    { line: 1, why: `charge ${bad.id}: another line about it is faulty` },
    { line: 2, why: expect.stringContaining(`its charge ${bad.id} is left out`) },
    { line: 4, why: expect.stringContaining(`its charge ${bad.id} is left out`) },
    {
      line: 5,
      why: expect.stringContaining(`charge ${bad.id}: what is refunded comes to 1500, more than 1000`),
    },
  ]);
  expect(report).toMatchObject({ faultyCount: 4 });
  const after = await ledgerOf(holder.database);
  const ofBad = (ledger: Readonly<Record<string, unknown>>) =>
    JSON.stringify(ledger['charge']).match(new RegExp(`\\{[^{}]*${bad.id}.*?\\}`))?.[0];
  expect(ofBad(after)).toBe(ofBad(before));
  // What a line says that is left out is not what the next import is compared with.
  const { rows } = await holder.database.pool.query(
    "SELECT said::json->>'description' AS said FROM imported_object WHERE id = $1",
    [bad.id],
  );
  expect(rows).toEqual([{ said: bad.description }]);
  expect(added(report, 'refund')).toBe(1);
  await expectSound();
});

test('section 11: a faulty refund inside a charge is left out, and the charge is imported', async () => {
  const charge = chargeObject();
  const nested = {
    ...charge,
    refunds: { object: 'list', data: [refundObject({ charge: charge.id, status: 'odd' })] },
  };
  const { report, faults } = await skipping([nested]);
  expect(faults).toMatchObject([
    { line: 1, why: expect.stringContaining('status is "odd"'), text: JSON.stringify(nested) },
  ]);
  expect([added(report, 'charge'), added(report, 'refund')]).toEqual([1, 0]);
});

test('section 11: an object that is faulty on one line is left out on all', async () => {
  const charge = chargeObject();
  const { faults } = await skipping([charge, { ...charge, status: 'odd' }]);
  expect(faults).toMatchObject([
    { line: 1, why: expect.stringContaining('another line about it is faulty') },
    { line: 2, why: expect.stringContaining('status is "odd"') },
  ]);
});

test.each([
  ['is faulty', (intent: string) => chargeObject({ payment_intent: intent, status: 'odd' })],
  ['could not be read', () => '{"object": "charge"'],
])('section 11: a refund of an intent is left out if the charge %s', async (_, chargeOf) => {
  const intent = intentObject();
  const { report, faults } = await skipping([
    intent,
    refundObject({ payment_intent: intent.id }),
    chargeOf(intent.id),
  ]);
  expect(faults).toMatchObject([
    {
      line: 2,
      why: expect.stringContaining(`payment_intent ${intent.id} has no charge, or only failed ones`),
    },
    { line: 3 },
  ]);
  expect(added(report, 'payment_intent')).toBe(1);
  await expectSound();
});

test('section 11: a term of a refund that would change leaves out that refund alone', async () => {
  const charge = chargeObject();
  const refund = refundObject({ charge: charge.id });
  await imported(holder.database, [charge, refund]);
  const { report, faults } = await skipping([
    { ...refund, amount: 101 },
    { ...charge, description: 'New' },
  ]);
  expect(faults).toMatchObject([{ line: 1, why: expect.stringContaining('its amount cannot change') }]);
  expect(report.outcome === 'imported' && report.kinds.get('charge')?.updated).toBe(1);
  await expectSound();
});

/** A made-up file: each line is good or faulty in some way, and names others. */
const files = fc.array(
  fc.record({
    kind: fc.constantFrom('intent', 'charge', 'refund', 'refund', 'dispute', 'reversal', 'fee'),
    of: fc.nat(3),
    amount: fc.constantFrom(1, 100, 600),
    fault: fc.constantFrom(null, null, null, null, 'status', 'json', 'currency', 'reported'),
  }),
  { minLength: 1, maxLength: 25 },
);

type Line = Parameters<Parameters<typeof files.map>[0]>[0][number];

function lineOf({ kind, of, amount, fault }: Line, run: string, number: number): StripeExample | string {
  if (fault === 'json') return '{';
  const [intent, charge] = [`pi_${run}_${of}`, `ch_${run}_${of}`];
  const own = {
    ...(fault === 'status' ? { status: 'odd' } : {}),
    ...(fault === 'currency' ? { currency: 'eur' } : {}),
  };
  if (kind === 'intent') return intentObject({ id: intent, ...own });
  if (kind === 'charge')
    return chargeObject({
      id: charge,
      payment_intent: of % 2 === 0 ? intent : null,
      transfer: `tr_${charge}`,
      transfer_data: { amount: 900, destination: 'acct_1' },
      application_fee: `fee_${charge}`,
      application_fee_amount: 500,
      amount_refunded: fault === 'reported' ? 2000 : amount,
      ...own,
    });
  if (kind === 'dispute') return disputeObject({ id: `dp_${run}_${number}`, charge, ...own });
  if (kind === 'reversal')
    return transferReversalObject({ id: `trr_${run}_${number}`, transfer: `tr_${charge}`, amount, ...own });
  if (kind === 'fee')
    return feeRefundObject({ id: `fr_${run}_${number}`, fee: `fee_${charge}`, amount, ...own });
  return refundObject({
    id: `re_${run}_${number % 9}`,
    charge: number % 3 === 0 ? null : charge,
    payment_intent: number % 3 === 0 ? intent : null,
    amount,
    ...own,
  });
}

const idOf = (line: StripeExample | string | undefined) => (typeof line === 'object' ? line['id'] : line);

test('section 11: whatever a file has, the rest of it is a good file, and the ledger passes verify', async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(files, async (made) => {
      run++;
      const lines = made.map((line, number) => lineOf(line, `s${run}`, number));
      const { report: dry, faults } = await skipping(lines, true);
      const left = new Set(faults.map(({ line }) => lines[line - 1]).map(idOf));
      // An earlier line of an object that is left out is replaced by the one that is reported.
      const rest = lines.map((line) => (left.has(idOf(line)) ? '' : line));
      const strict = await importAll(holder.database, rest);
      expect(strict).toMatchObject({ outcome: 'imported' });
      expect(dry.outcome === 'imported' && dry.kinds).toEqual(strict.outcome === 'imported' && strict.kinds);
      const again = await skipping(lines);
      expect(
        again.report.outcome === 'imported' &&
          [...again.report.kinds.values()].every(({ added, updated }) => added + updated === 0),
      ).toBe(true);
      await expectSound();
    }),
    { numRuns: Number(process.env['SKIP_RUNS'] ?? 5) },
  );
});
