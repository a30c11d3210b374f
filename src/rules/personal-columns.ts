/**
 * The columns of a charge about the person who paid, which are erased with the e-mail address. Everybody who has the
 * address of a receipt sees the name on it.
 */
export const personalColumns = ['billing_name', 'receipt_url'] as const;
