import { expect, test } from 'vitest';
import type { Database } from '../../src/ledger/open-ledger.js';
import { loadSampleData } from '../../src/sample-data/load-sample-data.js';
import { TestClock } from '../support/gateways/test-clock.js';

/** A ledger that can only tell whether it has an intent or a charge. */
const ledgerWith = (intent: object | null, charge: object | null): Database =>
  ({
    prisma: {
      paymentIntent: { findFirst: async () => intent },
      charge: { findFirst: async () => charge },
    },
  }) as unknown as Database;

test.each([
  ['a payment intent', ledgerWith({}, null)],
  ['a charge', ledgerWith(null, {})],
])('nothing is loaded beside %s', async (_, ledger) => {
  expect(await loadSampleData(ledger, new TestClock())).toBe(0);
});
