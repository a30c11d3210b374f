// The columns of the schema (ledger-schema.ts) and no others: a whole row has up to four times as many.

export const refundColumns = {
  id: true,
  amount: true,
  currency: true,
  status: true,
  reason: true,
  created: true,
} as const;

export const chargeColumns = {
  id: true,
  amount: true,
  amountRefunded: true,
  currency: true,
  status: true,
  created: true,
} as const;

const intentColumns = { id: true, amount: true, currency: true, status: true, created: true } as const;

export const refundWithCharge = { ...refundColumns, charge: { select: chargeColumns } } as const;

export const refundWithBoth = { ...refundWithCharge, paymentIntent: { select: intentColumns } } as const;
