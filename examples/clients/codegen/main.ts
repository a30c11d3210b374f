import assert from 'node:assert/strict';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { refundableCharge, send } from '../support/gateway';
import { graphql } from './gql';

const CREATE_REFUND = graphql(`
  mutation CreateRefund($input: CreateRefundInput!) {
    createRefund(input: $input) {
      __typename
      ... on CreateRefundPayload { refund { id amount created metadata charge { id amountRefundable } } }
      ... on AmountTooLargeError { amountRefundable }
      ... on RefundError { code message }
    }
  }
`);

/** null for an id that does not exist, where \`charge(id:)\` would be an error. */
const CHARGE_IF_ANY = graphql(`
  query ChargeIfAny($id: ID!) { node(id: $id) { ... on Charge { id amountRefundable } } }
`);

const ask = <Data, Variables extends object>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
) => send<Data>(print(document), variables);

const charge = await refundableCharge(0);

/** Refunds, and says in words what came of it. */
async function refund(amount: number): Promise<string> {
  const { createRefund } = await ask(CREATE_REFUND, {
    input: { charge, amount, metadata: { order: '6735' } },
  });
  switch (createRefund.__typename) {
    case 'CreateRefundPayload': {
      // The compiler knows the scalars: none of them is any.
      const { amount, created, metadata } = createRefund.refund;
      const [cents, time, order]: [number, string, string | undefined] = [amount, created, metadata['order']];
      // @ts-expect-error A time is text.
      const wrong: number = created;
      assert.equal(typeof wrong, 'string');
      return `${cents} at ${time.slice(0, 2)} for ${order}`;
    }
    case 'AmountTooLargeError':
      return `at most ${createRefund.amountRefundable}`;
    case 'RefundApprovalRequired':
      return 'somebody else has to approve it';
    default:
      return createRefund.message;
  }
}

assert.equal(await refund(100), '100 at 20 for 6735');
assert.match(await refund(99_999_999), /^at most \d+$/);
assert.equal((await ask(CHARGE_IF_ANY, { id: 'ch_unknown' })).node, null);
const { node } = await ask(CHARGE_IF_ANY, { id: charge });
assert.ok(node && 'amountRefundable' in node);
