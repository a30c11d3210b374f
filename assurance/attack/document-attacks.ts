import type { Attack, Targets } from './attack.js';
import { doubling, nested, repeat } from './document-text.js';

const CREATE = 'createRefund(input: { charge: "ch_x" }) { __typename }';

/** Documents of each kind that has been seen to do harm, and their relatives. */
export const documentAttacks = ({ chargeId, refundId }: Targets): readonly Attack[] => [
  {
    name: 'fragments doubled 40 times in a read',
    guards: 'the walk over selections',
    query: `{ refunds { nodes { ...F0 } } } ${doubling(40, 'Refund', 'id')}`,
    refusedBy: 'MAX_SELECTIONS',
  },
  {
    name: 'fragments doubled 40 times that no operation uses',
    guards: 'the walk over fragments that are not used',
    query: `{ __typename } ${doubling(40, 'Refund', 'id')}`,
    refusedBy: 'MAX_SELECTIONS',
  },
  {
    name: 'fragments doubled 40 times in a mutation with a key in the header',
    guards: 'the walk over the selections of a mutation',
    query: `mutation { ${CREATE} ...F0 } ${doubling(40, 'Mutation', '__typename')}`,
    headers: { 'idempotency-key': 'k1' },
    refusedBy: 'MAX_SELECTIONS',
  },
  {
    name: 'fragments doubled 40 times in a subscription',
    guards: 'the walk over the selections of a subscription',
    query: `subscription { refundEvents { refund { ...F0 } } } ${doubling(40, 'Refund', 'id')}`,
    refusedBy: 'MAX_SELECTIONS',
  },
  {
    name: 'inline fragments within each other',
    guards: 'the stack of recursive functions',
    query: `{ ${nested(1_500, '... {', '__typename')} }`,
    refusedBy: 'MAX_BRACKETS',
  },
  {
    name: 'aliased lists doubled 14 times, sent often enough to be compiled',
    guards: 'the compiler of frequent operations',
    query: `{ refund(id: "re_missing") { ...F0 } } ${repeat(14, (at) => `fragment F${at} on Refund { x: charge { a: refunds { nodes { ...F${at + 1} } } b: refunds { nodes { ...F${at + 1} } } } }`)} fragment F14 on Refund { id }`,
    times: 5,
    refusedBy: 'MAX_SELECTIONS',
  },
  ...[2, 4, 9].map((levels) => ({
    name: `the refunds of a charge of its refunds, ${levels} times`,
    guards: 'the rows that are read',
    query: `{ charge(id: "${chargeId}") { ${nested(levels, 'refunds(first: 100) { nodes { charge {', 'id')} } }`,
    refusedBy: 'MAX_ROWS',
  })),
  {
    name: 'pages in pages',
    guards: 'the rows that are read',
    query:
      '{ charges(first: 100) { nodes { refunds(first: 100) { nodes { events(first: 100) { nodes { id } } } } } } }',
    refusedBy: 'MAX_ROWS',
  },
  {
    name: 'pages in pages, by variables',
    guards: 'the rows that are read',
    query: 'query ($n: Int) { charges(first: $n) { nodes { refunds(last: $n) { nodes { id } } } } }',
    variables: '{"n":100}',
    refusedBy: 'MAX_ROWS',
  },
  {
    name: 'pages in pages, by defaults of variables',
    guards: 'the rows that are read',
    query:
      'query ($n: Int = 100) { charges(first: $n) { edges { node { refunds(first: $n) { edges { node { id } } } } } } }',
    refusedBy: 'MAX_ROWS',
  },
  {
    name: 'events of a refund of an event, 100 deep',
    guards: 'the statements of one request',
    query: `{ refund(id: "${refundId}") { ${nested(100, 'events(first: 1) { nodes { refund {', 'id')} } }`,
    refusedBy: 'MAX_BRACKETS',
  },
  {
    name: '100 summaries by day',
    guards: 'the statements of one request',
    query: `{ ${repeat(100, (at) => `a${at}: refundSummary(by: DAY) { count }`)} }`,
    refusedBy: 'MAX_ALIASES',
  },
  {
    name: '50 summaries by day',
    guards: 'the rows that a summary reads',
    query: `{ ${repeat(50, (at) => `a${at}: refundSummary(by: DAY) { count }`)} }`,
    refusedBy: 'MAX_ROWS',
  },
  {
    name: '100 totals',
    guards: 'the statements of one request',
    query: `{ ${repeat(100, (at) => `a${at}: refunds { totalCount }`)} }`,
    refusedBy: 'MAX_ALIASES',
  },
  {
    name: 'a field 100,000 times',
    guards: 'the parser',
    query: `{ ${repeat(90_000, 'a')} }`,
    refusedBy: 'MAX_TOKENS',
  },
  {
    name: '4,990 times one field, whose pairs validation compares',
    guards: 'the comparison of fields in validation',
    query: `{ ${repeat(4_990, '__typename')} }`,
    refusedBy: 'MAX_SELECTIONS',
  },
  {
    name: '249 fields with 249 fields, whose pairs validation compares',
    guards: 'the comparison of fields in validation',
    query: `{ ${repeat(249, 'refund(id: "re_x") { id }')} }`,
    refusedBy: 'RESOURCE_MISSING',
  },
  {
    name: 'createRefunds of 100 by 1,000 aliases',
    guards: 'the refunds that one request writes',
    query: `mutation ($i: CreateRefundsInput!) { ${repeat(1_000, (at) => `a${at}: createRefunds(input: $i) { __typename }`)} }`,
    variables: JSON.stringify({ i: { refunds: Array(100).fill({ charge: 'ch_x' }) } }),
    refusedBy: 'MAX_TOKENS',
  },
  {
    name: 'createRefunds of 100 by two aliases',
    guards: 'the refunds that one request writes',
    query:
      'mutation ($i: CreateRefundsInput!) { a: createRefunds(input: $i) { __typename } b: createRefunds(input: $i) { __typename } }',
    variables: JSON.stringify({ i: { refunds: Array(100).fill({ charge: 'ch_x' }) } }),
    refusedBy: 'MAX_WRITES',
  },
  {
    name: '100 ids by 50 aliases and more',
    guards: 'the rows that ids read',
    query: `query ($ids: [ID!]!) { ${repeat(50, (at) => `a${at}: nodes(ids: $ids) { id }`)} nodes(ids: $ids) { id } }`,
    variables: JSON.stringify({ ids: Array(100).fill(refundId) }),
    refusedBy: 'MAX_ROWS',
  },
  {
    name: '8,000 ids',
    guards: 'the rows that ids read',
    query: 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
    variables: JSON.stringify({ ids: Array(8_000).fill('re_1') }),
    refusedBy: 'MAX_ITEMS',
  },
  {
    name: 'lists 20,000 deep in a literal',
    guards: "the parser's stack",
    query: `{ refunds(filter: ${'['.repeat(20_000)}${']'.repeat(20_000)}) { totalCount } }`,
    refusedBy: 'MAX_BRACKETS',
  },
  {
    name: 'types of variables 20,000 deep',
    guards: "the parser's stack",
    query: `query ($a: ${'['.repeat(20_000)}ID${']'.repeat(20_000)}) { __typename }`,
    refusedBy: 'MAX_BRACKETS',
  },
  {
    name: 'directives',
    guards: 'the parser',
    query: `{ __typename ${repeat(5_000, '@include(if: true)')} }`,
    refusedBy: 'MAX_TOKENS',
  },
  {
    name: 'directives doubled by fragments',
    guards: 'the evaluation of directives',
    query: `{ ...F0 } ${doubling(6, 'Query', '__typename @include(if: true)')}`,
    refusedBy: 'MAX_DIRECTIVES',
  },
  {
    name: 'comments',
    guards: 'the parser',
    query: `${'#\n'.repeat(60_000)} { __typename }`,
    refusedBy: 'MAX_LINES',
  },
  {
    name: 'introspection within introspection',
    guards: 'the values of an introspection',
    query: `{ __schema { types { ${nested(
      2,
      'fields { type {',
      repeat(20, (at) => `a${at}: name b${at}: description`),
    )} } } }`,
    refusedBy: 'MAX_VALUES',
    refusedInProductionBy: 'GRAPHQL_VALIDATION_FAILED',
  },
  {
    name: 'variables that are nested 30,000 deep',
    guards: 'the reader of metadata',
    query:
      'mutation ($m: Metadata!) { updateRefundMetadata(input: { refund: "re_x", metadata: $m }) { __typename } }',
    variables: `{"m":${'{"a":'.repeat(30_000)}1${'}'.repeat(30_000)}}`,
    refusedBy: 'BAD_USER_INPUT',
  },
  {
    name: 'a mutation whose answer has a field "then"',
    guards: 'the answer about refunds that were created: an executor takes such an object for a promise',
    query:
      'mutation { createRefunds(input: { refunds: [{ charge: "ch_x" }] }) { results { ... on RefundError { then: code } } } }',
    refusedBy: 'GRAPHQL_VALIDATION_FAILED',
  },
  {
    name: 'fields "__proto__", sent often enough to be compiled',
    guards: 'the answer: compiled code loses such a field',
    query: '{ __proto__: refunds(first: 1) { nodes { __proto__: id id } } }',
    times: 4,
    refusedBy: 'GRAPHQL_VALIDATION_FAILED',
  },
  {
    name: 'nearly as many rows and values as the limits allow',
    guards: 'the bounds of rows and values',
    query: `{ ${repeat(49, (at) => `a${at}: refunds(first: 100) { nodes { id amount status created } }`)} }`,
    times: 5,
    refusedBy: null,
  },
  {
    name: 'ten pages with the charge and the payment intent of each refund',
    guards: 'the bounds of rows and values',
    query: `{ ${repeat(10, (at) => `a${at}: refunds(first: 100) { edges { cursor node { id amountFormatted charge { id amount amountRefundable paymentIntent { id amount } } } } }`)} }`,
    times: 5,
    refusedBy: null,
  },
  {
    name: 'four summaries by day',
    guards: 'the bound of summaries',
    query: `{ ${repeat(4, (at) => `a${at}: refundSummary(by: DAY) { day count amount }`)} }`,
    refusedBy: null,
  },
  {
    name: '50 totals',
    guards: 'the bound of totals',
    query: `{ ${repeat(50, (at) => `a${at}: refunds { totalCount }`)} }`,
    refusedBy: null,
  },
  {
    name: 'createRefunds of 100 charges that do not exist',
    guards: 'the bound of writes',
    query:
      'mutation ($i: CreateRefundsInput!) { createRefunds(input: $i) { results { ... on RefundError { code message } } } }',
    variables: JSON.stringify({ i: { refunds: Array(100).fill({ charge: 'ch_x' }) } }),
    refusedBy: null,
  },
];
