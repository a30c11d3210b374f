import assert from 'node:assert/strict';
import { graphcacheOptions } from '@refund-gateway/client/graphcache';
import { Client, fetchExchange, gql, type OperationResult } from '@urql/core';
import { cacheExchange } from '@urql/exchange-graphcache';
import { relayPagination } from '@urql/exchange-graphcache/extras';
import { refundableCharge, url } from '../support/gateway';
import { watchConsole } from '../support/warnings';

const warnings = watchConsole();

const client = new Client({
  url,
  exchanges: [cacheExchange(graphcacheOptions(relayPagination)), fetchExchange],
});

const REFUNDS = gql`
  query Refunds($after: String) {
    refunds(first: 3, after: $after, filter: { status: [SUCCEEDED] }) {
      nodes { id amount destinationDetails { type card { reference } } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`;
const SAME_AS_EDGES = gql`
  query SameAsEdges {
    refunds(first: 3, filter: { status: [SUCCEEDED] }) { edges { cursor node { id } } pageInfo { endCursor } }
  }
`;
const CHARGE = gql`
  query Charge($id: ID!) {
    charge(id: $id) { id amountRefundable refundability { refundable refusals { code } } refunds(first: 2) { nodes { id } } }
  }
`;
const CREATE_REFUND = gql`
  mutation CreateRefund($input: CreateRefundInput!) {
    createRefund(input: $input) {
      __typename
      ... on CreateRefundPayload { refund { id charge { id amountRefundable } } }
      ... on RefundError { code message }
    }
  }
`;

interface Page {
  readonly refunds: {
    readonly nodes: readonly { readonly id: string }[];
    readonly pageInfo: { readonly endCursor: string };
  };
}

// Three pages. The cache joins them, and the last answer has the rows of all.
let after: string | null = null;
let ids: string[] = [];
for (let page = 1; page <= 3; page++) {
  const answer: OperationResult<Page> = await client.query<Page>(REFUNDS, { after });
  assert.equal(answer.error, undefined);
  ids = answer.data?.refunds.nodes.map(({ id }) => id) ?? [];
  after = answer.data?.refunds.pageInfo.endCursor ?? null;
}
assert.deepEqual([ids.length, new Set(ids).size], [9, 9]);

// The same list as edges was never asked for: it is not taken for an empty one.
const { data: same } = await client.query(SAME_AS_EDGES, {});
assert.equal(same.refunds.edges[0]?.node.id, ids[0]);

// A mutation answers with the charge, and the screen that shows the charge is up to date.
const id = await refundableCharge(3);
const amounts: number[] = [];
const screen = client.query(CHARGE, { id }).subscribe(({ data, error }) => {
  assert.equal(error, undefined);
  if (data.charge.amountRefundable !== amounts.at(-1)) amounts.push(data.charge.amountRefundable);
});
await client.query(CHARGE, { id });
const { data } = await client.mutation(CREATE_REFUND, { input: { charge: id, amount: 150 } });
assert.equal(data.createRefund.__typename, 'CreateRefundPayload');
assert.deepEqual(
  amounts.map((amount) => (amounts[0] ?? 0) - amount),
  [0, 150],
);
screen.unsubscribe();

const unknown = await client.query(gql`query Any($id: ID!) { node(id: $id) { id } }`, { id: 'ch_unknown' });
assert.deepEqual([unknown.data, unknown.error], [{ node: null }, undefined]);
assert.deepEqual(warnings, []);

// Without the keys of the package, graphcache warns of types without an id.
const { schema } = graphcacheOptions(relayPagination);
const plain = new Client({ url, exchanges: [cacheExchange({ schema }), fetchExchange] });
await plain.query(REFUNDS, {});
assert.match(warnings.join('\n'), /Invalid key/);
