import { expectTypeOf, test } from 'vitest';
import type { Filters } from '../../src/ledger/filters.js';
import { countList, readPage } from '../../src/ledger/page.js';
import type { PageRequest } from '../../src/ledger/page-request.js';

// `npx tsc` checks the types in these tests.

type Given = Filters['refund'] & { readonly customer?: string | null };
declare const given: Given;
declare const exact: Filters['refund'];
declare const request: PageRequest;

test('a reader refuses a filter with a field that SQL would ignore', () => {
  const query = async () => [];
  expectTypeOf(() => [
    readPage(query, 'refund', exact, request),
    countList(query, 'refund', exact),
    // @ts-expect-error SQL has no condition for the customer.
    readPage(query, 'refund', given, request),
    // @ts-expect-error It has none in the count either.
    countList(query, 'refund', given),
  ]).toBeFunction();
});
