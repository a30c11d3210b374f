import type { Attack } from './attack.js';
import { repeat } from './document-text.js';

/** Each is two bytes of the body, because JSON escapes it. */
const LINE_BREAKS = '\n'.repeat(94_000);

/** Each row of the page refuses the size of a page below it. */
const BAD_PAGES = 'refunds(first: 100) { nodes { charge { refunds(first: 0) { __typename } } } }';

/**
 * Requests that make many errors or dear ones. The place of an error is a line of the document, which is found by
 * counting all lines before it.
 */
export const errorAttacks: readonly Attack[] = [
  {
    name: '94,000 line breaks before 100 fields that do not exist',
    guards: 'the search for the line of an error in validation',
    query: `{${LINE_BREAKS} ${repeat(100, (at) => `unknown${at}`)} }`,
    refusedBy: 'MAX_LINES',
  },
  {
    name: '94,000 line breaks before pages in a page whose sizes are bad',
    guards: 'the search for the line of an error in execution',
    query: `{${LINE_BREAKS} a0: ${BAD_PAGES}}`,
    refusedBy: 'MAX_LINES',
  },
  {
    name: 'pages in 24 pages whose sizes are bad',
    guards: 'the number of errors in execution',
    query: `{ ${repeat(24, (at) => `a${at}: ${BAD_PAGES}`)} }`,
    refusedBy: 'MAX_ERRORS',
    errors: 1,
  },
  {
    name: '400 fields that do not exist',
    guards: 'the number of errors in validation',
    query: `{ ${repeat(400, (at) => `unknown${at}`)} }`,
    refusedBy: 'GRAPHQL_VALIDATION_FAILED',
  },
  {
    name: 'a list of 90,000 items in a variable',
    guards: 'the reader of variables',
    query: 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
    variables: `{"ids":[${Array(90_000).fill(1)}]}`,
    refusedBy: 'MAX_ITEMS',
  },
  {
    name: 'a list of 90,000 items, each of which is wrong, in a variable',
    guards: 'the errors of variables',
    query: 'query ($f: RefundFilter) { refunds(filter: $f) { totalCount } }',
    variables: `{"f":[${Array(90_000).fill(1)}]}`,
    refusedBy: 'MAX_ITEMS',
  },
  {
    name: '15,000 unknown keys in a variable',
    guards: 'the errors of variables, which compare each key with all names',
    query: 'query ($f: RefundFilter) { refunds(filter: $f) { totalCount } }',
    variables: `{"f":{${Array.from({ length: 15_000 }, (_, at) => `"k${at}":1`)}}}`,
    refusedBy: 'MAX_ITEMS',
  },
  {
    name: 'null for a directive, which would be an error of 13,500 objects, far from the start of the document',
    guards: 'the errors of directives, and the search for the place of each',
    query: `#${'x'.repeat(150_000)}${repeat(900, () => '\n')} query ($a: Boolean = true) { paymentIntents(first: 100) { nodes { charges(first: 3) { nodes { ${repeat(45, (at) => `a${at}: paymentMethodDetails { type @skip(if: $a) }`)} } } } } }`,
    variables: '{"a":null}',
    refusedBy: 'BAD_USER_INPUT',
  },
  {
    name: 'a subscription of which each event reads 4,900 rows',
    guards: 'the rows that one event reads for each follower',
    query: `subscription { refundEvents { refund { charge { ${repeat(49, (at) => `a${at}: refunds(first: 100) { nodes { id } }`)} } } } }`,
    refusedBy: 'MAX_EVENT_ROWS',
  },
];
