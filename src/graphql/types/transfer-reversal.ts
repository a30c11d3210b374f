import { builder, type RowType } from '../builder.js';
import { decimalsColumn, formattedColumn } from './amounts.js';

export const TransferReversal: RowType<'transferReversal'> = builder.prismaObject('TransferReversal', {
  description: 'Money that came back from a transfer to a connected account.',
  interfaces: [builder.nodeInterfaceRef()],
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Starts with `trr_`.' }),
    amount: t.expose('amount', { type: 'SafeInt', description: "In the currency's smallest unit." }),
    amountFormatted: t.string(formattedColumn('transferReversal', 'amount', 'The amount')),
    created: t.expose('created', { type: 'DateTime', description: 'The time of the reversal.' }),
    currency: t.exposeString('currency', { description: 'Three-letter currency code, in lower case.' }),
    currencyDecimals: t.int(decimalsColumn('transferReversal')),
  }),
});
