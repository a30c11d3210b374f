import { expect, test } from 'vitest';
import type { ChargeFacts, ReleaseFacts, ReturnFacts } from '../../src/import/steps/charge-facts.js';
import { type ComputedColumns, computeTotals } from '../../src/import/steps/charge-totals.js';
import { chargeObject } from '../support/rows/stripe-objects.js';

/** A charge of 1000 on line 3, of which nothing is known but that. */
const plainFacts: ChargeFacts = {
  id: 'ch_1',
  line: 3,
  status: 'succeeded',
  captured: true,
  disputed: false,
  payment_intent_id: null,
  amount: '1000',
  amount_captured: '1000',
  application_fee_amount: null,
  transfer_amount: null,
  reported_refunded: '0',
  opening_before: '0',
  held_imported: '0',
  said_to_hold: '0',
  held_by_gateway: '0',
  said: null,
  arrived: '0',
  refund_line: null,
  releases: null,
  fee: null,
  transfer: null,
  reversed_by_id: null,
  currency: 'usd',
  transfer_currency: null,
  disputes: null,
};

const plainTotals: ComputedColumns = {
  amountRefunded: 0n,
  openingRefunded: 0n,
  refundCeiling: 1000n,
  refundsOpen: true,
  disputeBlocks: false,
  applicationFeeRefunded: 0n,
  openingFeeRefunded: 0n,
  transferAmount: null,
  transferCurrency: null,
  transferReversed: 0n,
  openingReversed: 0n,
};

const returned = (values: Partial<ReturnFacts>): ReturnFacts => ({
  reported: null,
  opening_before: '0',
  imported_before: '0',
  imported: '0',
  by_gateway: '0',
  line: null,
  currencies: [],
  ...values,
});

/** Refunds of the file, all of them new and still as they were reported. */
const arrived = (amount: string) => ({ held_imported: amount, said_to_hold: amount, arrived: amount });

type Case = readonly [name: string, facts: Partial<ChargeFacts>, totals: Partial<ComputedColumns>];

const whyOf = (facts: Partial<ChargeFacts>) => computeTotals({ ...plainFacts, ...facts }).faults;

test.each<Case>([
  ['nothing', {}, {}],
  ['what it reports', { reported_refunded: '300' }, { amountRefunded: 300n, openingRefunded: 300n }],
  ['all of it', { reported_refunded: '1000' }, { amountRefunded: 1000n, openingRefunded: 1000n }],
  [
    'what it reports beyond its refunds',
    { reported_refunded: '300', ...arrived('100') },
    { amountRefunded: 300n, openingRefunded: 200n },
  ],
  ['all of it by its refunds', arrived('1000'), { amountRefunded: 1000n }],
  [
    'its refunds here beside the opening',
    { reported_refunded: '300', opening_before: '300', held_by_gateway: '200' },
    { amountRefunded: 500n, openingRefunded: 300n },
  ],
  [
    'a refund that comes out of the opening, without the charge',
    { line: null, reported_refunded: null, opening_before: '300', refund_line: 7, ...arrived('100') },
    { amountRefunded: 300n, openingRefunded: 200n },
  ],
  [
    'a refund that was canceled here since',
    { reported_refunded: '100', said_to_hold: '100' },
    { amountRefunded: 0n, openingRefunded: 0n },
  ],
])('section 11: what is refunded of a charge: %s', (_, facts, totals) => {
  expect(computeTotals({ ...plainFacts, ...facts })).toEqual({
    totals: { ...plainTotals, ...totals },
    releaseId: null,
    faults: [],
  });
});

test.each<Case>([
  [
    'a dispute',
    { disputes: [{ status: 'needs_response', isChargeRefundable: false }] },
    { disputeBlocks: true, refundsOpen: false },
  ],
  ['a dispute that ended', { disputed: true, disputes: [{ status: 'won', isChargeRefundable: false }] }, {}],
  ['the charge says it', { disputed: true }, { disputeBlocks: true, refundsOpen: false }],
  ['the charge failed', { status: 'failed' }, { refundsOpen: false }],
])('rule 1.8: whether a charge takes refunds: %s', (_, facts, totals) => {
  expect(computeTotals({ ...plainFacts, ...facts }).totals).toEqual({ ...plainTotals, ...totals });
});

