import type { BalanceTransaction } from '../../prisma/generated/prisma/client.js';
import { idPrefixes } from '../rules/ids.js';
import type { Kind } from './kind.js';
import { BadObject } from './object-reader.js';

/** Stripe's `balance_transaction`. Its amount is negative if money leaves the balance. */
export const balanceTransaction: Kind<'balance_transaction', BalanceTransaction> = {
  object: 'balance_transaction',
  read: (from) => {
    const signed = (name: string) => from.amount(name, Number.MIN_SAFE_INTEGER);
    const [amount, fee, net] = [signed('amount'), signed('fee'), signed('net')];
    if (net !== amount - fee)
      throw new BadObject(`net is ${net}, not the amount ${amount} minus the fee ${fee}`);
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
