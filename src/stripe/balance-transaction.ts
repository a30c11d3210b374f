import { type BalanceTransaction, Prisma } from '../../prisma/generated/prisma/client.js';
import { columnOf } from '../ledger/tables.js';
import { idPrefixes } from '../rules/ids.js';
import type { Kind } from './kind.js';
import { BadObject } from './object-reader.js';

/** Stripe's `balance_transaction`: what it takes from the balance is negative. */
export const balanceTransaction: Kind = {
  object: 'balance_transaction',
  table: 'balance_transaction',
  columns: Object.keys(Prisma.BalanceTransactionScalarFieldEnum).map(columnOf),
  references: [],
  read: (from): BalanceTransaction => {
    const signed = (name: string) => from.amount(name, Number.MIN_SAFE_INTEGER);
    const [amount, fee, net] = [signed('amount'), signed('fee'), signed('net')];
    if (net !== amount - fee)
      throw new BadObject(`net is ${net}, not the amount ${amount} less the fee ${fee}`);
    return {
      id: from.id(idPrefixes.balanceTransaction),
      amount,
      created: from.time('created'),
      currency: from.currency(),
      fee,
      net,
      type: from.requiredText('type'),
    };
  },
};
