import assert from 'node:assert/strict';
import relay, { type OperationType } from 'relay-runtime';
import { refundableCharge, url } from '../support/gateway';
import { until } from '../support/until';
import { watchConsole } from '../support/warnings';
import listFragment, { type refunds_list$data } from './__generated__/refunds_list.graphql';
import refetchCharge, { type refundsChargeQuery } from './__generated__/refundsChargeQuery.graphql';
import createMutation, { type refundsCreateMutation } from './__generated__/refundsCreateMutation.graphql';
import listQuery, { type refundsListQuery } from './__generated__/refundsListQuery.graphql';
import nextPage, { type refundsNextPageQuery } from './__generated__/refundsNextPageQuery.graphql';

const warnings = watchConsole();
const environment = new relay.Environment({
  network: relay.Network.create(async ({ text: query }, variables) => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(url, {
      method: 'POST',
      headers,
      body: JSON.stringify({ query, variables }),
    });
    return response.json();
  }),
  store: new relay.Store(new relay.RecordSource()),
});

const fetched = <Operation extends OperationType>(
  query: relay.GraphQLTaggedNode,
  variables: Operation['variables'],
) => relay.fetchQuery<Operation>(environment, query, variables).toPromise();

// A screen shows the fragment with the list. The store keeps what the query and the next pages bring.
await fetched<refundsListQuery>(listQuery, {});
const operation = relay.createOperationDescriptor(listQuery, {});
environment.retain(operation);
const { data: root } = environment.lookup(operation.fragment);
const selector = relay.getSingularSelector(listFragment, root);
assert.ok(selector);
const screen = () => environment.lookup(selector).data as unknown as refunds_list$data;
for (let page = 2; page <= 3; page++) {
  const cursor = screen().refunds.pageInfo.endCursor ?? null;
  await fetched<refundsNextPageQuery>(nextPage, { count: 3, cursor });
}
const rows = screen().refunds.edges.map(({ node }) => node);
assert.deepEqual([rows.length, new Set(rows.map(({ id }) => id)).size], [9, 9]);
// The compiler knows the scalars: none of them is any.
for (const { amount, created } of rows) {
  // @ts-expect-error A time is text.
  const wrong: number = created;
  assert.deepEqual([typeof amount, typeof wrong], ['number', 'string']);
}

// A fragment on a charge is fetched again through `node(id:)`, and a mutation updates it.
const id = await refundableCharge(4);
await fetched<refundsChargeQuery>(refetchCharge, { id });
const amountRefundable = () => environment.getStore().getSource().get(id)?.['amountRefundable'];
const before = amountRefundable();
assert.equal(typeof before, 'number');
let created: refundsCreateMutation['response'] | undefined;
relay.commitMutation<refundsCreateMutation>(environment, {
  mutation: createMutation,
  variables: { input: { charge: id, amount: 150 } },
  onCompleted: (response) => {
    created = response;
  },
});
await until(() => created !== undefined);
assert.equal(created?.createRefund.__typename, 'CreateRefundPayload');
assert.equal(amountRefundable(), Number(before) - 150);
assert.deepEqual(warnings, []);
