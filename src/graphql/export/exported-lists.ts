/**
 * The lists that can be exported, by the field of Query that has them, with the columns of an export that names none. No
 * personal column is among them, so that every caller who may read the list may export it.
 */
export const exportedLists: Readonly<Record<string, readonly string[]>> = {
  refunds: [
    ...['id', 'created', 'status', 'amount', 'currency', 'amountFormatted', 'reason', 'reasonCode', 'note'],
    ...['createdBy', 'failureReason', 'pendingReason', 'charge.id', 'paymentIntent.id', 'metadata'],
  ],
  charges: [
    ...[
      'id',
      'created',
      'status',
      'amount',
      'amountCaptured',
      'amountRefunded',
      'amountRefundable',
      'currency',
    ],
    ...['disputed', 'paymentMethodDetails.type', 'paymentMethodDetails.card.brand'],
    ...['paymentMethodDetails.card.last4', 'paymentIntent.id', 'description', 'metadata'],
  ],
  paymentIntents: [
    ...['id', 'created', 'status', 'amount', 'amountReceived', 'amountRefundedFormatted', 'currency'],
    ...['description', 'metadata'],
  ],
  refundApprovals: [
    ...['id', 'created', 'status', 'amount', 'currency', 'message', 'requestedBy', 'note', 'decidedBy'],
    ...['decidedAt', 'decisionNote', 'charge.id', 'refund.id'],
  ],
  blockList: ['type', 'value', 'created', 'charge.id', 'refund.id'],
  auditEntries: [
    ...[
      'id',
      'created',
      'actor',
      'action',
      'outcome',
      'code',
      'objects',
      'amount',
      'currency',
      'count',
      'details',
    ],
  ],
  apiKeys: ['id', 'name', 'scopes', 'created', 'createdBy', 'expires', 'lastUsed', 'revoked', 'revokedBy'],
};
