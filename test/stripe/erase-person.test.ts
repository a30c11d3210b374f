import { expect, test } from 'vitest';
import { isEmailOf } from '../../src/rules/erased-email.js';
import { erasePerson } from '../../src/stripe/erase-person.js';
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
