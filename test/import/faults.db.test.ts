import { expect, test, vi } from 'vitest';
import { importObjects } from '../../src/import/import-objects.js';
import { testDatabase } from '../support/databases/test-database.js';
import { TestClock } from '../support/gateways/test-clock.js';
import {
  balanceTransactionObject,
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

const charge = chargeObject();
const refundOf = (values: StripeExample) => refundObject({ charge: charge.id, ...values });

const badLines: readonly [name: string, line: StripeExample | string, why: RegExp][] = [
  ['not JSON', '{"object": "charge"', /it is not JSON/],
  ['not an object', '[1, 2]', /it is not a JSON object/],
  ['null', 'null', /it is not a JSON object/],
  ['no kind', { id: 'ch_1' }, /it has no field `object`/],
  ['too long', `{"object": "customer", "name": "${'x'.repeat(1024 * 1024)}"}`, /longer than 1048576/],
  ['an unknown status of a charge', chargeObject({ status: 'lost' }), /status is "lost", not one of/],
  ['an unknown status of a payment intent', intentObject({ status: 'done' }), /status is "done"/],
  ['an unknown status of a refund', refundOf({ status: 'lost' }), /status is "lost"/],
  ['an unknown status of a dispute', disputeObject({ charge: charge.id, status: 'x' }), /status is "x"/],
  ['a status of the prototype', refundOf({ status: 'constructor' }), /status is "constructor"/],
  ['an unknown reason', refundOf({ reason: 'mood' }), /reason is "mood", not one of/],
  ['an amount that is text', refundOf({ amount: '100' }), /amount is "100", not a whole number/],
  ['an amount with a fraction', refundOf({ amount: 10.5 }), /amount is 10.5/],
  ['an amount that is not safe', chargeObject({ amount: 2 ** 53 }), /amount is 9007199254740992/],
  ['a negative amount', chargeObject({ amount: -1 }), /amount is -1/],
  ['a refund of nothing', refundOf({ amount: 0 }), /amount is 0, not a whole number from 1/],
  ['no amount', chargeObject({ amount: undefined }), /amount is missing/],
  ['a currency that is none', refundOf({ currency: 'dollars' }), /currency is "dollars"/],
  ['a wrong type of a flag', chargeObject({ captured: 'yes' }), /captured is "yes", not true or false/],
  ['a wrong type of a text', chargeObject({ description: 7 }), /description is 7, not a string/],
  ['a wrong type of an object', chargeObject({ billing_details: 'x' }), /billing_details is not an object/],
  ['a time that is text', chargeObject({ created: '2026-01-01' }), /created is "2026-01-01", not a time/],
  ['a time beyond all calendars', chargeObject({ created: 1e15 }), /created is 1000000000000000/],
  ['metadata that is a list', chargeObject({ metadata: ['x'] }), /metadata is \["x"\], not an object/],
  [
    'metadata that is not text',
    chargeObject({ metadata: { order: 1 } }),
    /metadata "order" is 1, not a string/,
  ],
  ['NUL in a text', chargeObject({ description: 'a\0b' }), /description contains a NUL character/],
  [
    'NUL in a key of metadata',
    chargeObject({ metadata: { 'a\0': 'b' } }),
    /metadata contains a NUL character/,
  ],
  ['half a surrogate pair', chargeObject({ metadata: { a: '\ud800' } }), /an unpaired surrogate/],
  ['NUL in an id', chargeObject({ id: 'ch_a\0' }), /id is "ch_a\\u0000", not an id/],
  [
    'the prefix of another kind',
    chargeObject({ id: 're_123' }),
    /id is "re_123", not an id that begins with ch_ or py_/,
  ],
  ['a dispute’s prefix', disputeObject({ charge: charge.id, id: 'ch_9' }), /begins with dp_ or du_/],
  ['a refund’s prefix', refundOf({ id: 'txn_9' }), /begins with re_ or pyr_/],
  ['a balance transaction’s prefix', refundOf({ balance_transaction: 'ch_9' }), /begins with txn_/],
  [
    'a net that is not',
    balanceTransactionObject({ net: 5 }),
    /net is 5, not the amount -100 minus the fee 0/,
  ],
  ['a reversal of nothing', transferReversalObject({ transfer: null }), /transfer is missing/],
  ['a reversal of no amount', transferReversalObject({ transfer: 'tr_1', amount: 0 }), /amount is 0/],
  ['a fee refund of nothing', feeRefundObject({ fee: 'fee_1', amount: 0 }), /amount is 0/],
  [
    'a refund of no charge',
    refundObject({ charge: 'ch_none' }),
    /its charge ch_none is neither in the file nor in the database/,
  ],
  [
    'a refund of no intent',
    refundOf({ payment_intent: 'pi_none' }),
    /its payment_intent pi_none is neither in the file/,
  ],
  [
    'a dispute of no charge',
    disputeObject({ charge: 'ch_none' }),
    /its charge ch_none is neither in the file nor in the database/,
  ],
  [
    'a charge of no intent',
    chargeObject({ payment_intent: 'pi_none' }),
    /its payment_intent pi_none is neither in the file/,
  ],
  [
    'a refund in another currency',
    refundOf({ currency: 'eur' }),
    /its currency is eur, but that of its charge .* is usd/,
  ],
  [
    'a refund beyond the ceiling',
    refundOf({ amount: 1001 }),
    /what is refunded comes to 1001, more than 1000/,
  ],
  [
    'a charge beyond its ceiling',
    chargeObject({ amount_captured: 300, amount_refunded: 301 }),
    /amount_refunded is 301, more than 300/,
  ],
  ['refunds past every number', refundOf({ amount: Number.MAX_SAFE_INTEGER }), /more than 1000/],
  [
    'refunds past every number together',
    { data: Array.from({ length: 1025 }, () => refundOf({ amount: Number.MAX_SAFE_INTEGER })) },
    /comes to 9232379236109515775, more than 1000/,
  ],
];

test.each(badLines)('section 11: a file with a bad line writes nothing: %s', async (_, line, why) => {
  const { database } = holder;
  const before = await ledgerOf(database);
  const report = await importAll(database, [intentObject(), charge, line, intentObject()]);
  expect(report).toMatchObject({ outcome: 'refused', faultCount: 1, faults: [{ line: 3 }] });
  expect(report.outcome === 'refused' && report.faults[0]?.why).toMatch(why);
  expect(await ledgerOf(database)).toEqual(before);
});

test('section 11: faults of all kinds are reported together, in the order of the lines', async () => {
  const report = await importAll(holder.database, [
    refundObject({ id: 're_early', charge: 'ch_none' }),
    'nonsense',
    chargeObject({ id: 'ch_bad', amount: 'x' }),
    // Its charge is bad, which is reported only once.
    refundObject({ charge: 'ch_bad' }),
    charge,
    refundOf({ amount: 600 }),
    refundOf({ amount: 600 }),
  ]);
  expect(report).toMatchObject({
    faultCount: 4,
    faults: [
      { line: 1 },
      { line: 2 },
      { line: 3, why: expect.stringContaining('charge ch_bad: amount') },
      { line: 7 },
    ],
  });
});

test('section 11: all faults are counted, and the first are reported', async () => {
  const report = await importAll(holder.database, Array<string>(1234).fill('x'));
  expect(report).toMatchObject({ faultCount: 1234, lines: 1234 });
  expect(report.outcome === 'refused' && report.faults.map(({ line }) => line)).toEqual(
    Array.from({ length: 20 }, (_, index) => index + 1),
  );
});

test.each([
  [20, 0],
  [21, 1],
])(
  'section 11: %i faults are listed elsewhere %i times, if the report does not have all',
  async (count, times) => {
    const onFaults = vi.fn(async () => {});
    await importObjects(holder.database, Array<string>(count).fill('x'), {
      clock: new TestClock(),
      onFaults,
    });
    expect(onFaults).toHaveBeenCalledTimes(times);
  },
);

test('section 2: the terms of a known refund never change', async () => {
  const { database } = holder;
  const [one, other] = [chargeObject(), chargeObject()];
  const open = refundObject({ charge: one.id });
  await imported(database, [one, other, open]);
  const before = await ledgerOf(database);
  for (const [values, why] of [
    [{ amount: 101 }, 'its amount cannot change from 100 to 101'],
    [{ charge: other.id }, `its charge cannot change from ${one.id} to ${other.id}`],
    [
      { created: open.created + 1 },
      `its time of creation cannot change from ${open.created} to ${open.created + 1}`,
    ],
  ] as const)
    expect(await importAll(database, [{ ...open, ...values }])).toMatchObject({
      faults: [{ line: 1, why: `refund ${open.id}: ${why}` }],
    });
  expect(await importAll(database, [{ ...one, currency: 'eur' }])).toMatchObject({
    faults: [{ why: expect.stringContaining('its currency cannot change') }],
  });
  expect(await ledgerOf(database)).toEqual(before);
});

test('rule 1.1: a refund’s payment intent is its charge’s', async () => {
  const [intent, other] = [intentObject(), intentObject()];
  const charged = chargeObject({ payment_intent: intent.id });
  const report = await importAll(holder.database, [
    intent,
    other,
    charged,
    refundObject({ charge: charged.id, payment_intent: other.id }),
  ]);
  expect(report).toMatchObject({
    faults: [
      {
        line: 4,
        why: expect.stringContaining(`charge ${charged.id} does not belong to payment_intent ${other.id}`),
      },
    ],
  });
});

test('rule 1.2: a refund of an intent without a charge that did not fail is a bad line', async () => {
  const intent = intentObject();
  const report = await importAll(holder.database, [refundObject({ payment_intent: intent.id }), intent]);
  expect(report).toMatchObject({
    faults: [{ line: 1, why: expect.stringContaining('has no charge, or only failed ones') }],
  });
});
