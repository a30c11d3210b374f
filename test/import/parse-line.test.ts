import { expect, test } from 'vitest';
import { type Line, MAX_LINE_BYTES } from '../../src/import/line.js';
import type { ErasePeople } from '../../src/import/steps/erased-people.js';
import { MAX_LEVELS } from '../../src/import/steps/nesting.js';
import { parseLine } from '../../src/import/steps/parse-line.js';
import {
  chargeObject,
  disputeObject,
  feeRefundObject,
  intentObject,
  refundObject,
  type StripeExample,
  transferReversalObject,
} from '../support/rows/stripe-objects.js';

/** What a line says, in short: the objects with their kinds and ids, and with the JSON that is kept of each. */
function read(value: unknown, erase?: ErasePeople) {
  const line = parseLine(JSON.stringify(value), erase);
  return {
    ...line,
    objects: line?.objects.map(({ kind, row, expanded }) => [kind.object, row.id, expanded]),
    said: line?.objects.map(({ said }) => JSON.parse(said)),
  };
}

const nothing = { objects: [], skipped: [], faults: [], sums: [], lists: [], erased: 0 };

/** A JSON value of so many levels. */
const nested = (levels: number, open = '[', close = ']'): string =>
  open.repeat(levels) + close.repeat(levels);

/** A charge with one more field, or with another value for one that it has, as JSON. */
const withField = (name: string, json: string): string =>
  JSON.stringify({ ...chargeObject(), [name]: '?' }).replace('"?"', () => json);

const tooDeep = { why: `it is nested more than ${MAX_LEVELS} levels deep`, id: null };

test.each([
  ['in a field that nobody reads', withField('x', nested(100_000))],
  [
    'beside an object of the ledger',
    withField('x', `[${JSON.stringify(refundObject())},${nested(100_000)}]`),
  ],
  ['in an amount', withField('amount', nested(100_000))],
  ['in metadata', withField('metadata', `{"a":${nested(100_000)}}`)],
  ['in pages of pages', nested(60_000, '{"data":[', ']}')],
  ['in objects', withField('x', `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`)],
  ['behind a field of the same name', `{"x":${nested(MAX_LEVELS)},${withField('x', '1').slice(1)}`],
  ['by one level', withField('x', nested(MAX_LEVELS))],
])('a line that is nested too deep is a bad one: %s', (_, line) => {
  expect(parseLine(line)).toEqual({ ...nothing, faults: [tooDeep] });
});

test.each([
  ['as many levels as are allowed', nested(MAX_LEVELS - 1)],
  ['brackets side by side', `[${'[],{},'.repeat(MAX_LEVELS)}[]]`],
  ['brackets in a text', JSON.stringify(`\\"${'[{'.repeat(MAX_LEVELS)}\\`)],
])('a line is not nested too deep: %s', (_, json) => {
  expect(parseLine(withField('x', json))).toMatchObject({ objects: [{ expanded: false }], faults: [] });
});

test('section 11: an empty line is ignored', () => {
  for (const line of ['', ' ', '\t \r']) expect(parseLine(line)).toBeNull();
});

const NO_KIND = 'it has no field `object` with the name of its kind';

test.each<[Line, string]>([
  [{ unreadable: 'it is not UTF-8' }, 'it is not UTF-8'],
  ['x'.repeat(MAX_LINE_BYTES + 1), 'it is longer than 1048576 characters'],
  ['{', 'it is not JSON'],
  ['[{}]', 'it is not a JSON object'],
  ['null', 'it is not a JSON object'],
  ['"charge"', 'it is not a JSON object'],
  [
    '{"object":"event","data":{}}',
    'it is an event, which holds an older state of its object. Import the object itself, as the API returns it now',
  ],
  [
    '{"error":{"message":"No such charge"}}',
    'it is an error of the API (No such charge), not an object. Repeat the request that failed',
  ],
  ['{"id":"ch_1"}', NO_KIND],
  ['{"object":7}', NO_KIND],
  ['{"line":3}', NO_KIND],
  ['{"line":"3","why":"it is not JSON"}', NO_KIND],
  ['{"why":"it is not JSON"}', NO_KIND],
  [
    '{"line":3,"why":"it is not JSON","text":"{"}',
    "it is of a file of faults; `jq -r '.text // empty'` gets the objects out of that",
  ],
])('section 11: a line that is no object is a fault: %.60j', (line, why) => {
  expect(parseLine(line)).toEqual({ ...nothing, faults: [{ why, id: null }] });
});

