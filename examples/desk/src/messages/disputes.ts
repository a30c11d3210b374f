const STATUSES: Record<string, string> = {
  needs_response: 'Needs a response',
  under_review: 'The bank decides',
  won: 'Won',
  lost: 'Lost',
  prevented: 'Prevented',
  warning_needs_response: 'The bank asks: needs a response',
  warning_under_review: 'The bank asks: it decides',
  warning_closed: 'The bank asked: closed',
};

/** A word of the provider as people write it: "product_not_received" is "Product not received". */
export function inWords(text: string): string {
  const words = text.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export const disputeStatus = (status: string): string => STATUSES[status] ?? inWords(status);
