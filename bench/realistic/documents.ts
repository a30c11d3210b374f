import type { Random } from '../../src/sample-data/random.js';
import { fieldsOf, refundOf, type Vocabulary } from './selections.js';

const PAGE_INFO = 'pageInfo { hasNextPage endCursor }';
const CODE = '... on RefundError { code message }';

/** How a document of a kind is written. Each call selects other fields. */
const writers = {
  'one refund': (random, vocabulary) =>
    `query Refund($id: ID!) { refund(id: $id) { ${refundOf(random, vocabulary)} } }`,
  'page of refunds': (random, vocabulary) =>
    `query Refunds($first: Int!, $after: String) { refunds(first: $first, after: $after) { edges { node { ${refundOf(random, vocabulary)} } } ${PAGE_INFO} } }`,
  'charges with refunds': (random, vocabulary) =>
    `query Charges($first: Int!, $after: String) { charges(first: $first, after: $after) { edges { node { ${fieldsOf('charge', random, vocabulary)} created refunds(first: ${random.between(3, 10)}) { edges { node { ${fieldsOf('refund', random, vocabulary)} } } } } } ${PAGE_INFO} } }`,
  'view of a charge': (random, vocabulary) =>
    `query Charge($id: ID!) { charge(id: $id) { ${fieldsOf('charge', random, vocabulary)} paymentIntent { ${fieldsOf('paymentIntent', random, vocabulary)} }
      billingDetails { name email } refundability { refundable amountRefundable refusals { code } }
      refunds(first: 10) { nodes { ${fieldsOf('refund', random, vocabulary)} events(first: 5) { nodes { id type created } } } } } }`,
  'search of refunds': (random, vocabulary) =>
    `query Search($filter: RefundFilter) { refunds(first: 10, filter: $filter) { nodes { ${refundOf(random, vocabulary)} } } }`,
  'search of charges': (random, vocabulary) =>
    `query SearchCharges($filter: ChargeFilter) { charges(first: 10, filter: $filter) { nodes { ${fieldsOf('charge', random, vocabulary)} } } }`,
  'list with a filter': (random, vocabulary) =>
    `query Filtered($filter: RefundFilter, $first: Int) { refunds(first: $first, filter: $filter) { nodes { ${fieldsOf('refund', random, vocabulary)} status currency } } }`,
  preview: (random, vocabulary) =>
    `query Preview($input: RefundPreviewInput!) { refundPreview(input: $input) { __typename ... on RefundPreview { amount charge { ${fieldsOf('charge', random, vocabulary)} } ${random.pick(['', 'amountFormatted', 'status', 'amountRefundableAfter'])} } ${CODE} } }`,
  createRefund: (random, vocabulary) =>
    `mutation Create($input: CreateRefundInput!) { createRefund(input: $input) { __typename ... on CreateRefundPayload { idempotentReplay refund { ${fieldsOf('refund', random, vocabulary)} amount charge { ${fieldsOf('charge', random, vocabulary)} } } } ${CODE} } }`,
  updateRefundMetadata: (random, vocabulary) =>
    `mutation Note($input: UpdateRefundMetadataInput!) { updateRefundMetadata(input: $input) { __typename ... on UpdateRefundMetadataPayload { refund { ${fieldsOf('refund', random, vocabulary)} metadata } } ${CODE} } }`,
  cancelRefund: (random, vocabulary) =>
    `mutation Cancel($input: CancelRefundInput!) { cancelRefund(input: $input) { __typename ... on CancelRefundPayload { refund { ${fieldsOf('refund', random, vocabulary)} status } } ${CODE} } }`,
} satisfies Record<string, (random: Random, vocabulary: Vocabulary) => string>;

/** What a document asks for. */
export type DocumentKind = keyof typeof writers;

/** How many documents there are of each kind: 200 in all. */
const COUNTS: Readonly<Record<DocumentKind, number>> = {
  'one refund': 40,
  'page of refunds': 30,
  'charges with refunds': 20,
  'view of a charge': 30,
  'search of refunds': 15,
  'search of charges': 10,
  'list with a filter': 20,
  preview: 10,
  createRefund: 15,
  updateRefundMetadata: 5,
  cancelRefund: 5,
};

export type Documents = Readonly<Record<DocumentKind, readonly string[]>>;

/** The documents of the run. They are the same for the same numbers. */
export const documentsOf = (random: Random, vocabulary: Vocabulary): Documents =>
  Object.fromEntries(
    (Object.keys(writers) as DocumentKind[]).map((kind) => [
      kind,
      Array.from({ length: COUNTS[kind] }, () => writers[kind](random, vocabulary)),
    ]),
  ) as unknown as Documents;
