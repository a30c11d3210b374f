import { builder, type RowType } from '../builder.js';
import { decimalsColumn, formattedColumn } from './amounts.js';

export const BalanceTransaction: RowType<'balanceTransaction'> = builder.prismaObject('BalanceTransaction', {
  description:
    "A movement on the account's balance. It is negative for a refund, and positive when a refund fails or is canceled.",
  interfaces: [builder.nodeInterfaceRef()],
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Starts with `txn_`.' }),
    amount: t.expose('amount', {
      type: 'SafeInt',
      description: "The gross amount, in the currency's smallest unit.",
    }),
    amountFormatted: t.string(formattedColumn('balanceTransaction', 'amount', 'The gross amount')),
    created: t.expose('created', { type: 'DateTime', description: 'The time of the movement.' }),
    currency: t.exposeString('currency', { description: 'Three-letter currency code, in lower case.' }),
    currencyDecimals: t.int(decimalsColumn('balanceTransaction')),
    fee: t.expose('fee', {
      type: 'SafeInt',
      description: "The fee for the movement, in the currency's smallest unit.",
    }),
    feeFormatted: t.string(formattedColumn('balanceTransaction', 'fee', 'The fee')),
    net: t.expose('net', {
      type: 'SafeInt',
      description: 'The amount minus the fee.',
    }),
    netFormatted: t.string(formattedColumn('balanceTransaction', 'net', 'The amount minus the fee')),
    type: t.exposeString('type', {
      description: "Stripe's type of the movement: `charge`, `refund`, `refund_failure`, …",
    }),
  }),
});
