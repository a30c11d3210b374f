import { graphql } from '../generated';

graphql(`
  fragment RefundRow on Refund {
    id
    amount
    currency
    currencyDecimals
    status
    reason
    reasonCode
    failureReason
    pendingReason
    created
    createdBy
    charge {
      id
      paymentMethodDetails {
        type
        card {
          brand
          last4
        }
      }
    }
  }
`);

export const refundsQuery = graphql(`
  query Refunds(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: RefundFilter
    $orderBy: RefundOrder
  ) {
    refunds(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        ...RefundRow
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

export const refundTotalsQuery = graphql(`
  query RefundTotals($filter: RefundFilter) {
    refundSummary(by: STATUS, filter: $filter) {
      status
      currency
      currencyDecimals
      count
      amount
    }
  }
`);
