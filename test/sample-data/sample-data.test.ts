import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  ChargeStatus,
  DisputeStatus,
  PaymentIntentStatus,
  RefundFailureReason,
  RefundPendingReason,
  RefundReason,
  RefundStatus,
} from '../../prisma/generated/prisma/enums.js';
import { graphiqlTabs } from '../../src/graphql/request/graphiql-tabs.js';
import { exponentOf } from '../../src/rules/currency.js';
import { requiresInstructionsEmail } from '../../src/rules/first-status.js';
import { disputesBlock } from '../../src/rules/refundability.js';
import { markets } from '../../src/sample-data/markets.js';
import { sampleObjects } from '../../src/sample-data/sample-objects.js';
import {
  charges,
  disputes,
  intents,
  objects,
  refunds,
  refundsOf,
  type SampleOf,
  sample,
} from '../support/rows/sample-ledger.js';

const distinct = (values: readonly unknown[]) => [...new Set(values)].filter((value) => value != null).sort();
const valuesOf = (values: Readonly<Record<string, string>>) => Object.values(values).sort();

describe('always the same', () => {
  test('two runs give equal objects', () => {
    expect([...sampleObjects()]).toEqual(objects);
  });

  test('they never change by accident: change the hash only together with the data', () => {
    const lines = objects.map((each) => JSON.stringify(each)).join('\n');
    expect(createHash('sha256').update(lines).digest('hex')).toBe(
      '9ccb067eae563fc641c93d1982e3a26fb16331c9aa470f90d2d3452b33dd7d55',
    );
  });

  test('JSON represents them exactly, and every number is a safe integer', () => {
    expect(JSON.parse(JSON.stringify(objects))).toEqual(objects);
    const numbers: number[] = [];
    JSON.stringify(objects, (_, value: unknown) => {
      if (typeof value === 'number') numbers.push(value);
      return value;
    });
    expect(numbers.filter((number) => !Number.isSafeInteger(number))).toEqual([]);
  });
});

