import relay from 'relay-runtime';

// A build with Relay's plugin replaces each of these by what relay-compiler writes. `main.ts` imports that directly.
const { graphql } = relay;

export const documents = () => [
  graphql`
    query refundsListQuery { ...refunds_list }
  `,
  graphql`
    fragment refunds_list on Query
    @argumentDefinitions(count: { type: "Int", defaultValue: 3 }, cursor: { type: "String" })
    @refetchable(queryName: "refundsNextPageQuery") {
      refunds(first: $count, after: $cursor) @connection(key: "refunds_refunds") {
        edges { node { id amount created } }
        pageInfo { endCursor }
      }
    }
  `,
  graphql`
    fragment refunds_charge on Charge @refetchable(queryName: "refundsChargeQuery") { amountRefundable }
  `,
  graphql`
    mutation refundsCreateMutation($input: CreateRefundInput!) {
      createRefund(input: $input) {
        __typename
        ... on CreateRefundPayload { refund { charge { amountRefundable } } }
        ... on RefundError { code message }
      }
    }
  `,
];
