import type { Scope } from '../rules/scopes.js';

/**
 * The scope that each root field needs; null for one that every caller may ask. An operation is refused as a whole, before
 * anything is done, if its caller lacks the scope of one of its fields.
 */
export const rootScopes: Readonly<Record<string, Scope | null>> = {
  'Query.node': 'refunds:read',
  'Query.nodes': 'refunds:read',
  'Query.refund': 'refunds:read',
  'Query.charge': 'refunds:read',
  'Query.paymentIntent': 'refunds:read',
  'Query.refunds': 'refunds:read',
  'Query.charges': 'refunds:read',
  'Query.paymentIntents': 'refunds:read',
  'Query.refundPreview': 'refunds:read',
  'Query.refundSummary': 'refunds:read',
  'Query.refundApprovals': 'refunds:read',
  'Query.blockList': 'customers:read',
  'Query.auditEntries': 'audit:read',
  'Query.apiKeys': 'keys:manage',
  'Query.viewer': null,
  'Mutation.createRefund': 'refunds:write',
  'Mutation.createRefunds': 'refunds:write',
  'Mutation.updateRefundMetadata': 'refunds:write',
  'Mutation.cancelRefund': 'refunds:cancel',
  'Mutation.approveRefund': 'refunds:approve',
  'Mutation.rejectRefund': 'refunds:approve',
  'Mutation.createApiKey': 'keys:manage',
  'Mutation.revokeApiKey': 'keys:manage',
  'Subscription.refundApprovalEvents': 'events:read',
  'Subscription.refundEvents': 'events:read',
};

/** The same for the root fields that a gateway with `FEDERATION=on` has besides. */
export const federationScopes = {
  'Query._entities': 'refunds:read',
  'Query._service': null,
} as const satisfies Readonly<Record<string, Scope | null>>;

/** The scope that `node` and `nodes` need besides, by the type of the object. Without it they are refused. */
export const nodeScopes: Readonly<Record<string, Scope>> = {
  BlockListEntry: 'customers:read',
};

/**
 * The scope that a personal field or a condition of a filter needs besides. Without it the field is null with an error,
 * and the rest of the answer stands. A list with such a condition is refused.
 */
export const personalScopes: Readonly<Record<string, Scope>> = {
  'Charge.billingDetails': 'customers:read',
  'Charge.blockListEntries': 'customers:read',
  // Everybody who has the address sees the receipt without signing in: who paid, with which card, and often for what.
  'Charge.receiptUrl': 'customers:read',
  'ChargeFilter.email': 'customers:read',
  'ChargeFilter.emailStartsWith': 'customers:read',
  'ChargeFilter.name': 'customers:read',
  'Refund.instructionsEmail': 'customers:read',
  'RefundFilter.email': 'customers:read',
  'RefundFilter.emailStartsWith': 'customers:read',
  'RefundFilter.instructionsEmail': 'customers:read',
  'RefundFilter.name': 'customers:read',
  'RefundNextActionEmailSent.emailSentTo': 'customers:read',
};