test('section 11: a line of the largest size is read', () => {
  const line = '{"object":"customer"}'.padEnd(MAX_LINE_BYTES);
  expect(parseLine(line)).toEqual({ ...nothing, skipped: ['customer'] });
});

test.each<[StripeExample, string, string | null]>([
  [
    { id: 'ch_1', status: 'odd' },
    'charge ch_1: status is "odd", not one of pending, succeeded, failed',
    'ch_1',
  ],
  [{ id: undefined }, 'charge: id is missing', null],
  [{ id: 7 }, 'charge: id is 7, not an id', null],
  [{ id: 'ch_\0' }, 'charge: id is "ch_\\u0000", not an id', null],
])('section 11: a fault names the object as far as that can be read: %j', (values, why, id) => {
  const object = chargeObject(values);
  expect(read(object)).toEqual({ ...nothing, said: [], faults: [{ why, id }] });
  // What has no id is no object of Stripe.
  const faults = typeof values['id'] === 'string' ? [{ why, id }] : [];
  const customer = { object: 'customer', id: 'cus_1', last: object };
  expect(read(customer)).toEqual({ ...nothing, said: [], skipped: ['customer'], faults });
});

test.each([
  ['nobody’s balance', refundObject(), ['refund of a customer’s balance']],
  ['another kind', { object: 'customer', id: 'cus_1' }, ['customer']],
])('section 11: what the ledger does not keep is skipped: %s', (_, object, skipped) => {
  expect(read(object)).toEqual({ ...nothing, said: [], skipped });
  const card = { object: 'card', id: 'card_1', last: object };
  expect(read(card)).toEqual({ ...nothing, said: [], skipped: ['card'] });
});

test('section 11: an object is kept as it was written', () => {
  const object = chargeObject({ sources: { object: 'list', data: [{ object: 'card' }] } });
  const line = JSON.stringify(object, null, 1).replaceAll('\n', ' ');
  expect(parseLine(line)?.objects).toMatchObject([{ said: line, expanded: false }]);
});

test('section 11: an object is kept without the objects inside it, which are kept by themselves', () => {
  const refund = refundObject({ id: 're_1', charge: 'ch_1', metadata: { object: 'refund', id: 're_2' } });
  const dispute = disputeObject({ id: 'dp_1', charge: 'ch_1' });
  const charge = (values: StripeExample) =>
    chargeObject({ id: 'ch_1', metadata: { object: 'list', id: 're_3' }, ...values });
  const whole = charge({
    '': dispute,
    dispute,
    refunds: { object: 'list', data: [refund] },
    odd: [refund, { object: 'refund' }, { id: 're_4' }],
    card: { object: 'card', id: 'card_1', last: refund },
  });
  expect(read(whole)).toEqual({
    ...nothing,
    objects: [
      ['dispute', 'dp_1', true],
      ['dispute', 'dp_1', true],
      ['refund', 're_1', true],
      ['refund', 're_1', true],
      ['refund', 're_1', true],
      ['charge', 'ch_1', false],
    ],
    said: [
      dispute,
      dispute,
      refund,
      refund,
      refund,
      charge({
        '': 'dp_1',
        dispute: 'dp_1',
        odd: ['re_1', { object: 'refund' }, { id: 're_4' }],
        card: { object: 'card', id: 'card_1', last: 're_1' },
      }),
    ],
  });
});

