import { importObjects } from '../../../src/import/import-objects.js';
import type { ImportReport } from '../../../src/import/import-report.js';
import type { Database } from '../../../src/ledger/open-ledger.js';
import { TestClock } from '../gateways/test-clock.js';
import { testId } from './ledger-rows.js';

/** One of Stripe's objects, or a test's variation of one. */
export type StripeExample = Readonly<Record<string, unknown>>;

export const CREATED = 1_767_225_600; // 2026-01-01

/** Objects as Stripe's API returns them, with more fields than the ledger reads. A test sets the fields it needs. */
export const intentObject = (values: StripeExample = {}) => ({
  id: testId('pi'),
  object: 'payment_intent',
  amount: 1000,
  amount_capturable: 0,
  amount_received: 1000,
  automatic_payment_methods: { enabled: true },
  created: CREATED,
  currency: 'usd',
  description: null,
  latest_charge: null,
  livemode: false,
  metadata: {},
  status: 'succeeded',
  ...values,
});

export const chargeObject = (values: StripeExample = {}) => ({
  id: testId('ch'),
  object: 'charge',
  amount: 1000,
  amount_captured: 1000,
  amount_refunded: 0,
  application_fee: null,
  application_fee_amount: null,
  balance_transaction: null,
  billing_details: {
    address: { city: null, country: 'US' },
    email: 'jenny@example.com',
    name: 'Jenny Rosen',
  },
  captured: true,
  created: CREATED,
  currency: 'usd',
  description: 'An order',
  disputed: false,
  fraud_details: {},
  metadata: { order: '6735' },
  payment_intent: null,
  payment_method_details: {
    card: { brand: 'visa', checks: { cvc_check: 'pass' }, fingerprint: 'AOB934RVNwzk6xtn', last4: '4242' },
    type: 'card',
  },
  receipt_email: null,
  refunded: false,
  status: 'succeeded',
  ...values,
});

export const refundObject = (values: StripeExample = {}) => ({
  id: testId('re'),
  object: 'refund',
  amount: 100,
  balance_transaction: null,
  charge: null,
  created: CREATED + 60,
  currency: 'usd',
  destination_details: { card: { type: 'refund' }, type: 'card' },
  metadata: {},
  payment_intent: null,
  reason: null,
  receipt_number: null,
  source_transfer_reversal: null,
  status: 'succeeded',
  transfer_reversal: null,
  ...values,
});

export const disputeObject = (values: StripeExample = {}) => ({
  id: testId('dp'),
  object: 'dispute',
  amount: 1000,
  balance_transactions: [],
  created: CREATED + 90,
  currency: 'usd',
  evidence: { service_date: null },
  is_charge_refundable: false,
  reason: 'fraudulent',
  status: 'needs_response',
  ...values,
});

export const balanceTransactionObject = (values: StripeExample = {}) => ({
  id: testId('txn'),
  object: 'balance_transaction',
  amount: -100,
  available_on: CREATED,
  created: CREATED + 61,
  currency: 'usd',
  fee: 0,
  fee_details: [],
  net: -100,
  status: 'available',
  type: 'refund',
  ...values,
});

export const transferReversalObject = (values: StripeExample = {}) => ({
  id: testId('trr'),
  object: 'transfer_reversal',
  amount: 80,
  balance_transaction: null,
  created: CREATED + 60,
  currency: 'usd',
  metadata: {},
  source_refund: null,
  ...values,
});

export const feeRefundObject = (values: StripeExample = {}) => ({
  id: testId('fr'),
  object: 'fee_refund',
  amount: 5,
  balance_transaction: null,
  created: CREATED + 60,
  currency: 'usd',
  metadata: {},
  ...values,
});

/** Imports objects, one per line. A string is imported as a raw line. */
export const importAll = (
  database: Database,
  objects: readonly (StripeExample | string)[],
  clock = new TestClock(),
): Promise<ImportReport> =>
  importObjects(
    database,
    objects.map((object) => (typeof object === 'string' ? object : JSON.stringify(object))),
    { clock },
  );

/** Imports objects, and throws if the import finds a fault. */
export async function imported(database: Database, objects: readonly StripeExample[], clock?: TestClock) {
  const report = await importAll(database, objects, clock);
  if (report.outcome !== 'imported') throw new Error(JSON.stringify(report.faults));
  return report;
}

const KEPT = [
  'payment_intent',
  'charge',
  'dispute',
  'refund',
  'refund_event',
  'balance_transaction',
  'transfer_reversal',
  'application_fee_refund',
];

/** Every row of the ledger, for comparison with a later state. */
export async function ledgerOf({ pool }: Database): Promise<Readonly<Record<string, unknown>>> {
  const tables: Record<string, unknown> = {};
  for (const table of KEPT) {
    const { rows } = await pool.query(`SELECT to_jsonb(t) AS row FROM ${table} t ORDER BY id`);
    tables[table] = rows.map(({ row }) => row);
  }
  return tables;
}
