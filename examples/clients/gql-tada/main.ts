import assert from 'node:assert/strict';
import type { introspection, scalars } from '@refund-gateway/client/gql-tada';
import { initGraphQLTada, type ResultOf } from 'gql.tada';
import { print } from 'graphql';
import { send } from '../support/gateway';

const graphql = initGraphQLTada<{ introspection: introspection; scalars: scalars }>();

const REFUNDS = graphql(`
  query Refunds($filter: RefundFilter) {
    refunds(first: 2, filter: $filter) {
      nodes { id amount status created metadata charge { id amountRefundable } }
      pageInfo { endCursor }
    }
  }
`);

const { refunds } = await send<ResultOf<typeof REFUNDS>>(print(REFUNDS), {
  filter: { status: ['SUCCEEDED'] },
});
assert.equal(refunds.nodes.length, 2);
for (const { amount, status, created, metadata, charge } of refunds.nodes) {
  // The compiler knows the scalars and the enums: none of them is any.
  const known: [number, string, Record<string, string>] = [amount, created, metadata];
  // @ts-expect-error There is no such status.
  assert.ok(status !== 'DONE');
  assert.equal(status, 'SUCCEEDED');
  assert.deepEqual(
    known.map((value) => typeof value),
    ['number', 'string', 'object'],
  );
  assert.equal(typeof charge?.amountRefundable, 'number');
}