test.each<[string, StripeExample, string, StripeExample, StripeExample]>([
  [
    'payment_intent',
    intentObject({ id: 'pi_1' }),
    'payment_intent',
    chargeObject(),
    { paymentIntentId: 'pi_1' },
  ],
  ['charge', chargeObject({ id: 'ch_1' }), 'charge', disputeObject(), { chargeId: 'ch_1' }],
  ['charge', chargeObject({ id: 'ch_1' }), 'charge', refundObject(), { chargeId: 'ch_1' }],
  [
    'application_fee',
    { object: 'application_fee', id: 'fee_1' },
    'fee',
    feeRefundObject(),
    { applicationFeeId: 'fee_1' },
  ],
  [
    'transfer',
    { object: 'transfer', id: 'tr_1' },
    'transfer',
    transferReversalObject(),
    { transferId: 'tr_1' },
  ],
])('section 11: what stands inside a %s may leave out that it is of it', (_, parent, field, child, of) => {
  const rowIn = (values: StripeExample, within = (inner: StripeExample): unknown => inner) =>
    parseLine(JSON.stringify({ ...parent, inside: within({ ...child, ...values }) }))?.objects[0]?.row;
  for (const none of [undefined, null]) expect(rowIn({ [field]: none })).toMatchObject(of);
  // Not an object of Stripe: it has no id, or no kind.
  expect(rowIn({}, (inner) => ({ object: 'list', data: [inner] }))).toMatchObject(of);
  expect(rowIn({}, (inner) => ({ id: 'x_1', more: [inner] }))).toMatchObject(of);
  expect(rowIn({}, (inner) => ({ object: 'card', last: inner }))).toMatchObject(of);
  // Inside another kind it counts as an id only.
  const card = (inner: StripeExample) => ({ object: 'card', id: 'card_1', last: inner });
  expect(rowIn({}, card)).not.toMatchObject(of);
  const [[name, id] = ['', '']] = Object.entries(of);
  const other = `${id}2`;
  expect(rowIn({ [field]: other })).toMatchObject({ [name]: other });
});

test('section 11: an object is found at sixteen levels, and not in metadata', () => {
  const within = (levels: number): unknown =>
    levels === 0 ? refundObject({ id: 're_1', charge: 'ch_1' }) : { a: within(levels - 1) };
  const found = (values: StripeExample) => read({ object: 'customer', id: 'cus_1', ...values }).objects;
  expect(found({ a: within(15) })).toEqual([['refund', 're_1', true]]);
  expect(found({ a: within(16) })).toEqual([]);
  expect(found({ metadata: within(0), a: { metadata: within(0) } })).toEqual([]);
});

test('section 11: an object inside another one that is incomplete counts as its id', () => {
  const charge = (refund: unknown) => chargeObject({ id: 'ch_1', refund });
  expect(read(charge(refundObject({ id: 're_1', amount: undefined })))).toEqual({
    ...nothing,
    objects: [['charge', 'ch_1', false]],
    said: [charge('re_1')],
  });
});

test('section 3: what a line says of a transfer or a fee is known from its own line or from inside another', () => {
  const transfer = { object: 'transfer', id: 'tr_1', amount: 880, amount_reversed: 80, currency: 'usd' };
  const fee = { object: 'application_fee', id: 'fee_1', amount: 50, amount_refunded: 5, currency: 'usd' };
  const sums = {
    transfer: { object: 'transfer', id: 'tr_1', amount: 880n, returned: 80n, currency: 'usd' },
    fee: { object: 'application_fee', id: 'fee_1', amount: 50n, returned: 5n, currency: 'usd' },
  };
  expect(read(transfer)).toEqual({
    ...nothing,
    said: [],
    skipped: ['transfer'],
    sums: [{ ...sums.transfer, expanded: false }],
  });
  expect(read({ ...transfer, fee }).sums).toEqual([
    { ...sums.fee, expanded: true },
    { ...sums.transfer, expanded: false },
  ]);
  expect(read(chargeObject({ application_fee: fee, transfer })).sums).toEqual([
    { ...sums.fee, expanded: true },
    { ...sums.transfer, expanded: true },
  ]);
  expect(read({ ...transfer, amount: undefined })).toEqual({ ...nothing, said: [], skipped: ['transfer'] });
});

