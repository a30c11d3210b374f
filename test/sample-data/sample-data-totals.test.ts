import { expect, test } from 'vitest';
import { amountStepOf } from '../../src/rules/currency.js';
import { holdsAmount } from '../../src/rules/transitions.js';
import {
  allOf,
  ceilingOf,
  charges,
  intents,
  objects,
  refunds,
  refundsOf,
  type SampleOf,
  sample,
} from '../support/rows/sample-ledger.js';

const sumOf = (amounts: readonly number[]) => amounts.reduce((sum, amount) => sum + amount, 0);

/** The time at which a failed or canceled refund gave its amount back. */
const endOf = ({ failure_balance_transaction: failure }: SampleOf<'refund'>): number =>
  sample('balance_transaction', failure ?? null).created;

test('a charge’s amount_refunded is the sum of its held refunds, and never above its ceiling', () => {
  for (const charge of charges) {
    const held = sumOf(
      refundsOf(charge.id)
        .filter(({ status }) => holdsAmount(status))
        .map(({ amount }) => amount),
    );
    expect(charge.amount_refunded, charge.id).toBe(held);
    expect(charge.refunded, charge.id).toBe(held > 0 && held === ceilingOf(charge));
    expect(held, charge.id).toBeLessThanOrEqual(ceilingOf(charge));
  }
});

test('no refund was larger than the amount that was left at its time', () => {
  for (const refund of refunds) {
    const before = refundsOf(refund.charge).filter(
      (other) =>
        other.created < refund.created && (holdsAmount(other.status) || endOf(other) > refund.created),
    );
    const charge = sample('charge', refund.charge);
    expect(sumOf([...before, refund].map(({ amount }) => amount)), refund.id).toBeLessThanOrEqual(
      ceilingOf(charge),
    );
  }
});

test('every amount is a multiple of its currency’s step', () => {
  for (const { id, amount, currency } of [...intents, ...charges, ...refunds])
    expect(BigInt(amount) % amountStepOf(currency), id).toBe(0n);
  expect(objects.filter(({ amount }) => amount === 0)).toEqual([]);
});

test('an intent received the captured amounts of its charges', () => {
  for (const { id, amount_received, status } of intents) {
    const settled = charges.filter((charge) => charge.payment_intent === id && charge.status === 'succeeded');
    expect(amount_received, id).toBe(sumOf(settled.map(({ amount_captured }) => amount_captured)));
    expect(amount_received > 0, id).toBe(status === 'succeeded');
  }
});

test('every movement of money has a balance transaction', () => {
  for (const { id, status, captured, amount_captured, balance_transaction } of charges)
    if (status === 'succeeded' && captured)
      expect(sample('balance_transaction', balance_transaction), id).toMatchObject({
        amount: amount_captured,
        source: id,
      });
    else expect(balance_transaction, id).toBeNull();
  for (const { id, amount, charge, balance_transaction } of refunds)
    if (sample('charge', charge).captured)
      expect(sample('balance_transaction', balance_transaction), id).toMatchObject({
        amount: -amount,
        fee: 0,
        net: -amount,
        source: id,
      });
  for (const { amount, fee, net, id } of allOf('balance_transaction')) expect(net, id).toBe(amount - fee);
});

test('the returned shares never exceed the fee and the transfer', () => {
  const connected = charges.filter(({ transfer }) => transfer !== null);
  for (const charge of connected) {
    const fees = allOf('fee_refund').filter(({ fee }) => fee === charge.application_fee);
    const reversals = allOf('transfer_reversal').filter(({ transfer }) => transfer === charge.transfer);
    expect(sumOf(fees.map(({ amount }) => amount))).toBeLessThanOrEqual(charge.application_fee_amount ?? 0);
    expect(sumOf(reversals.map(({ amount }) => amount))).toBeLessThanOrEqual(
      charge.transfer_data?.amount ?? charge.amount,
    );
    expect(refundsOf(charge.id).every(({ status }) => status === 'succeeded')).toBe(true);
  }
  expect(allOf('fee_refund').map(({ amount }) => amount)).toEqual(
    expect.arrayContaining([15, 33, 34, 1_500]),
  );
  expect(allOf('transfer_reversal').map(({ amount }) => amount)).toEqual(
    expect.arrayContaining([733, 15_000]),
  );
});
