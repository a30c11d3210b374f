import { expect, test } from 'vitest';
import { verifyLedger } from '../../src/verify/verify-ledger.js';
import { testGateway } from '../support/gateways/test-gateway.js';
import { testId } from '../support/rows/ledger-rows.js';
import {
  chargeObject,
  feeRefundObject,
  importAll,
  imported,
  intentObject,
  refundObject,
  type StripeExample,
  transferReversalObject,
} from '../support/rows/stripe-objects.js';

const gateway = testGateway();
const take = (...objects: StripeExample[]) => imported(gateway.database, objects);
const stored = (id: string) => gateway.database.prisma.charge.findUniqueOrThrow({ where: { id } });

const CREATE = `mutation ($input: CreateRefundInput!) { createRefund(input: $input) { ... on CreateRefundPayload { refund {
  transferReversal { amount currency } applicationFeeRefund { amount } } } ... on RefundError { code } } }`;

/** What a refund of the charge returns of its transfer and its fee. */
async function returnedBy(charge: string, amount?: number) {
  const input = { charge, reverseTransfer: true, refundApplicationFee: true, ...(amount && { amount }) };
  const { data } = await gateway.query(CREATE, { input });
  const { refund } = data.createRefund;
  return [refund?.transferReversal ?? null, refund?.applicationFeeRefund?.amount ?? null];
}

/** The ids of a charge's transfer and fee. */
const connected = () => ({ transfer: testId('tr'), fee: testId('fee') });

async function expectWhole(): Promise<void> {
  const found = (await verifyLedger(gateway.database.pool)).filter(({ violations }) => violations > 0);
  expect(found).toEqual([]);
}

test.each<[string, (transfer: string, id: string) => StripeExample[], object | null]>([
  [
    'a transfer without an amount is what was captured',
    (transfer) => [{ transfer, transfer_data: { amount: null } }],
    { amount: 500, currency: 'usd' },
  ],
  [
    'an expanded transfer in its own currency',
    (id) => [{ transfer: { id, object: 'transfer', amount: 1600, currency: 'jpy' } }],
    { amount: 800, currency: 'jpy' },
  ],
  [
    'an expanded transfer in another currency beside transfer_data in the charge’s',
    (id) => [
      { transfer: { id, object: 'transfer', amount: 1600, currency: 'jpy' }, transfer_data: { amount: 900 } },
    ],
    { amount: 800, currency: 'jpy' },
  ],
  [
    'what was reversed before, of an expanded transfer',
    (id) => [{ transfer: { id, object: 'transfer', amount: 880, amount_reversed: 700, currency: 'usd' } }],
    { amount: 180, currency: 'usd' },
  ],
  [
    'an expanded transfer that was reversed as a whole',
    (id) => [{ transfer: { id, object: 'transfer', amount: 880, amount_reversed: 880, currency: 'usd' } }],
    null,
  ],
  [
    'a reversal in a list of the transfer',
    (id) => [
      {
        transfer: {
          id,
          object: 'transfer',
          amount: 880,
          amount_reversed: 800,
          currency: 'usd',
          reversals: {
            object: 'list',
            data: [{ ...transferReversalObject({ amount: 800 }), transfer: undefined }],
          },
        },
      },
    ],
    { amount: 80, currency: 'usd' },
  ],
  [
    'a reversal in another currency: how much is left is not known',
    (transfer) => [
      { transfer, transfer_data: { amount: null } },
      transferReversalObject({ transfer, amount: 1500, currency: 'jpy' }),
    ],
    null,
  ],
])('section 3: half of a charge of 1000 reverses, of %s', async (_, objectsOf, reversal) => {
  const charge = chargeObject();
  const [values, ...others] = objectsOf(connected().transfer, charge.id);
  await take({ ...charge, ...values }, ...others);
  expect(await returnedBy(charge.id, 500)).toEqual([reversal, null]);
  await expectWhole();
});

test('section 3: a transfer of a partial capture is what was captured', async () => {
  const charge = chargeObject({
    amount: 4300,
    amount_captured: 1300,
    transfer: connected().transfer,
    transfer_data: { amount: null },
  });
  await take(charge);
  expect(await returnedBy(charge.id)).toEqual([{ amount: 1300, currency: 'usd' }, null]);
});

