import { type Attempt, Book, type SeenApproval, type SeenRefund } from './book.js';
import type { Violation } from './checks/violation.js';

/** Parts of invented histories, for the tests of the checks. */

/** The promises that the violations name. */
export const broken = (found: readonly Violation[]) => found.map(({ promise }) => promise);

export const CHARGE = 'ch_1';
/** A refund as an answer shows it. */
export const refund = (values: Partial<SeenRefund> = {}): SeenRefund => ({
  id: 're_1',
  amount: 10,
  currency: 'usd',
  created: '2026-01-01T00:00:00.000Z',
  status: 'SUCCEEDED',
  charge: { id: CHARGE },
  metadata: { tag: 'key-1' },
  ...values,
});
/** A charge of 100 with one attempt, which was sent once. */
export function attempted(values: Partial<Attempt> = {}, givesBack = false) {
  const book = new Book();
  const charge = book.open({ id: CHARGE, amount: 100 }, givesBack);
  const attempt = book.attempt(charge, { tag: 'key-1', key: 'key-1', amount: 10, flags: {} });
  Object.assign(attempt, { sent: 1 }, values);
  return { book, charge, attempt };
}

/** An approval that waits, as an answer shows it. */
export const approval = (values: Partial<SeenApproval> = {}): SeenApproval => ({
  id: 'apr_1',
  amount: 10,
  created: '2026-01-01T00:00:00.000Z',
  status: 'PENDING',
  requestedBy: 'desk-1',
  decidedBy: null,
  decisionNote: null,
  charge: { id: CHARGE },
  refund: null,
  ...values,
});