describe('something of everything', () => {
  test.each([
    ['refund status', refunds.map(({ status }) => status), RefundStatus],
    ['refund reason', refunds.map(({ reason }) => reason), RefundReason],
    ['pending reason', refunds.map(({ pending_reason }) => pending_reason), RefundPendingReason],
    ['failure reason', refunds.map(({ failure_reason }) => failure_reason), RefundFailureReason],
    ['charge status', charges.map(({ status }) => status), ChargeStatus],
    ['payment intent status', intents.map(({ status }) => status), PaymentIntentStatus],
    ['dispute status', disputes.map(({ status }) => status), DisputeStatus],
  ])('every %s', (_, found, known) => {
    expect(distinct(found)).toEqual(valuesOf(known));
  });

  test('hundreds of payments, in currencies without decimals, with two and with three', () => {
    expect(intents.length).toBeGreaterThanOrEqual(250);
    expect(intents.length).toBeLessThanOrEqual(400);
    expect(distinct(charges.map(({ currency }) => currency))).toEqual(
      distinct(markets.map(({ currency }) => currency)),
    );
    expect(distinct(charges.map(({ currency }) => exponentOf(currency)))).toEqual([0, 2, 3]);
    expect(charges.filter(({ amount }) => amount > 2 ** 31)).not.toEqual([]);
  });

  test('every payment method of every market, and several refunds of one charge', () => {
    const types = charges.map(({ payment_method_details }) => payment_method_details.type);
    expect(distinct(types)).toEqual(distinct(markets.flatMap(({ methods }) => methods)));
    expect(charges.filter(({ id }) => refundsOf(id).length > 2).length).toBeGreaterThan(2);
  });

  test('what a support desk looks for: who paid, the order, the receipt, why it failed, and what a dispute needs', () => {
    for (const charge of charges) {
      expect(charge.billing_details.name).toMatch(/^\p{Lu}\p{L}+( \p{L}+)+$/u);
      expect(charge.failure_message === null).toBe(charge.status !== 'failed');
      expect(charge.receipt_url !== null).toBe(charge.balance_transaction !== null);
    }
    const emails = JSON.stringify(objects).match(/[^"@]+@[^"]+/g) ?? [];
    expect(distinct(emails.map((email) => email.split('@')[1]))).toEqual(['example.com', 'example.org']);
    const urls = JSON.stringify(objects).match(/https?:[^"]+/g) ?? [];
    expect(distinct(urls.map((url) => new URL(url).host))).toEqual(['pay.example.com']);
    expect(distinct(charges.map(({ failure_code }) => failure_code)).length).toBeGreaterThan(3);
    expect(distinct(charges.map(({ metadata }) => metadata['order_id'])).length).toBeGreaterThan(200);
    expect(distinct(disputes.map(({ reason }) => reason)).length).toBeGreaterThan(4);
    const waiting = disputes.filter(({ status }) => status.endsWith('needs_response'));
    expect(waiting).not.toEqual([]);
    for (const { created, evidence_details } of waiting)
      expect(evidence_details.due_by).toBeGreaterThan(created);
  });

  test('authorizations with and without an intent, released ones, and partial captures', () => {
    const open = charges.filter(({ captured, status }) => !captured && status === 'succeeded');
    expect(open.filter(({ payment_intent }) => payment_intent !== null)).not.toEqual([]);
    expect(open.filter(({ payment_intent, refunded }) => !payment_intent && !refunded)).not.toEqual([]);
    const released = open.filter(({ refunded }) => refunded).flatMap(({ id }) => refundsOf(id));
    expect(released.map(({ reason }) => reason)).toContain('expired_uncaptured_charge');
    for (const { balance_transaction, destination_details } of released)
      expect({ balance_transaction, destination_details }).toEqual({
        balance_transaction: null,
        destination_details: { type: 'card', card: { type: 'reversal' } },
      });
    expect(
      charges.filter((charge) => charge.amount === 4_300 && charge.amount_captured === 1_300),
    ).toHaveLength(3);
  });

  test('disputes that block refunds, and disputes that do not', () => {
    const last4 = ({ charge }: SampleOf<'dispute'>) =>
      (sample('charge', charge).payment_method_details['card'] as { last4: string } | undefined)?.last4;
    const blocks = ({ status, is_charge_refundable: isChargeRefundable }: SampleOf<'dispute'>) =>
      disputesBlock(true, [{ status, isChargeRefundable }]);
    expect(distinct(disputes.filter(blocks).map(last4))).toEqual(['0259']);
    expect(distinct(disputes.filter((each) => each.is_charge_refundable).map(last4))).toEqual(['2685']);
    expect(disputes.map(({ charge }) => charge).sort()).toEqual(
      charges
        .filter(({ disputed }) => disputed)
        .map(({ id }) => id)
        .sort(),
    );
  });
});

describe('the data for GraphiQL’s tabs', () => {
  test("the refund of Stripe's API reference, on a charge with something left", () => {
    expect(sample('refund', 're_1Nispe2eZvKYlo2Cd31jOCgZ')).toEqual({
      id: 're_1Nispe2eZvKYlo2Cd31jOCgZ',
      object: 'refund',
      amount: 1000,
      balance_transaction: 'txn_1Nispe2eZvKYlo2CYezqFhEx',
      charge: 'ch_1NirD82eZvKYlo2CIvbtLWuY',
      created: 1692942318,
      currency: 'usd',
      destination_details: {
        card: {
          reference: '123456789012',
          reference_status: 'available',
          reference_type: 'acquirer_reference_number',
          type: 'refund',
        },
        type: 'card',
      },
      metadata: {},
      payment_intent: 'pi_1GszsK2eZvKYlo2CfhZyoZLp',
      reason: null,
      receipt_number: null,
      source_transfer_reversal: null,
      status: 'succeeded',
      transfer_reversal: null,
    });
    expect(sample('charge', 'ch_1NirD82eZvKYlo2CIvbtLWuY')).toMatchObject({
      amount_captured: 10_000,
      amount_refunded: 1_000,
      disputed: false,
      status: 'succeeded',
    });
  });

  test('every id in the tabs of GraphiQL is in the data', () => {
    const ids = graphiqlTabs.flatMap(({ query }) => query.match(/\b(re|ch|pi)_\w+/g) ?? []);
    expect(ids.length).toBeGreaterThan(2);
    for (const id of ids) expect(objects.map((each) => each.id)).toContain(id);
  });

  test('the refund that can be canceled waits for the bank details of a konbini customer', () => {
    const refund = sample('refund', 're_1NkonbiniWaitsForTheShop');
    expect(refund).toMatchObject({ status: 'requires_action', currency: 'jpy' });
    expect(sample('charge', refund.charge).payment_method_details.type).toBe('konbini');
  });

  test('a refund asks the customer only if the method needs it and an e-mail address is known', () => {
    for (const { charge, status, instructions_email, next_action, created } of refunds) {
      const { payment_method_details, billing_details } = sample('charge', charge);
      const asks = requiresInstructionsEmail({ paymentMethodType: payment_method_details.type });
      expect(instructions_email).toBe(asks ? billing_details.email : undefined);
      expect(next_action?.display_details.email_sent).toEqual(
        status === 'requires_action'
          ? { email_sent_at: created, email_sent_to: billing_details.email }
          : undefined,
      );
    }
  });
});