test('section 3: a reversal that is known by id counts with its share, until the object comes', async () => {
  const { transfer } = connected();
  const charge = chargeObject({ amount_refunded: 500, transfer, transfer_data: { amount: 880 } });
  const reversal = testId('trr');
  await take(charge, refundObject({ charge: charge.id, amount: 500, transfer_reversal: reversal }));
  expect(await stored(charge.id)).toMatchObject({ transferReversed: 440n, openingReversed: 0n });
  await expectWhole();
  await take(transferReversalObject({ id: reversal, transfer, amount: 300 }));
  expect(await stored(charge.id)).toMatchObject({ transferReversed: 300n, openingReversed: 0n });
  // The last refund takes the remainder.
  expect(await returnedBy(charge.id)).toEqual([{ amount: 580, currency: 'usd' }, null]);
  await expectWhole();
});

test('section 3: what an expanded transfer says went back shrinks when its reversals come', async () => {
  const { transfer, fee } = connected();
  const expanded = { id: transfer, object: 'transfer', amount: 880, amount_reversed: 500, currency: 'usd' };
  const application_fee = { id: fee, object: 'application_fee', amount: 100, currency: 'usd' };
  const charge = chargeObject({ transfer: expanded, application_fee });
  await take(charge);
  expect(await stored(charge.id)).toMatchObject({ transferReversed: 500n, openingReversed: 500n });
  await take(transferReversalObject({ transfer, amount: 200 }));
  expect(await stored(charge.id)).toMatchObject({ transferReversed: 500n, openingReversed: 300n });
  // The same charge with the ids alone says nothing else.
  await take({ ...charge, transfer, application_fee: fee });
  expect(await stored(charge.id)).toMatchObject({
    applicationFeeAmount: 100n,
    transferAmount: 880n,
    transferReversed: 500n,
    openingReversed: 300n,
  });
  await expectWhole();
});

test.each<[string, StripeExample, number | null]>([
  ['returned as a whole before', { amount_refunded: 100 }, null],
  ['returned in part before', { amount_refunded: 70 }, 30],
  ['not returned before', { amount_refunded: 0 }, 50],
  [
    'returned one by one',
    {
      amount_refunded: 90,
      refunds: { object: 'list', data: [feeRefundObject({ amount: 90, fee: undefined })] },
    },
    10,
  ],
])('section 3: half of a charge returns of its fee, %s', async (_, values, returned) => {
  const { fee } = connected();
  const charge = chargeObject({
    application_fee_amount: 100,
    application_fee: { id: fee, object: 'application_fee', amount: 100, ...values },
  });
  await take(charge);
  expect(await returnedBy(charge.id, 500)).toEqual([null, returned]);
  await expectWhole();
});

test('section 3: reversals in a currency that is not the transfer’s are a fault', async () => {
  const { transfer } = connected();
  const charge = chargeObject({ transfer: { id: transfer, object: 'transfer', amount: 9, currency: 'eur' } });
  const report = await importAll(gateway.database, [
    charge,
    transferReversalObject({ transfer, amount: 1, currency: 'jpy' }),
  ]);
  expect(report).toMatchObject({
    faults: [{ line: 2, why: `charge ${charge.id}: its transfer is in eur, but reversals of it are in jpy` }],
  });
});

test('section 3: an estimate that was too large goes to the opening, so that the total stays', async () => {
  const { transfer } = connected();
  const expanded = { id: transfer, object: 'transfer', amount: 880, amount_reversed: 880, currency: 'usd' };
  const charge = chargeObject({ transfer: expanded, amount_refunded: 500 });
  const reversal = testId('trr');
  const refund = refundObject({ charge: charge.id, amount: 500, transfer_reversal: reversal });
  await take(charge, refund);
  await take(transferReversalObject({ id: reversal, transfer, amount: 100 }));
  expect(await stored(charge.id)).toMatchObject({ transferReversed: 880n, openingReversed: 780n });
  await take(charge, refund);
  expect(await returnedBy(charge.id)).toEqual([null, null]);
  await expectWhole();
});

