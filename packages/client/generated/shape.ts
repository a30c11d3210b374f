// Made from schema.graphql by `npm run build:client`. Do not edit it.
export const possibleTypes = {
  "ApproveRefundResult": [
    "AmountTooLargeError",
    "ChargeAlreadyRefundedError",
    "ChargeNotRefundableError",
    "CreateRefundPayload",
    "RefundApprovalNotPendingError",
    "RefundLimitExceededError",
    "ResourceMissingError"
  ],
  "CancelRefundResult": [
    "CancelRefundPayload",
    "RefundNotCancelableError",
    "ResourceMissingError"
  ],
  "CreateApiKeyResult": [
    "ApiKeyNameTakenError",
    "ApiKeyScopeNotHeldError",
    "CreateApiKeyPayload",
    "InvalidParameterError"
  ],
  "CreateRefundResult": [
    "AmountRefundableChangedError",
    "AmountTooLargeError",
    "ChargeAlreadyRefundedError",
    "ChargeNotRefundableError",
    "CreateRefundPayload",
    "IdempotencyKeyReusedError",
    "InvalidParameterError",
    "PaymentIntentNotRefundableError",
    "RefundApprovalRequired",
    "RefundLimitExceededError",
    "ResourceMissingError"
  ],
  "Node": [
    "ApplicationFeeRefund",
    "BalanceTransaction",
    "BlockListEntry",
    "Charge",
    "Dispute",
    "PaymentIntent",
    "Refund",
    "RefundApproval",
    "RefundApprovalEvent",
    "RefundEvent",
    "TransferReversal"
  ],
  "RefundError": [
    "AmountRefundableChangedError",
    "AmountTooLargeError",
    "ApiKeyNameTakenError",
    "ApiKeyScopeNotHeldError",
    "ChargeAlreadyRefundedError",
    "ChargeNotRefundableError",
    "IdempotencyKeyReusedError",
    "InvalidParameterError",
    "PaymentIntentNotRefundableError",
    "RefundApprovalNotPendingError",
    "RefundLimitExceededError",
    "RefundNotCancelableError",
    "ResourceMissingError"
  ],
  "RefundPreviewResult": [
    "AmountTooLargeError",
    "ChargeAlreadyRefundedError",
    "ChargeNotRefundableError",
    "InvalidParameterError",
    "PaymentIntentNotRefundableError",
    "RefundLimitExceededError",
    "RefundPreview",
    "ResourceMissingError"
  ],
  "RejectRefundResult": [
    "RefundApprovalNotPendingError",
    "RejectRefundPayload",
    "ResourceMissingError"
  ],
  "RevokeApiKeyResult": [
    "InvalidParameterError",
    "ResourceMissingError",
    "RevokeApiKeyPayload"
  ],
  "UpdateRefundMetadataResult": [
    "InvalidParameterError",
    "ResourceMissingError",
    "UpdateRefundMetadataPayload"
  ]
} as const;
export const connections = {
  "Charge": {
    "refunds": []
  },
  "PaymentIntent": {
    "charges": [],
    "refunds": []
  },
  "Query": {
    "apiKeys": [],
    "auditEntries": [
      "filter"
    ],
    "blockList": [
      "type",
      "value"
    ],
    "charges": [
      "filter",
      "orderBy"
    ],
    "paymentIntents": [
      "filter"
    ],
    "refundApprovals": [
      "filter"
    ],
    "refunds": [
      "filter",
      "orderBy"
    ]
  },
  "Refund": {
    "events": []
  },
  "RefundApproval": {
    "events": []
  }
} as const;
export const lists = {
  "Charge": {
    "blockListEntries": true,
    "disputes": true
  },
  "CreateRefundsPayload": {
    "results": true
  },
  "Query": {
    "nodes": true,
    "refundSummary": true
  },
  "Refund": {
    "lines": true
  },
  "RefundApproval": {
    "lines": true
  },
  "RefundEvent": {
    "changes": true
  },
  "Refundability": {
    "refusals": true
  },
  "Viewer": {
    "refundLimits": true
  }
} as const;
export const lookups = {
  "charge": "Charge",
  "paymentIntent": "PaymentIntent",
  "refund": "Refund"
} as const;
export const typesWithoutId = [
  "AmountRefundableChangedError",
  "AmountTooLargeError",
  "ApiKeyConnection",
  "ApiKeyEdge",
  "ApiKeyNameTakenError",
  "ApiKeyScopeNotHeldError",
  "AuditEntryConnection",
  "AuditEntryEdge",
  "BillingDetails",
  "BlockListConnection",
  "BlockListEdge",
  "CancelRefundPayload",
  "ChargeAlreadyRefundedError",
  "ChargeConnection",
  "ChargeEdge",
  "ChargeNotRefundableError",
  "CreateApiKeyPayload",
  "CreateRefundPayload",
  "CreateRefundsPayload",
  "IdempotencyKeyReusedError",
  "InvalidParameterError",
  "PageInfo",
  "PaymentIntentConnection",
  "PaymentIntentEdge",
  "PaymentIntentNotRefundableError",
  "PaymentMethodCard",
  "PaymentMethodDetails",
  "RefundApprovalConnection",
  "RefundApprovalEdge",
  "RefundApprovalEventConnection",
  "RefundApprovalEventEdge",
  "RefundApprovalNotPendingError",
  "RefundApprovalRequired",
  "RefundConnection",
  "RefundDestinationCard",
  "RefundDestinationDetails",
  "RefundEdge",
  "RefundEventChange",
  "RefundEventConnection",
  "RefundEventEdge",
  "RefundLimit",
  "RefundLimitExceededError",
  "RefundLine",
  "RefundNextAction",
  "RefundNextActionDisplayDetails",
  "RefundNextActionEmailSent",
  "RefundNotCancelableError",
  "RefundPreview",
  "RefundSummaryRow",
  "Refundability",
  "RejectRefundPayload",
  "ResourceMissingError",
  "RevokeApiKeyPayload",
  "UpdateRefundMetadataPayload",
  "Viewer"
] as const;
