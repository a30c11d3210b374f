import type { StoredRows } from '../../ledger/tables.js';
import { builder } from '../builder.js';

export const TransferReversal = builder
  .objectRef<StoredRows['transferReversal']>('TransferReversal')
  .implement({
    description: 'What came back of a transfer to a connected account.',
    interfaces: [builder.nodeInterfaceRef()],
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Starts with `trr_`.' }),
      amount: t.expose('amount', { type: 'SafeInt', description: 'In the smallest unit of the currency.' }),
      created: t.expose('created', { type: 'DateTime', description: 'When it was reversed.' }),
      currency: t.exposeString('currency', { description: 'Three letters, in lower case.' }),
    }),
  });
