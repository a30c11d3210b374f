import { expect, test } from 'vitest';
import { FIRST_SECOND, LAST_SECOND } from '../../src/sample-data/calendar.js';
import { documentationObjects } from '../../src/sample-data/documentation-objects.js';
import type { StripeObject } from '../../src/sample-data/stripe-objects.js';
import {
  allOf,
  charges,
  disputes,
  intents,
  objects,
  refunds,
  sample,
} from '../support/rows/sample-ledger.js';

const prefixes: Readonly<Record<StripeObject['object'], RegExp>> = {
  payment_intent: /^pi_1/,
  charge: /^(ch|py)_1/,
  refund: /^(re|pyr)_1/,
  balance_transaction: /^txn_1/,
  dispute: /^dp_1/,
  transfer_reversal: /^trr_1/,
  fee_refund: /^fr_1/,
};

test('ids are unique and begin with the prefix of their kind', () => {
  expect(new Set(objects.map(({ id }) => id)).size).toBe(objects.length);
  for (const { id, object } of objects) expect(id).toMatch(prefixes[object]);
  for (const { id, payment_method_details } of charges)
    expect(id.startsWith('ch_'), id).toBe(payment_method_details.type === 'card');
});

test('every reference leads to an object of the same payment and currency', () => {
  for (const { payment_intent, ...charge } of charges)
    if (payment_intent !== null)
      expect(sample('payment_intent', payment_intent), charge.id).toMatchObject({
        amount: charge.amount,
        currency: charge.currency,
      });
  for (const { latest_charge, id } of intents)
    if (latest_charge !== null) expect(sample('charge', latest_charge).payment_intent).toBe(id);
  for (const { charge, payment_intent, currency } of [...refunds, ...disputes])
    expect(sample('charge', charge)).toMatchObject({ payment_intent, currency });
  for (const { id, amount, failure_balance_transaction: failure, status } of refunds) {
    expect(failure !== undefined, id).toBe(status === 'failed' || status === 'canceled');
    if (failure) expect(sample('balance_transaction', failure), id).toMatchObject({ amount, source: id });
  }
  for (const { source, id } of allOf('balance_transaction'))
    expect(JSON.stringify(objects.find((each) => each.id === source))).toContain(id);
  for (const { source_refund, transfer, id } of allOf('transfer_reversal')) {
    const refund = sample('refund', source_refund);
    expect(refund.transfer_reversal).toBe(id);
    expect(sample('charge', refund.charge).transfer).toBe(transfer);
  }
  for (const { transfer_reversal } of refunds)
    if (transfer_reversal !== null) sample('transfer_reversal', transfer_reversal);
  for (const { fee } of allOf('fee_refund'))
    expect(charges.map(({ application_fee }) => application_fee)).toContain(fee);
});

test('everything happens in the shop’s year, and refunds and disputes after their charge', () => {
  for (const { id, created } of objects.filter((each) => !documentationObjects.includes(each))) {
    expect(created, id).toBeGreaterThanOrEqual(FIRST_SECOND);
    expect(created, id).toBeLessThanOrEqual(LAST_SECOND);
  }
  for (const { charge, created, id } of [...refunds, ...disputes])
    expect(created, id).toBeGreaterThan(sample('charge', charge).created);
});
