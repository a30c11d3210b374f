import { expect, test } from 'vitest';
import { importObjects } from '../../src/import/import-objects.js';
import type { ImportProgress } from '../../src/import/import-report.js';
import { testDatabase } from '../support/databases/test-database.js';
import { TestClock } from '../support/gateways/test-clock.js';
import { chargeObject, refundObject } from '../support/rows/stripe-objects.js';

const holder = testDatabase();

test('section 11: an import tells its progress before it waits, and before each step', async () => {
  const told: ImportProgress[] = [];
  const charge = chargeObject();
  const lines = [charge, refundObject({ charge: charge.id })].map((object) => JSON.stringify(object));
  await importObjects(holder.database, lines, {
    clock: new TestClock(),
    onProgress: (progress) => told.push(progress),
  });
  expect(told.map(({ step, what, lines: count }) => [step, what ?? null, count])).toEqual([
    ['waiting', null, 0],
    ['reading', null, 0],
    ['reading', null, 2],
    ['checking', 'what is new', 2],
    ...KINDS.map((kind) => ['checking', `each ${kind} against the ledger`, 2]),
    ['checking', 'references', 2],
    ['checking', 'that no charge is in use', 2],
    ['checking', 'amounts', 2],
    ['checking', 'totals', 2],
    ['checking', 'totals, 1 so far', 2],
    ['writing', 'what changes', 2],
    ...KINDS.map((kind) => ['writing', `each ${kind}`, 2]),
    ['writing', 'what the file said', 2],
    ['writing', 'events', 2],
  ]);
});

const KINDS = [
  'payment_intent',
  'balance_transaction',
  'charge',
  'dispute',
  'transfer_reversal',
  'fee_refund',
  'refund',
];
