import { graphql } from '../generated';

export const refundQuery = graphql(`
  query Refund($id: ID!, $people: Boolean!) {
    refund(id: $id) {
      ...RefundRow
      note
      description
      charge {
        ...RefundabilityParts
      }
      replaces {
        ...ReplacementParts
      }
      replacedBy {
        ...ReplacementParts
      }
      receiptNumber
      instructionsEmail @include(if: $people)
      metadata
      destinationDetails {
        type
        card {
          reference
          referenceStatus
        }
      }
      nextAction {
        type
        displayDetails {
          expiresAt
        }
      }
      events(first: 50) {
        nodes {
          ...StoryEvent
        }
      }
    }
  }
`);

graphql(`
  fragment ReplacementParts on Refund {
    id
    amount
    currency
    currencyDecimals
    status
  }
`);

export const cancelRefundMutation = graphql(`
  mutation CancelRefund($refund: ID!) {
    cancelRefund(input: { refund: $refund }) {
      __typename
      ... on CancelRefundPayload {
        refund {
          ...RefundRow
          charge {
            ...RefundabilityParts
            amountRefunded
            refunded
          }
        }
      }
      ... on RefundError {
        code
        message
      }
    }
  }
`);
