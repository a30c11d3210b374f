import { expect, test } from 'vitest';
import { isEmailOf } from '../../src/rules/erased-email.js';
import { eraseNames, erasePerson, MAY_HAVE_NAMES } from '../../src/stripe/erase-person.js';
import type { JsonObject } from '../../src/stripe/object-reader.js';

const email = 'ann@example.com';
const isAnn = isEmailOf(email);
const isCharge = ({ object }: JsonObject) => object === 'charge';

test('names, telephone numbers and postal addresses go with the address, and nothing else', () =>
  expect(
    erasePerson(
      {
        id: 'ch_1',
        amount: 1200,
        receipt_email: email,
        billing_details: { email, name: 'Ann', phone: null, address: { line1: 'Main St', lines: ['a'] } },
        shipping: { name: 'Ann', tracking_number: '1' },
        source: { object: 'card', name: 'Ann', address_zip: '1', last4: '4242', country: 'US' },
        metadata: { name: 'Blue shirt', owner: 'shop' },
        application: { id: 'ca_1', bank_name: 'A bank' },
      },
      isAnn,
    ),
  ).toEqual({
    id: 'ch_1',
    amount: 1200,
    receipt_email: null,
    billing_details: { email: null, name: null, phone: null, address: { line1: null, lines: [] } },
    shipping: { name: null, tracking_number: null },
    source: { object: 'card', name: null, address_zip: null, last4: '4242', country: 'US' },
    metadata: { name: 'Blue shirt', owner: 'shop' },
    application: { id: 'ca_1', bank_name: 'A bank' },
  }));

test('the e-mail address of somebody else stays', () =>
  expect(
    erasePerson({ receipt_email: email, billing_details: { email: 'jo@example.com', name: 'Jo' } }, isAnn),
  ).toEqual({ receipt_email: null, billing_details: { email: 'jo@example.com', name: null } }));

test('an object without the address stays whole', () =>
  expect(erasePerson({ billing_details: { email: 'jo@example.com', name: 'Jo' } }, isAnn)).toBeNull());

test('an object that is kept by itself is erased by itself', () => {
  const charge = { object: 'charge', id: 'ch_1', receipt_email: email, shipping: { name: 'Ann' } };
  expect(erasePerson({ object: 'refund', charge }, isAnn, isCharge)).toBeNull();
  const other = { object: 'charge', id: 'ch_2', shipping: { name: 'Jo' } };
  expect(
    erasePerson(
      { description: email, charge, list: [other, null], none: null, name: 'Ann' },
      isAnn,
      isCharge,
    ),
  ).toEqual({ description: 'erased', charge, list: [other, null], none: null, name: null });
  expect(erasePerson(charge, isAnn, isCharge)).toMatchObject({
    receipt_email: null,
    shipping: { name: null },
  });
});

/** Whether the database would look at an object for names. */
const mayHaveNames = (object: object): boolean => new RegExp(MAY_HAVE_NAMES).test(JSON.stringify(object));

test.each([
  'billing_address',
  'billing_details',
  'customer_details',
  'owner',
  'shipping',
  'shipping_address',
  'shipping_details',
])('%s is about the person, with all that is in it', (part) => {
  const full = { id: 'ch_1', inner: { [part]: { name: 'Ann', any: { thing: 7 }, list: ['a'] } } };
  const erased = { id: 'ch_1', inner: { [part]: { name: null, any: { thing: null }, list: [] } } };
  expect(eraseNames(full)).toEqual(erased);
  expect(erasePerson({ ...full, receipt_email: email }, isAnn)).toEqual({ ...erased, receipt_email: null });
  expect(mayHaveNames(full)).toBe(true);
});

test.each([
  'name',
  'phone',
  'account_holder_name',
  'receipt_url',
  'customer_name',
  'customer_purchase_ip',
  'customer_signature',
  'verified_name',
  'verified_phone',
  'verified_address',
  'payer_name',
  'cardholder_name',
  'address_city',
  'address_line1',
  'address_line2',
  'address_state',
  'address_zip',
])('%s is about the person, wherever it stands', (field) => {
  const full = { id: 'ch_1', [field]: 'Ann', inner: [{ [field]: 'Ann', other: 'x' }] };
  const erased = { id: 'ch_1', [field]: null, inner: [{ [field]: null, other: 'x' }] };
  expect(eraseNames(full)).toEqual(erased);
  expect(erasePerson({ ...full, receipt_email: email }, isAnn)).toEqual({ ...erased, receipt_email: null });
  expect(mayHaveNames(full)).toBe(true);
});

test.each(['names', 'bank_name', 'phone_number', 'address_country', 'customer', 'owner_id', 'shipping_rate'])(
  '%s is not about the person',
  (field) => {
    expect(eraseNames({ id: 'ch_1', [field]: 'x' })).toBeNull();
    expect(mayHaveNames({ id: 'ch_1', [field]: 'x' })).toBe(false);
  },
);

test('the name of a field may be written with the numbers of its characters', () => {
  const written = String.raw`{"n\u0061me":"Ann"}`;
  expect(eraseNames(JSON.parse(written))).toEqual({ name: null });
  expect(new RegExp(MAY_HAVE_NAMES).test(written)).toBe(true);
});
