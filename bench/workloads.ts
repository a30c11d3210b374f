import { type Coordinate, encodeCursor } from './servers/cursor.js';

export const workloads = {
  R1: 'one refund by id with its charge and payment intent',
  R2: 'a page of 50 refunds after a random cursor, each with charge and payment intent',
  R3: '20 charges after a random cursor, each with its first 10 refunds',
  W1: 'createRefund, small and partial, on random charges, each with a key of its own',
  W2: 'the same, all on one charge',
} as const;
export type Workload = keyof typeof workloads;
export const allWorkloads = Object.keys(workloads) as Workload[];
export const isWrite = (workload: Workload): boolean => workload.startsWith('W');

/**
 * How each answer begins that has the data asked for. A refusal, an error and a missing row begin otherwise. All servers
 * answer with the gateway's names, without spaces.
 */
export const goodBeginning: Readonly<Record<Workload, string>> = {
  R1: '{"data":{"refund":{"',
  R2: '{"data":{"refunds":{"edges":[{"',
  R3: '{"data":{"charges":{"edges":[{"',
  W1: '{"data":{"createRefund":{"refund":{"',
  W2: '{"data":{"createRefund":{"refund":{"',
};

/** A request, independent of how a server spells it. */
export type Ask =
  | { readonly workload: 'R1'; readonly id: string }
  | { readonly workload: 'R2' | 'R3'; readonly after: Coordinate | null }
  | {
      readonly workload: 'W1' | 'W2';
      readonly charge: string;
      readonly amount: number;
      readonly key: string;
    };

/** The load generator replaces this with a key for each request. It is as long as in requests.lua. */
export const KEY_GAP = '#'.repeat(16);

/** How requests are spelled for a server: a path, and a JSON body. */
export interface Dialect {
  path(workload: Workload): string;
  body(ask: Ask): string;
}

const REFUND = 'id amount currency status reason created';
const CHARGE = 'id amount amountRefunded currency status created';
const INTENT = 'id amount currency status created';
const RELATED = `${REFUND} charge { ${CHARGE} } paymentIntent { ${INTENT} }`;
const PAGE_INFO = 'pageInfo { hasNextPage endCursor }';

const CREATE = `mutation Create($input: CreateRefundInput!) { createRefund(input: $input) { ... on CreateRefundPayload { refund { ${REFUND} charge { ${CHARGE} } } } ... on RefundError { code message } } }`;

const documents: Readonly<Record<Workload, string>> = {
  R1: `query Refund($id: ID!) { refund(id: $id) { ${RELATED} } }`,
  R2: `query Refunds($after: String) { refunds(first: 50, after: $after) { edges { node { ${RELATED} } } ${PAGE_INFO} } }`,
  R3: `query Charges($after: String) { charges(first: 20, after: $after) { edges { node { ${CHARGE} refunds(first: 10) { edges { node { ${REFUND} } } } } } ${PAGE_INFO} } }`,
  W1: CREATE,
  W2: CREATE,
};

/** The variables of a request to the gateway's API. */
function variablesOf(ask: Ask): Record<string, unknown> {
  switch (ask.workload) {
    case 'R1':
      return { id: ask.id };
    case 'R2':
      return { after: ask.after && encodeCursor('re', ask.after) };
    case 'R3':
      return { after: ask.after && encodeCursor('ch', ask.after) };
    case 'W1':
    case 'W2':
      return { input: { charge: ask.charge, amount: ask.amount, idempotencyKey: ask.key } };
  }
}

/** The gateway's API, which the peers with a hand-written schema offer too. */
export const gatewayDialect: Dialect = {
  path: () => '/graphql',
  body: (ask) => JSON.stringify({ query: documents[ask.workload], variables: variablesOf(ask) }),
};

/** The bare server has no query language: each workload has a path, and the body has the variables. */
export const floorDialect: Dialect = {
  path: (workload) =>
    ({ R1: '/refund', R2: '/refunds', R3: '/charges', W1: '/create-refund', W2: '/create-refund' })[workload],
  body: (ask) => JSON.stringify(variablesOf(ask)),
};
