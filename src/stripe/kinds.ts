import { balanceTransaction } from './balance-transaction.js';
import { charge } from './charge.js';
import { dispute } from './dispute.js';
import type { Kind } from './kind.js';
import { paymentIntent } from './payment-intent.js';
import { refund } from './refund.js';
import { feeRefund, transferReversal } from './returns.js';

/** What an import takes in, in an order in which it can be written: each after what its foreign keys lead to. */
export const kinds: readonly Kind[] = [
  paymentIntent,
  balanceTransaction,
  charge,
  dispute,
  transferReversal,
  feeRefund,
  refund,
];

export const kindByObject: ReadonlyMap<string, Kind> = new Map(kinds.map((kind) => [kind.object, kind]));