test.each<[string, Partial<ChargeFacts>, number, string]>([
  ['on its line', { reported_refunded: '1001' }, 3, 'amount_refunded is 1001, more than 1000'],
  [
    'beyond what was captured and released',
    { amount: '4300', amount_captured: '1300', reported_refunded: '4301' },
    3,
    'amount_refunded is 4301, more than 4300',
  ],
  ['by refunds', { ...arrived('1001'), refund_line: 7 }, 7, 'what is refunded comes to 1001, more than 1000'],
  [
    'by refunds of the ledger',
    { held_by_gateway: '1001' },
    3,
    'what is refunded comes to 1001, more than 1000',
  ],
  [
    'on no line',
    { line: null, held_by_gateway: '1001' },
    0,
    'what is refunded comes to 1001, more than 1000',
  ],
  [
    'of its fee',
    { application_fee_amount: '100', fee: returned({ imported: '101', line: 9 }) },
    9,
    'refunds of its application fee come to 101, more than 100',
  ],
  [
    'of its fee, as it says',
    { application_fee_amount: '100', fee: returned({ reported: '101' }) },
    3,
    'refunds of its application fee come to 101, more than 100',
  ],
  [
    'of its fee in other currencies',
    { fee: returned({ currencies: ['jpy', 'usd', 'eur'], line: 9 }) },
    9,
    'its application fee is in usd, but refunds of it are in eur and jpy',
  ],
  [
    'of its transfer',
    { transfer_amount: '880', transfer: returned({ imported: '881', line: 9 }), reversed_by_id: ['500'] },
    9,
    'reversals of its transfer come to 881, more than 880',
  ],
  [
    'of its transfer in several currencies',
    { transfer: returned({ currencies: ['usd', 'eur'] }) },
    3,
    'its transfer is in usd, but reversals of it are in eur and usd',
  ],
  [
    'of its transfer in several foreign currencies',
    { transfer: returned({ currencies: ['jpy', 'eur'] }) },
    3,
    'its transfer is in jpy, but reversals of it are in eur and jpy',
  ],
  [
    'of its transfer in another currency than it has',
    { line: null, transfer_currency: 'jpy', transfer: returned({ currencies: ['eur'] }) },
    0,
    'its transfer is in jpy, but reversals of it are in eur',
  ],
])('sections 2 and 3: more was returned than there is, or something else: %s', (_, facts, line, why) => {
  expect(whyOf(facts)).toEqual([{ line, why: `charge ch_1: ${why}` }]);
});

test.each<Case>([
  ['nothing', { application_fee_amount: '100' }, {}],
  [
    'what it says',
    { fee: returned({ reported: '70' }), application_fee_amount: '100' },
    { applicationFeeRefunded: 70n, openingFeeRefunded: 70n },
  ],
  [
    'all of it, one by one and before',
    {
      application_fee_amount: '100',
      fee: returned({
        reported: '100',
        imported: '60',
        imported_before: '20',
        by_gateway: '10',
        currencies: ['usd'],
      }),
    },
    { applicationFeeRefunded: 100n, openingFeeRefunded: 30n },
  ],
  [
    'more than an amount that is not known',
    { fee: returned({ imported: '101' }) },
    { applicationFeeRefunded: 101n },
  ],
  [
    'a part that comes out of the opening',
    { fee: returned({ opening_before: '70', imported: '50', imported_before: '20' }) },
    { applicationFeeRefunded: 90n, openingFeeRefunded: 40n },
  ],
  [
    'less than before, which the opening takes back',
    { fee: returned({ opening_before: '20', imported: '50', imported_before: '100' }) },
    { applicationFeeRefunded: 120n, openingFeeRefunded: 70n },
  ],
  [
    'less than before, without an opening',
    { fee: returned({ imported: '50', imported_before: '100' }) },
    { applicationFeeRefunded: 50n },
  ],
])('section 3: what went back of a fee: %s', (_, facts, totals) => {
  expect(computeTotals({ ...plainFacts, ...facts })).toEqual({
    totals: { ...plainTotals, ...totals },
    releaseId: null,
    faults: [],
  });
});

