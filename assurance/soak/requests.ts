import { createRandom } from '../../src/sample-data/random.js';

/** A request to the API. */
export interface SoakRequest {
  readonly query: string;
  readonly variables?: object;
  readonly operationName?: string;
}

/** The fields of a refund that have no selection of their own. */
const FIELDS =
  'id amount amountFormatted created currency description failureReason instructionsEmail metadata pendingReason reason receiptNumber status'.split(
    ' ',
  );
/** To-one relations of a refund: each choice of fields of them is another shape of a selection. */
const RELATIONS = ['charge', 'paymentIntent'] as const;
/** Nearly as many characters as a body may have. A few of these documents fill a cache. */
const LARGE = 180_000;
const LOCALES_AT_ONCE = 40;
/** A few large documents in succession, then enough small ones to fill the cache with these. */
const ROUNDS_BETWEEN_LARGE = 200;
const LARGE_ROUNDS = 4;

const CREATE =
  'mutation ($input: CreateRefundInput!) { createRefund(input: $input) { __typename ... on RefundError { code } } }';

/**
 * The requests of one turn. No turn repeats a document, the name of an operation, a locale, an id, a cursor, a value of
 * a filter or a key of another turn. Together they reach every cache whose keys come from callers.
 */
export function requestsOf(turn: number): readonly SoakRequest[] {
  const random = createRandom(turn);
  const some = (names: readonly string[]) => names.filter(() => random.happens(0.5)).join(' ');
  const selection = `id ${some(FIELDS)} ${RELATIONS.map(
    (name) =>
      `${name} { id ${some(['amount', 'created', 'currency', 'description', 'metadata', 'status'])} }`,
  ).join(' ')}`;
  const page = `query Page${turn} { refunds(first: ${random.between(1, 100)}) { nodes { ${selection} } } }`;
  const created = new Date(turn * 1000).toISOString();
  const cursor = Buffer.from(JSON.stringify(['re', created, `re_${turn}`])).toString('base64url');
  const amounts = Array.from(
    { length: LOCALES_AT_ONCE },
    (_, index) => `l${index}: amountFormatted(locale: "de-x-${turn}-${index}")`,
  );
  const isLarge = () => Math.floor(turn / kinds.length) % ROUNDS_BETWEEN_LARGE < LARGE_ROUNDS;
  const kinds: readonly (() => readonly SoakRequest[])[] = [
    // The third time it is compiled.
    () => [{ query: page }, { query: page }, { query: page }],
    () => [{ query: `{ refund(id: "re_${turn}") { unknown${turn} } }` }],
    () => [{ query: `{ refunds(first: ${turn}` }],
    () => [{ query: `{ refunds(first: 1) { nodes { ${amounts} } } }` }],
    () => [
      {
        query:
          'query ($first: Int, $after: String) { refunds(first: $first, after: $after) { nodes { id } } }',
        variables: { first: random.between(1, 100), after: cursor },
      },
    ],
    () => [{ query: CREATE, variables: { input: { charge: `ch_${turn}`, idempotencyKey: `key ${turn}` } } }],
    () => [
      {
        query: 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
        variables: { ids: [`re_${turn}`, `ch_${turn}`, `pi_${turn}`] },
      },
    ],
    () => [
      {
        query: `query ($value: String) { refunds(filter: { metadata: { key: "order", value: $value } }) { nodes { id } } }`,
        variables: { value: `${turn}` },
      },
    ],
    () => [{ query: `query A { __typename }`, operationName: `B${turn}` }],
    () => [{ query: `query Large${turn} { __typename } # ${'x'.repeat(isLarge() ? LARGE : 200)}` }],
    () => [{ query: `{ ${isLarge() ? 'x'.repeat(LARGE) : ''} "${turn}" }` }],
  ];
  return kinds[turn % kinds.length]?.() ?? [];
}
