import type { StoredRows } from '../../ledger/tables.js';
import { builder } from '../builder.js';

export const BalanceTransaction = builder
  .objectRef<StoredRows['balanceTransaction']>('BalanceTransaction')
  .implement({
    description:
      "A movement on the account's balance; a refund's is negative, that of a failed or canceled refund positive.",
    interfaces: [builder.nodeInterfaceRef()],
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Starts with `txn_`.' }),
      amount: t.expose('amount', {
        type: 'SafeInt',
        description: 'Gross, in the smallest unit of the currency.',
      }),
      created: t.expose('created', { type: 'DateTime', description: 'When the balance moved.' }),
      currency: t.exposeString('currency', { description: 'Three letters, in lower case.' }),
      fee: t.expose('fee', { type: 'SafeInt', description: 'What the movement cost.' }),
      net: t.expose('net', {
        type: 'SafeInt',
        description: 'The amount less the fee: what the balance gained.',
      }),
      type: t.exposeString('type', {
        description: "Stripe's word for what moved it: `charge`, `refund`, `refund_failure`, …",
      }),
    }),
  });