test.each<Case>([
  ['nothing', { transfer_amount: '880' }, { transferAmount: 880n }],
  [
    'what it says',
    { transfer_amount: '880', transfer: returned({ reported: '700', imported: '200', currencies: ['usd'] }) },
    { transferAmount: 880n, transferReversed: 700n, openingReversed: 500n },
  ],
  [
    'of a transfer in its own currency',
    {
      transfer_amount: '1600',
      transfer_currency: 'jpy',
      transfer: returned({ imported: '900', currencies: ['jpy'] }),
    },
    { transferAmount: 1600n, transferCurrency: 'jpy', transferReversed: 900n },
  ],
  [
    'a reversal that tells its currency',
    { transfer_amount: '880', transfer: returned({ imported: '900', currencies: ['jpy'] }) },
    { transferAmount: null, transferCurrency: 'jpy', transferReversed: 900n },
  ],
  [
    'reversals that are known by id',
    { transfer_amount: '880', reversed_by_id: ['100', '200'] },
    { transferAmount: 880n, transferReversed: 264n },
  ],
  [
    'no more than is left of it',
    {
      transfer_amount: '880',
      transfer: returned({ imported: '600', by_gateway: '100' }),
      reversed_by_id: ['500'],
    },
    { transferAmount: 880n, transferReversed: 880n },
  ],
  ['by id of an amount that is not known', { reversed_by_id: ['500'] }, {}],
  [
    'by id of a charge of nothing',
    { amount_captured: '0', transfer_amount: '880', reversed_by_id: ['500'] },
    { refundCeiling: 0n, transferAmount: 880n },
  ],
])('section 3: what went back of a transfer: %s', (_, facts, totals) => {
  expect(computeTotals({ ...plainFacts, ...facts })).toEqual({
    totals: { ...plainTotals, ...totals },
    releaseId: null,
    faults: [],
  });
});

const release = (values: Partial<ReleaseFacts> = {}): ReleaseFacts => ({
  id: 're_1',
  amount: '1300',
  created: '2026-01-01T00:00:00Z',
  status: 'succeeded',
  arrived: true,
  ...values,
});
/** What the last import said of the charge: its release counted. */
const said = chargeObject({ amount: 4300, amount_captured: 3000, amount_refunded: 2000 });
/** Without the charge come its release and its refund of 700. */
const later: Partial<ChargeFacts> = {
  line: null,
  reported_refunded: null,
  opening_before: '2000',
  said,
  releases: [release()],
  ...arrived('2000'),
};

test.each<[string, Partial<ChargeFacts>, string | null, bigint, bigint]>([
  [
    'with its charge',
    { ...later, line: 3, reported_refunded: '2000', opening_before: '0' },
    're_1',
    700n,
    0n,
  ],
  [
    'known before, in the ledger',
    { ...later, releases: [release({ arrived: false })], opening_before: '0', arrived: '0' },
    're_1',
    700n,
    0n,
  ],
  [
    'known before, beside an opening',
    { ...later, releases: [release({ arrived: false })], opening_before: '700', arrived: '700' },
    're_1',
    700n,
    0n,
  ],
  [
    'of two the older',
    { ...later, releases: [release({ created: '2026-01-02T00:00:00Z' }), release({ id: 're_2' })] },
    're_2',
    700n,
    0n,
  ],
  ['another amount', { ...later, releases: [release({ amount: '1299' })] }, null, 2000n, 0n],
  ['one that failed', { ...later, releases: [release({ status: 'failed' })] }, null, 2000n, 0n],
  ['none that is known', { reported_refunded: '2000', ...arrived('700') }, null, 2000n, 1300n],
  ['in the opening that it reported before', later, 're_1', 700n, 0n],
  ['before nothing is known', { ...later, said: null }, 're_1', 2000n, 1300n],
  ['before nothing can be read', { ...later, said: { ...said, amount: 'x' } }, 're_1', 2000n, 1300n],
])('section 2: a release is no refund: %s', (_, facts, releaseId, amountRefunded, openingRefunded) => {
  expect(computeTotals({ ...plainFacts, amount: '4300', amount_captured: '3000', ...facts })).toEqual({
    totals: { ...plainTotals, refundCeiling: 3000n, amountRefunded, openingRefunded },
    releaseId,
    faults: [],
  });
});