test('section 11: people who were erased are left out of each object, and the objects are counted', () => {
  const erase: ErasePeople = (object) =>
    object['description'] === 'Jo' ? { ...object, description: null } : null;
  const refund = refundObject({ id: 're_1', charge: 'ch_1', description: 'Jo' });
  const charge = chargeObject({ id: 'ch_1', description: 'Jo' });
  const dispute = disputeObject({ id: 'dp_1', charge: 'ch_1', description: 'Al' });
  expect(read({ ...charge, refund, dispute }, erase)).toMatchObject({
    said: [
      { ...refund, description: null },
      dispute,
      { ...charge, description: null, refund: 're_1', dispute: 'dp_1' },
    ],
    erased: 2,
  });
  expect(read(charge, erase)).toMatchObject({ said: [{ ...charge, description: null }], erased: 1 });
  expect(read({ data: [charge, dispute, { ...charge, refund }] }, erase)).toMatchObject({ erased: 3 });
  expect(read({ ...charge, refund })).toMatchObject({
    said: [refund, { ...charge, refund: 're_1' }],
    erased: 0,
  });
});

/** A list, or a page of one. */
const list = (data: readonly unknown[], values: StripeExample = {}) => ({
  object: 'list',
  has_more: true,
  data,
  ...values,
});

const refundOf = (charge: string, id: string) => refundObject({ id, charge });
const cut = (shown: string, name = shown.replace(/ after .*/, '')) => [{ list: name, shown, hasMore: true }];

test.each<[string, StripeExample, readonly unknown[]]>([
  [
    'its refunds',
    { refunds: list([refundOf('ch_1', 're_1'), refundOf('ch_1', 're_2')]) },
    cut('refunds of charge ch_1 after re_2'),
  ],
  [
    'with a path',
    { refunds: list([refundOf('ch_1', 're_1')], { url: '/v1/charges/ch_1/refunds?a=b&c=%20' }) },
    cut('refunds of charge ch_1 after re_1', '/v1/charges/ch_1/refunds?a=b&c=%20'),
  ],
  [
    'ends with another kind',
    { odd: list([refundOf('ch_1', 're_1'), { object: 'card' }, 7]) },
    cut('odd of charge ch_1 after re_1'),
  ],
  [
    'with a path of another site',
    { odd: list([refundOf('ch_1', 're_1')], { url: 'https://x/v1' }) },
    cut('odd of charge ch_1 after re_1'),
  ],
  [
    'with a path that goes on',
    { odd: list([refundOf('ch_1', 're_1')], { url: '/v1 \u001b' }) },
    cut('odd of charge ch_1 after re_1'),
  ],
  [
    'with a path of the largest length',
    { odd: list([refundOf('ch_1', 're_1')], { url: `/${'a'.repeat(300)}` }) },
    cut('odd of charge ch_1 after re_1', `/${'a'.repeat(300)}`),
  ],
  [
    'with a longer path',
    { odd: list([refundOf('ch_1', 're_1')], { url: `/${'a'.repeat(301)}` }) },
    cut('odd of charge ch_1 after re_1'),
  ],
  [
    'with a path that is none',
    { odd: list([refundOf('ch_1', 're_1')], { url: ['/v1'] }) },
    cut('odd of charge ch_1 after re_1'),
  ],
  [
    'in a field that no terminal should show',
    { '\u001b': list([refundOf('ch_1', 're_1')]) },
    cut('something of charge ch_1 after re_1'),
  ],
  [
    'in a field that begins so',
    { '\u001ba': list([refundOf('ch_1', 're_1')]) },
    cut('something of charge ch_1 after re_1'),
  ],
  [
    'in a field that ends so',
    { 'a\u001b': list([refundOf('ch_1', 're_1')]) },
    cut('something of charge ch_1 after re_1'),
  ],
  [
    'in a field with a long name',
    { ['a'.repeat(61)]: list([refundOf('ch_1', 're_1')]) },
    cut('something of charge ch_1 after re_1'),
  ],
  [
    'in a field with the longest name',
    { ['a'.repeat(60)]: list([refundOf('ch_1', 're_1')]) },
    cut(`${'a'.repeat(60)} of charge ch_1 after re_1`),
  ],
  [
    'after an object without an id',
    { odd: list([{ object: 'refund' }]) },
    cut('odd of charge ch_1 after an unknown one'),
  ],
  [
    'after an id that is none',
    { odd: list([{ object: 'refund', id: '\u001b' }]) },
    cut('odd of charge ch_1 after an unknown one'),
  ],
  [
    'after a number',
    { odd: list([{ object: 'refund', id: 7 }]) },
    cut('odd of charge ch_1 after an unknown one'),
  ],
  [
    'inside another object',
    { card: { object: 'card', id: 'card_1', odd: list([refundOf('ch_1', 're_1')]) } },
    cut('odd of card card_1 after re_1'),
  ],
  ['complete', { refunds: list([refundOf('ch_1', 're_1')], { has_more: false }) }, []],
  ['as texts', { refunds: list([refundOf('ch_1', 're_1')], { has_more: 'true' }) }, []],
  ['of another kind', { sources: list([{ object: 'card', id: 'card_1' }]) }, []],
  ['empty', { refunds: list([]) }, []],
  ['without an array', { refunds: list([], { data: { '0': refundOf('ch_1', 're_1') } }) }, []],
])('section 11: a list inside an object that is not complete is told: %s', (_, values, lists) => {
  expect(read(chargeObject({ id: 'ch_1', ...values })).lists).toEqual(lists);
});

