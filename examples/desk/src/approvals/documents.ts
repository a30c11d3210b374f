import { graphql } from '../generated';

graphql(`
  fragment ApprovalRow on RefundApproval {
    id
    amount
    currency
    currencyDecimals
    status
    reason
    reasonCode
    note
    message
    requestedBy
    created
    expiresAt
    decidedBy
    decidedAt
    decisionNote
    charge {
      id
    }
    refund {
      id
    }
  }
`);

export const approvalsQuery = graphql(`
  query Approvals($first: Int, $after: String, $last: Int, $before: String, $filter: RefundApprovalFilter) {
    refundApprovals(first: $first, after: $after, last: $last, before: $before, filter: $filter) {
      nodes {
        ...ApprovalRow
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
      totalCount
    }
  }
`);

export const approveMutation = graphql(`
  mutation Approve($approval: ID!, $note: String) {
    approveRefund(input: { approval: $approval, note: $note }) {
      __typename
      ... on CreateRefundPayload {
        refund {
          ...RefundRow
          charge {
            ...RefundabilityParts
            amountRefunded
            refunded
          }
        }
      }
      ... on RefundApprovalNotPendingError {
        approval {
          ...ApprovalRow
        }
      }
      ... on RefundError {
        code
        message
      }
    }
  }
`);

export const rejectMutation = graphql(`
  mutation Reject($approval: ID!, $note: String) {
    rejectRefund(input: { approval: $approval, note: $note }) {
      __typename
      ... on RejectRefundPayload {
        approval {
          ...ApprovalRow
        }
      }
      ... on RefundApprovalNotPendingError {
        approval {
          ...ApprovalRow
        }
      }
      ... on RefundError {
        code
        message
      }
    }
  }
`);
