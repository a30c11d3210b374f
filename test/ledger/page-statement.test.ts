import { expect, test } from 'vitest';
import type { PageRequest } from '../../src/ledger/page-request.js';
import { pageStatement } from '../../src/ledger/page-statement.js';
import { wholeRow } from '../../src/ledger/select.js';
import { cacheCounts } from '../../src/process/bounded-cache.js';

/** A request for the first page with this many rows. Each size has its own statement. */
const firstPage = (limit: number): PageRequest => ({
  window: { limit, from: 'start' },
  selection: wholeRow,
  beyond: { before: false, after: false },
});
const statementOf = (limit: number) => pageStatement('refund', null, [], firstPage(limit));

test('the statement of a frequent page is built once, even if many other pages are requested', () => {
  const often = statementOf(10);
  for (let limit = 100; limit < 1_200; limit++) {
    statementOf(limit);
    expect(statementOf(10)).toBe(often);
  }
  expect(cacheCounts()['page statements']?.entries).toBeLessThanOrEqual(1_000);
  expect(statementOf(100)).toEqual({
    text: expect.stringContaining('LIMIT 101'),
    values: [],
  });
});
