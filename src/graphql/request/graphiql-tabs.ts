/** The operations that GraphiQL opens with; they work on the sample data. */
export const graphiqlTabs: readonly { readonly query: string }[] = [
  {
    query: `# Refunds, newest first. For the next page, put
# endCursor into \`after\`.
query Refunds {
  refunds(first: 10) {
    nodes {
      id
      amountFormatted
      status
      reason
      created
      charge {
        id
        amountRefundable
        paymentMethodDetails {
          type
          card {
            brand
            last4
          }
        }
      }
      paymentIntent {
        id
        description
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    totalCount
  }
}
`,
  },
  {
    query: `# Refunds that failed or were canceled, by a filter.
# Every given condition must be met.
query FailedRefunds {
  refunds(
    first: 10
    filter: {
      status: [FAILED, CANCELED]
      currency: ["usd", "eur"]
      created: { gte: "2023-01-01T00:00:00Z" }
    }
  ) {
    nodes {
      id
      amountFormatted
      status
      failureReason
      created
    }
    totalCount
  }
}
`,
  },
  {
    query: `# One charge with its refunds.
query Charge {
  charge(id: "ch_1NirD82eZvKYlo2CIvbtLWuY") {
    id
    amount
    amountCaptured
    amountRefunded
    amountRefundable
    currency
    status
    refunds(first: 5) {
      nodes {
        id
        amount
        status
        destinationDetails {
          type
          card {
            reference
          }
        }
      }
    }
  }
}
`,
  },
  {
    query: `# What createRefund would do, without doing it.
query RefundPreview {
  refundPreview(
    input: {
      charge: "ch_1NirD82eZvKYlo2CIvbtLWuY"
      amount: 100
    }
  ) {
    __typename
    ... on RefundPreview {
      amount
      currency
      status
      amountRefundableAfter
    }
    ... on RefundError {
      code
      message
      param
    }
  }
}
`,
  },
  {
    query: `# Refund a part of the charge. Run it twice:
# the key makes a retry safe.
mutation CreateRefund {
  createRefund(
    input: {
      charge: "ch_1NirD82eZvKYlo2CIvbtLWuY"
      amount: 100
      reason: REQUESTED_BY_CUSTOMER
      idempotencyKey: "my-first-refund"
    }
  ) {
    __typename
    ... on CreateRefundPayload {
      idempotentReplay
      refund {
        id
        amountFormatted
        status
        charge {
          amountRefundable
        }
      }
    }
    ... on RefundError {
      code
      message
      param
    }
  }
}
`,
  },
  {
    query: `# Sets one key and unsets another; keys that are
# not named stay.
mutation UpdateRefundMetadata {
  updateRefundMetadata(
    input: {
      refund: "re_1Nispe2eZvKYlo2Cd31jOCgZ"
      metadata: { order_id: "6735", note: "" }
    }
  ) {
    __typename
    ... on UpdateRefundMetadataPayload {
      refund {
        id
        metadata
        events(last: 3) {
          nodes {
            type
            created
          }
        }
      }
    }
    ... on RefundError {
      code
      message
      param
    }
  }
}
`,
  },
  {
    query: `# Works once: this refund waits for the customer's
# bank details. One that does not wait is refused.
mutation CancelRefund {
  cancelRefund(input: { refund: "re_1NkonbiniWaitsForTheShop" }) {
    __typename
    ... on CancelRefundPayload {
      refund {
        id
        status
        failureReason
        charge {
          amountRefundable
        }
      }
    }
    ... on RefundNotCancelableError {
      refund {
        status
      }
    }
    ... on RefundError {
      code
      message
      param
    }
  }
}
`,
  },
  {
    query: `# How many refunds, and how much, by reason. Takes
# the filter that the list takes.
query RefundSummary {
  refundSummary(
    by: REASON
    filter: { status: [SUCCEEDED] }
  ) {
    reason
    currency
    count
    amountFormatted
  }
}
`,
  },
  {
    query: `# Refund events as they happen. Run it, then run
# CreateRefund with another idempotencyKey in a
# second window.
subscription RefundEvents {
  refundEvents {
    id
    type
    status
    refund {
      id
      amountFormatted
    }
  }
}
`,
  },
];