const transfer = { object: 'transfer', id: 'tr_1', amount: 1, amount_reversed: 0, currency: 'usd' };
const sumOfFee = { object: 'application_fee', id: 'fee_1', amount: 1, amount_refunded: 0, currency: 'usd' };

test.each<[string, StripeExample, readonly unknown[]]>([
  [
    'charges',
    list([chargeObject({ id: 'ch_1' }), chargeObject({ id: 'ch_2' })]),
    cut('the list of each charge after ch_2'),
  ],
  [
    'with a path',
    list([chargeObject({ id: 'ch_1' })], { url: '/v1/charges' }),
    cut('/v1/charges after ch_1'),
  ],
  [
    'its last one',
    list([chargeObject({ id: 'ch_1' })], { has_more: false }),
    [{ ...cut('the list of each charge after ch_1')[0], hasMore: false }],
  ],
  [
    'ends with what is not read',
    list([chargeObject({ id: 'ch_1' }), { object: 'card' }, 7]),
    cut('the list of each charge after ch_1'),
  ],
  ['transfers', list([transfer]), cut('the list of each transfer after tr_1')],
  [
    'transfers with fees inside',
    list([{ ...transfer, fee: sumOfFee }]),
    cut('the list of each transfer after tr_1'),
  ],
  [
    'fees with charges inside',
    list([{ ...sumOfFee, charge: chargeObject() }]),
    cut('the list of each application_fee after fee_1'),
  ],
  [
    'of another kind, with objects inside',
    list([{ object: 'payout', id: 'po_1', charge: chargeObject(), transfer }]),
    [],
  ],
  ['empty', list([]), []],
  ['says nothing of the next', list([chargeObject()], { has_more: undefined }), []],
  ['says something else of the next', list([chargeObject()], { has_more: 1 }), []],
])('section 11: a list page on a line is noted: %s', (_, page, lists) => {
  expect(read(page).lists).toEqual(lists);
});

test('section 11: a list page on a line has all that its objects have', () => {
  const charge = (id: string) =>
    chargeObject({
      id,
      transfer: { ...transfer, id: `tr_${id}` },
      refunds: list([refundOf(id, `re_${id}`)]),
    });
  const { said: _, ...page } = read(
    list([charge('ch_1'), 7, { object: 'card' }, charge('ch_2'), {}, { object: 'payout' }]),
  );
  const sum = { amount: 1n, returned: 0n, currency: 'usd', object: 'transfer', expanded: true };
  expect(page).toEqual({
    objects: [
      ['refund', 're_ch_1', true],
      ['charge', 'ch_1', false],
      ['refund', 're_ch_2', true],
      ['charge', 'ch_2', false],
    ],
    skipped: ['card', 'payout'],
    faults: [
      { why: 'it is not a JSON object', id: null },
      { why: NO_KIND, id: null },
    ],
    sums: [
      { ...sum, id: 'tr_ch_1' },
      { ...sum, id: 'tr_ch_2' },
    ],
    lists: [
      ...cut('refunds of charge ch_1 after re_ch_1'),
      ...cut('refunds of charge ch_2 after re_ch_2'),
      ...cut('the list of each charge after ch_2'),
    ],
    erased: 0,
  });
});
