import { graphql } from '../generated';

export const bulkChargesQuery = graphql(`
  query BulkCharges($ids: [ID!]!) {
    nodes(ids: $ids) {
      __typename
      ... on Charge {
        ...RefundabilityParts
      }
    }
  }
`);

export const createRefundsMutation = graphql(`
  mutation CreateRefunds($refunds: [CreateRefundInput!]!) {
    createRefunds(input: { refunds: $refunds }) {
      results {
        __typename
        ... on CreateRefundPayload {
          idempotentReplay
          refund {
            ...RefundRow
          }
        }
        ... on RefundApprovalRequired {
          approval {
            id
          }
        }
        ... on RefundError {
          code
          message
        }
      }
    }
  }
`);