test('section 3: a reversal of a transfer that no charge has belongs to the charge of the refund that names it', async () => {
  const charge = chargeObject({ transfer_data: { amount: 880 }, amount_refunded: 500 });
  const reversal = testId('trr');
  const refund = refundObject({ charge: charge.id, amount: 500, transfer_reversal: reversal });
  await take(charge, refund);
  await take(transferReversalObject({ id: reversal, transfer: connected().transfer, amount: 440 }));
  await take(charge, refund);
  expect(await stored(charge.id)).toMatchObject({ transferReversed: 440n });
  expect(await returnedBy(charge.id)).toEqual([{ amount: 440, currency: 'usd' }, null]);
  await expectWhole();
});

test('section 3: several refunds that name one unknown reversal count together', async () => {
  const charge = chargeObject({
    transfer: connected().transfer,
    transfer_data: { amount: 880 },
    amount_refunded: 300,
  });
  const reversal = testId('trr');
  const named = (amount: number) => refundObject({ charge: charge.id, amount, transfer_reversal: reversal });
  await take(charge, named(100), named(200));
  expect(await stored(charge.id)).toMatchObject({ transferReversed: 264n });
  await expectWhole();
});

test.each<[string, (transfer: StripeExample, charge: StripeExample) => StripeExample]>([
  ['an expanded transfer', (transfer, charge) => ({ ...charge, transfer })],
  ['a line', (transfer) => transfer],
])(
  'section 3: a transfer of which the gateway has reversed a part stays as it was then, whatever %s says',
  async (_, objectOf) => {
    const { transfer: id } = connected();
    const charge = chargeObject({ transfer: id, transfer_data: { amount: 880 } });
    await take(charge);
    await returnedBy(charge.id, 500);
    const transfer = { id, object: 'transfer', amount: 160_000, amount_reversed: 80_000, currency: 'jpy' };
    for (const _time of ['at first', 'again']) {
      await take(objectOf(transfer, charge));
      expect(await stored(charge.id)).toMatchObject({
        transferAmount: 880n,
        transferCurrency: null,
        transferReversed: 440n,
      });
    }
    await expectWhole();
  },
);

test('section 3: refunds of a fee in another currency are a fault', async () => {
  const { fee } = connected();
  const charge = chargeObject({ application_fee: fee, application_fee_amount: 100 });
  const report = await importAll(gateway.database, [
    charge,
    feeRefundObject({ fee, amount: 90, currency: 'jpy' }),
  ]);
  expect(report).toMatchObject({
    faults: [{ why: `charge ${charge.id}: its application fee is in usd, but refunds of it are in jpy` }],
  });
});

test.each([
  ['in the same file', 'together'],
  ['in an earlier file', 'before'],
  ['in a later file', 'after'],
])('section 3: lines about a transfer and a fee tell what went back of them: %s', async (_, when) => {
  const { transfer, fee } = connected();
  const charge = chargeObject({ transfer, application_fee: fee });
  const sums = [
    { id: transfer, object: 'transfer', amount: 880, amount_reversed: 700, currency: 'usd' },
    { id: fee, object: 'application_fee', amount: 100, amount_refunded: 70, currency: 'usd' },
  ];
  const [first = [], second = []] =
    {
      together: [[...sums, charge]],
      before: [sums, [charge]],
      after: [[charge], sums],
    }[when] ?? [];
  await take(...first);
  await take(...second);
  expect(await stored(charge.id)).toMatchObject({
    transferAmount: 880n,
    openingReversed: 700n,
    openingFeeRefunded: 70n,
  });
  await take(charge, ...sums);
  await take(charge);
  expect(await returnedBy(charge.id, 500)).toEqual([{ amount: 180, currency: 'usd' }, 30]);
  await take(charge, ...sums);
  await expectWhole();
});

test('section 3: a line about a transfer in another currency', async () => {
  const { transfer } = connected();
  const charge = chargeObject({ transfer, transfer_data: { amount: 900 } });
  await take(charge, { id: transfer, object: 'transfer', amount: 1600, amount_reversed: 0, currency: 'jpy' });
  expect(await returnedBy(charge.id, 500)).toEqual([{ amount: 800, currency: 'jpy' }, null]);
  await expectWhole();
});

