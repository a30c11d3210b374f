import { builder, type RowType } from '../builder.js';
import { decimalsColumn, formattedColumn } from './amounts.js';

export const ApplicationFeeRefund: RowType<'applicationFeeRefund'> = builder.prismaObject(
  'ApplicationFeeRefund',
  {
    description: 'The part of an application fee that the platform returned.',
    interfaces: [builder.nodeInterfaceRef()],
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Starts with `fr_`.' }),
      amount: t.expose('amount', { type: 'SafeInt', description: "In the currency's smallest unit." }),
      amountFormatted: t.string(formattedColumn('applicationFeeRefund', 'amount', 'The amount')),
      created: t.expose('created', { type: 'DateTime', description: 'The time of the fee refund.' }),
      currency: t.exposeString('currency', { description: 'Three-letter currency code, in lower case.' }),
      currencyDecimals: t.int(decimalsColumn('applicationFeeRefund')),
    }),
  },
);
