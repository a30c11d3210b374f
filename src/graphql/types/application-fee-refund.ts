import type { StoredRows } from '../../ledger/tables.js';
import { builder } from '../builder.js';

export const ApplicationFeeRefund = builder
  .objectRef<StoredRows['applicationFeeRefund']>('ApplicationFeeRefund')
  .implement({
    description: 'What a platform gave back of its application fee.',
    interfaces: [builder.nodeInterfaceRef()],
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Starts with `fr_`.' }),
      amount: t.expose('amount', { type: 'SafeInt', description: 'In the smallest unit of the currency.' }),
      created: t.expose('created', { type: 'DateTime', description: 'When it was given back.' }),
      currency: t.exposeString('currency', { description: 'Three letters, in lower case.' }),
    }),
  });