test.each<[string, (transfer: StripeExample, fee: StripeExample) => StripeExample[]]>([
  [
    'a reversal and a fee refund',
    (transfer, fee) => [
      transferReversalObject({ transfer, amount: 200 }),
      feeRefundObject({ fee, amount: 20 }),
    ],
  ],
  [
    'objects of kinds that are skipped, or of a kind of its own',
    (transfer, fee) => [{ id: 'acct_1', object: 'account', last: { transfer } }, intentObject({ last: fee })],
  ],
])('section 11: a transfer and a fee inside %s tell what went back of them', async (_, objectsOf) => {
  const { transfer, fee } = connected();
  const charge = chargeObject({ transfer, application_fee: fee });
  const others = objectsOf(
    { id: transfer, object: 'transfer', amount: 880, amount_reversed: 700, currency: 'usd' },
    { id: fee, object: 'application_fee', amount: 100, amount_refunded: 70, currency: 'usd' },
  );
  await take(charge, ...others);
  expect(await stored(charge.id)).toMatchObject({ transferReversed: 700n, applicationFeeRefunded: 70n });
  await take(charge, ...others);
  expect(await returnedBy(charge.id, 500)).toEqual([{ amount: 180, currency: 'usd' }, 30]);
  await expectWhole();
});

test('section 11: a line about a transfer or a fee wins over copies in others, and of copies the last', async () => {
  const { transfer: id, fee: feeId } = connected();
  const transfer = (amount_reversed: number) => ({
    id,
    object: 'transfer',
    amount: 880,
    amount_reversed,
    currency: 'usd',
  });
  const fee = (amount_refunded: number) => ({
    id: feeId,
    object: 'application_fee',
    amount: 100,
    amount_refunded,
    currency: 'usd',
  });
  const charge = chargeObject({ transfer: transfer(100), application_fee: fee(10) });
  const copy = intentObject({ inside: [transfer(300), fee(30)] });
  await take(charge, copy);
  expect(await stored(charge.id)).toMatchObject({ transferReversed: 300n, applicationFeeRefunded: 30n });
  await take(transfer(500), fee(50), charge, copy);
  expect(await stored(charge.id)).toMatchObject({ transferReversed: 500n, applicationFeeRefunded: 50n });
  await expectWhole();
});

test('section 11: a sum that contradicts the charge in the ledger is a fault of its line', async () => {
  const { transfer } = connected();
  const charge = chargeObject({ transfer, transfer_data: { amount: 880 } });
  await take(charge);
  const sum = { id: transfer, object: 'transfer', amount: 880, amount_reversed: 900, currency: 'usd' };
  expect(await importAll(gateway.database, [intentObject(), sum])).toMatchObject({
    faults: [{ line: 2, why: `charge ${charge.id}: reversals of its transfer come to 900, more than 880` }],
  });
});

test('section 3: a transfer that waits for its charge waits as the last file said, and for a charge that is new', async () => {
  const { transfer: id } = connected();
  const transfer = (amount_reversed: number) => ({
    id,
    object: 'transfer',
    amount: 880,
    amount_reversed,
    currency: 'usd',
  });
  const charge = chargeObject({ transfer: id });
  await take(transfer(100));
  await take(transfer(300));
  await take(charge);
  expect(await stored(charge.id)).toMatchObject({ transferAmount: 880n, transferReversed: 300n });
  await take(transfer(0));
  await take(charge);
  expect(await stored(charge.id)).toMatchObject({ transferReversed: 0n });
  await expectWhole();
});

test('section 3: a transfer with the id of a charge does not replace what was said of the charge', async () => {
  const charge = chargeObject();
  const said = async () =>
    (await gateway.database.prisma.importedObject.findUniqueOrThrow({ where: { id: charge.id } })).said;
  await take(charge);
  const before = await said();
  await take({ id: charge.id, object: 'transfer', amount: 880, amount_reversed: 0, currency: 'usd' });
  expect(await said()).toBe(before);
});
