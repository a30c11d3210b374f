import { createRandom } from '../../src/sample-data/random.js';
import { type Kind, pickBy, query } from './soak-request.js';

const CREATE = `mutation ($input: CreateRefundInput!, $locale: String) { createRefund(input: $input) { __typename
  ... on CreateRefundPayload { refund { id amountFormatted(locale: $locale) } } ... on RefundError { code } } }`;
const METADATA = `mutation ($input: UpdateRefundMetadataInput!) { updateRefundMetadata(input: $input) { __typename
  ... on RefundError { code } } }`;
const PREVIEW = `query ($input: RefundPreviewInput!, $locale: String) { refundPreview(input: $input) { __typename
  ... on RefundPreview { amountFormatted(locale: $locale) } ... on RefundError { code } } }`;
const LIST = `query ($first: Int, $after: String, $filter: RefundFilter, $orderBy: RefundOrder) {
  refunds(first: $first, after: $after, filter: $filter, orderBy: $orderBy) { nodes { id } } }`;
const CHARGES = 'query ($filter: ChargeFilter) { charges(filter: $filter, first: 5) { nodes { id } } }';
const SUMMARY = `query ($filter: RefundFilter) { refundSummary(by: STATUS, filter: $filter) { count
  amountFormatted } }`;

/** Times of a day, so that a summary does not read the whole ledger. */
const dayOf = (turn: number) => ({
  gte: new Date(turn * 1000).toISOString(),
  lt: new Date(turn * 1000 + 86_400_000).toISOString(),
});

/** Each choice of these is another statement. */
function filterOf(turn: number) {
  const random = createRandom(turn);
  const parts = {
    created: dayOf(turn),
    amount: { gte: turn, lte: turn + 100 },
    currency: ['usd', 'eur'],
    status: ['SUCCEEDED', 'PENDING'],
    reason: ['DUPLICATE'],
    reasonCode: `code-${turn}`,
    createdBy: `caller ${turn}`,
    last4: `${turn % 10_000}`.padStart(4, '0'),
    metadata: { key: `key-${turn}`, value: `${turn}` },
    email: `jenny-${turn}@example.com`,
    name: `jenny r${turn}`,
    search: `order ${turn}`,
  };
  return Object.fromEntries(Object.entries(parts).filter(() => random.happens(0.3)));
}

const filter: Kind = (turn) => {
  const random = createRandom(turn);
  const field = random.pick(['CREATED', 'AMOUNT']);
  return [query(LIST, { first: random.between(1, 100), filter: filterOf(turn), orderBy: { field } })];
};

const cursorAt = (turn: number, id: string): string =>
  Buffer.from(JSON.stringify(['re', new Date(turn * 1000).toISOString(), id])).toString('base64url');

const cursor: Kind = (turn) => [
  query(LIST, { first: createRandom(turn).between(1, 100), after: cursorAt(turn, `re_${turn}`) }),
];

const search: Kind = (turn) => [query(CHARGES, { filter: { search: `word${turn} ${turn}` } })];
const summary: Kind = (turn) => [
  query(SUMMARY, { filter: { created: dayOf(turn), reasonCode: `code-${turn}` } }),
];
const ids: Kind = (turn) => [
  query('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
    ids: [`re_${turn}`, `ch_${turn}`, `pi_${turn}`],
  }),
];

/** One input is refunded, the other is refused: both outcomes stay with their keys. */
const create: Kind = (turn, { charges }) => [
  query(CREATE, {
    locale: `fr-x-${turn}`,
    input: {
      charge: pickBy(turn, charges),
      amount: 1 + (turn % 9),
      idempotencyKey: `key ${turn}`,
      reasonCode: `code-${turn}`,
      note: `note ${turn}`,
      metadata: { [`key-${turn}`]: `${turn}` },
    },
  }),
  query(CREATE, { input: { charge: `ch_${turn}`, idempotencyKey: `refused ${turn}` } }),
];

/** The key goes again, because a refund keeps no more than 50. */
const metadata: Kind = (turn, { refunds }) =>
  [`${turn}`, null].map((value) =>
    query(METADATA, { input: { refund: pickBy(turn, refunds), metadata: { [`key-${turn}`]: value } } }),
  );

const preview: Kind = (turn, { charges }) => [
  query(PREVIEW, {
    locale: `it-x-${turn}`,
    input: { charge: pickBy(turn, charges), amount: turn + 1, reasonCode: `code-${turn}` },
  }),
];

const BY_ID = `query ($id: ID!, $locale: String) { refund(id: $id) { id amountFormatted(locale: $locale)
  charge { id amountRefundable } paymentIntent { id } } }`;

/** Three reads and a refund of a known frontend, with values that are new. They are most of the traffic, and quick. */
export const frontend: Kind = (turn, { refunds, charges }) => [
  query(BY_ID, { id: pickBy(turn, refunds), locale: `pt-x-${turn}` }),
  query(BY_ID, { id: `re_${turn}` }),
  query(LIST, { first: 10, after: cursorAt(turn, `re_f${turn}`) }),
  query(CREATE, { input: { charge: pickBy(turn, charges), amount: 1, idempotencyKey: `frontend ${turn}` } }),
];

/** Requests with values that no other turn has. */
export const valueKinds = {
  filter,
  cursor,
  search,
  summary,
  ids,
  create,
  metadata,
  preview,
} satisfies Record<string, Kind>;
