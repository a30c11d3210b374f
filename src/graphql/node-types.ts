import type { Model } from '../ledger/tables.js';

const kinds: readonly {
  readonly model: Model;
  readonly type: string;
  readonly prefixes: readonly string[];
}[] = [
  { model: 'refund', type: 'Refund', prefixes: ['re', 'pyr'] },
  { model: 'charge', type: 'Charge', prefixes: ['ch', 'py'] },
  { model: 'paymentIntent', type: 'PaymentIntent', prefixes: ['pi'] },
  { model: 'balanceTransaction', type: 'BalanceTransaction', prefixes: ['txn'] },
  { model: 'transferReversal', type: 'TransferReversal', prefixes: ['trr'] },
  { model: 'applicationFeeRefund', type: 'ApplicationFeeRefund', prefixes: ['fr'] },
  { model: 'refundEvent', type: 'RefundEvent', prefixes: ['evt'] },
];
const byPrefix = new Map(kinds.flatMap((kind) => kind.prefixes.map((prefix) => [prefix, kind] as const)));

const kindOf = (id: string) => byPrefix.get(id.slice(0, id.indexOf('_')));

/** The kind of object that an id's prefix tells (rules, section 9); undefined for no prefix of ours. */
export const modelOfId = (id: string): Model | undefined => kindOf(id)?.model;

/** The GraphQL type that an id's prefix tells. */
export const typeOfId = (id: string): string | undefined => kindOf(id)?.type;
