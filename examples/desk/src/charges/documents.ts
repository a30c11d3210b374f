import { graphql } from '../generated';

graphql(`
  fragment ChargeRow on Charge {
    id
    amount
    amountCaptured
    amountRefunded
    amountRefundable
    currency
    currencyDecimals
    captured
    status
    disputed
    refunded
    created
    description
    paymentMethodDetails {
      type
      card {
        brand
        last4
      }
    }
  }
`);

export const chargesQuery = graphql(`
  query Charges(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: ChargeFilter
    $orderBy: ChargeOrder
    $people: Boolean!
  ) {
    charges(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        ...ChargeRow
        billingDetails @include(if: $people) {
          name
          email
        }
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

graphql(`
  fragment RefundabilityParts on Charge {
    id
    currency
    currencyDecimals
    amountRefundable
    refundability {
      refundable
      amountRefundable
      amountStep
      fullOnly
      requiresInstructionsEmail
      refundableUntil
      refusals {
        code
        message
      }
    }
  }
`);

export const chargeQuery = graphql(`
  query Charge($id: ID!, $people: Boolean!) {
    charge(id: $id) {
      ...ChargeRow
      ...RefundabilityParts
      metadata
      applicationFeeAmount
      paymentIntent {
        id
        amount
        amountReceived
        status
        description
      }
      billingDetails @include(if: $people) {
        name
        email
      }
      receiptUrl @include(if: $people)
      failureMessage
      disputes {
        id
        amount
        currency
        currencyDecimals
        created
        status
        reason
        evidenceDueBy
        isChargeRefundable
      }
      blockListEntries @include(if: $people) {
        type
        value
      }
      refunds(first: 20) {
        totalCount
        nodes {
          ...RefundRow
          note
          instructionsEmail @include(if: $people)
          events(first: 10) {
            nodes {
              ...StoryEvent
            }
          }
        }
      }
    }
    refundApprovals(first: 20, filter: { charge: $id }) {
      nodes {
        ...ApprovalRow
      }
    }
  }
`);

graphql(`
  fragment StoryEvent on RefundEvent {
    id
    type
    status
    actor
    created
    changes {
      field
      before
      after
    }
  }
`);
