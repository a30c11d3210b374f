import { graphql } from '../generated';

export const refundPreviewQuery = graphql(`
  query RefundPreview($input: RefundPreviewInput!) {
    refundPreview(input: $input) {
      __typename
      ... on RefundPreview {
        amount
        amountRefundableAfter
        currency
        currencyDecimals
        status
        approvalRequired
        approvalMessage
        applicationFeeRefundAmount
        transferReversalAmount
      }
      ... on RefundError {
        code
        message
      }
    }
  }
`);

export const createRefundMutation = graphql(`
  mutation CreateRefund($input: CreateRefundInput!) {
    createRefund(input: $input) {
      __typename
      ... on CreateRefundPayload {
        idempotentReplay
        refund {
          ...RefundRow
          charge {
            ...RefundabilityParts
            amountRefunded
            refunded
          }
        }
      }
      ... on RefundApprovalRequired {
        approval {
          ...ApprovalRow
        }
      }
      ... on AmountRefundableChangedError {
        amountRefundable
        charge {
          ...RefundabilityParts
        }
      }
      ... on AmountTooLargeError {
        amountRefundable
        charge {
          ...RefundabilityParts
        }
      }
      ... on RefundError {
        code
        message
        param
      }
    }
  }
`);
