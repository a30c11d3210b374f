/** Fields of a refund that events name, in words. */
const NAMES: Record<string, string> = {
  destinationCardReference: 'Reference for the customer’s bank',
  destinationCardReferenceStatus: 'The reference is',
  pendingReason: 'Why it is pending',
  failureReason: 'Why it failed',
  instructionsEmail: 'Bank details asked at',
  approval: 'Approval',
  requestedBy: 'Asked by',
  approvedBy: 'Approved by',
};

export const fieldName = (field: string): string => NAMES[field] ?? field.replace(/^metadata\./, 'Metadata ');
