import assert from 'node:assert/strict';
import { ApolloClient, gql, HttpLink, InMemoryCache, type ObservableQuery } from '@apollo/client';
import { loadDevMessages, loadErrorMessages } from '@apollo/client/dev';
import { cacheOptions } from '@refund-gateway/client/apollo';
import { refundableCharge, url } from '../support/gateway';
import { until } from '../support/until';
import { watchConsole } from '../support/warnings';

loadDevMessages();
loadErrorMessages();
const warnings = watchConsole();

const client = new ApolloClient({ link: new HttpLink({ uri: url }), cache: new InMemoryCache(cacheOptions) });

const REFUNDS = gql`
  query Refunds($after: String) {
    refunds(first: 3, after: $after, filter: { status: [SUCCEEDED] }) {
      nodes { id amount destinationDetails { type } }
      pageInfo { hasNextPage endCursor }
    }
  }
`;
const SAME_AS_EDGES = gql`
  query SameAsEdges {
    refunds(first: 3, filter: { status: [SUCCEEDED] }) {
      edges { cursor node { id amountFormatted destinationDetails { card { reference } } } }
      pageInfo { startCursor hasPreviousPage }
      totalCount
    }
  }
`;
const CHARGE = gql`
  query Charge($id: ID!) {
    charge(id: $id) {
      id amountRefundable
      refundability { refundable refusals { code } }
      refunds(first: 2) { nodes { id } pageInfo { endCursor } }
    }
  }
`;
const CREATE_REFUND = gql`
  mutation CreateRefund($input: CreateRefundInput!) {
    createRefund(input: $input) {
      ... on CreateRefundPayload {
        refund { id charge { id amountRefundable refundability { refundable refusals { code message } } } }
      }
      ... on RefundError { code message }
    }
  }
`;

interface Page {
  readonly refunds: {
    readonly nodes: readonly { readonly id: string }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  };
}

/** Waits for the first complete answer of a watched query. */
const complete = <Data>(query: ObservableQuery<Data>) =>
  new Promise<void>((resolve) => {
    query.subscribe(({ dataState }) => dataState === 'complete' && resolve());
  });

// A list on a screen, with a button for more. The cache keeps all pages, also of nodes.
const list = client.watchQuery<Page>({ query: REFUNDS });
const shown: string[][] = [];
list.subscribe(({ data, dataState }) => {
  if (dataState === 'complete') shown.push(data.refunds.nodes.map(({ id }) => id));
});
await complete(list);
for (const rows of [6, 9]) {
  const { refunds } = list.getCurrentResult().data as Page;
  await list.fetchMore({ variables: { after: refunds.pageInfo.endCursor } });
  await until(() => shown.at(-1)?.length === rows);
}
const all = shown.at(-1) ?? [];
assert.equal(new Set(all).size, 9);

// Another component asks for the same list as edges. The first one keeps its rows.
const { data: edges } = await client.query<{ refunds: { edges: { node: { id: string } }[] } }>({
  query: SAME_AS_EDGES,
});
assert.deepEqual(
  edges?.refunds.edges.map(({ node }) => node.id),
  all.slice(0, 3),
);
assert.deepEqual(
  client.readQuery<Page>({ query: REFUNDS })?.refunds.nodes.map(({ id }) => id),
  all.slice(0, 3),
);

// A mutation answers with the charge, and the screen that shows the charge is up to date.
const id = await refundableCharge(2);
const amounts: number[] = [];
const screen = client.watchQuery<{ charge: { amountRefundable: number } }>({
  query: CHARGE,
  variables: { id },
});
screen.subscribe(({ data, dataState }) => {
  if (dataState === 'complete' && data.charge.amountRefundable !== amounts.at(-1))
    amounts.push(data.charge.amountRefundable);
});
await complete(screen);
await client.mutate({ mutation: CREATE_REFUND, variables: { input: { charge: id, amount: 150 } } });
await until(() => amounts.length === 2);
assert.equal(amounts[1], (amounts[0] ?? 0) - 150);
// A refusal is data, so it reaches the screen with Apollo's default policy for errors.
const { data: refused } = await client.mutate<{ createRefund: { code: string } }>({
  mutation: CREATE_REFUND,
  variables: { input: { charge: id, amount: 99_999_999 } },
});
assert.equal(refused?.createRefund.code, 'AMOUNT_TOO_LARGE');

// The charge is known by its id, so this query takes nothing from the network.
const { data: cached } = await client.query({
  query: gql`query Known($id: ID!) { charge(id: $id) { id amountRefundable } }`,
  variables: { id },
  fetchPolicy: 'cache-only',
});
assert.ok(cached);

assert.deepEqual(warnings, []);

// The same queries with Apollo's own settings of the cache lose data, and warn of it.
const plain = new InMemoryCache();
const one = { __typename: 'Refundability', refundable: true, refusals: [{ __typename: 'X', code: 'A' }] };
const other = { __typename: 'Refundability', refundable: false };
for (const refundability of [one, other])
  plain.writeQuery({
    query: gql`query Any { charge { id refundability { refundable refusals { code } } } }`,
    data: { charge: { __typename: 'Charge', id, refundability } },
  });
assert.match(warnings.join('\n'), /Cache data may be lost/);
client.stop();
