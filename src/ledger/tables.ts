import {
  type ApplicationFeeRefund,
  type BalanceTransaction,
  type BlockListEntry,
  type Charge,
  type PaymentIntent,
  Prisma,
  type Refund,
  type RefundEvent,
  type TransferReversal,
} from '../../prisma/generated/prisma/client.js';

/** The rows that can be read in pages or by id, with the to-one relations that were joined in: undefined if not. */
export interface Rows {
  refund: Refund & {
    charge?: Rows['charge'] | null;
    paymentIntent?: Rows['paymentIntent'] | null;
    balanceTransaction?: Rows['balanceTransaction'] | null;
    failureBalanceTransaction?: Rows['balanceTransaction'] | null;
    transferReversal?: Rows['transferReversal'] | null;
    sourceTransferReversal?: Rows['transferReversal'] | null;
    applicationFeeRefund?: Rows['applicationFeeRefund'] | null;
  };
  charge: Charge & {
    paymentIntent?: Rows['paymentIntent'] | null;
    balanceTransaction?: Rows['balanceTransaction'] | null;
  };
  paymentIntent: PaymentIntent;
  refundEvent: RefundEvent & { refund?: Rows['refund'] | null };
  balanceTransaction: BalanceTransaction;
  transferReversal: TransferReversal;
  applicationFeeRefund: ApplicationFeeRefund;
  blockListEntry: BlockListEntry & { charge?: Rows['charge'] | null; refund?: Rows['refund'] | null };
}
export type Model = keyof Rows;

/** A to-one relation: the model it leads to, and this model's field that holds its id. */
export interface Relation {
  readonly model: Model;
  readonly key: string;
}

export interface Table {
  readonly name: string;
  readonly fields: readonly string[];
  readonly relations: Readonly<Record<string, Relation>>;
  /** The order of its lists, also the coordinate of a cursor (rules, section 9). */
  readonly order: readonly { readonly field: string; readonly type: 'timestamptz' | 'text' | 'bigint' }[];
  readonly newestFirst: boolean;
}

const byTime = {
  order: [
    { field: 'created', type: 'timestamptz' },
    { field: 'id', type: 'text' },
  ],
  newestFirst: true,
} as const;

export const tables: Readonly<Record<Model, Table>> = {
  refund: {
    name: 'refund',
    fields: Object.keys(Prisma.RefundScalarFieldEnum),
    relations: {
      charge: { model: 'charge', key: 'chargeId' },
      paymentIntent: { model: 'paymentIntent', key: 'paymentIntentId' },
      balanceTransaction: { model: 'balanceTransaction', key: 'balanceTransactionId' },
      failureBalanceTransaction: { model: 'balanceTransaction', key: 'failureBalanceTransactionId' },
      transferReversal: { model: 'transferReversal', key: 'transferReversalId' },
      sourceTransferReversal: { model: 'transferReversal', key: 'sourceTransferReversalId' },
      applicationFeeRefund: { model: 'applicationFeeRefund', key: 'applicationFeeRefundId' },
    },
    ...byTime,
  },
  charge: {
    name: 'charge',
    fields: Object.keys(Prisma.ChargeScalarFieldEnum),
    relations: {
      paymentIntent: { model: 'paymentIntent', key: 'paymentIntentId' },
      balanceTransaction: { model: 'balanceTransaction', key: 'balanceTransactionId' },
    },
    ...byTime,
  },
  paymentIntent: {
    name: 'payment_intent',
    fields: Object.keys(Prisma.PaymentIntentScalarFieldEnum),
    relations: {},
    ...byTime,
  },
  refundEvent: {
    name: 'refund_event',
    fields: Object.keys(Prisma.RefundEventScalarFieldEnum),
    relations: { refund: { model: 'refund', key: 'refundId' } },
    order: [{ field: 'position', type: 'bigint' }],
    newestFirst: false,
  },
  balanceTransaction: {
    name: 'balance_transaction',
    fields: Object.keys(Prisma.BalanceTransactionScalarFieldEnum),
    relations: {},
    ...byTime,
  },
  transferReversal: {
    name: 'transfer_reversal',
    fields: Object.keys(Prisma.TransferReversalScalarFieldEnum),
    relations: {},
    ...byTime,
  },
  applicationFeeRefund: {
    name: 'application_fee_refund',
    fields: Object.keys(Prisma.ApplicationFeeRefundScalarFieldEnum),
    relations: {},
    ...byTime,
  },
  blockListEntry: {
    name: 'block_list_entry',
    fields: Object.keys(Prisma.BlockListEntryScalarFieldEnum),
    relations: {
      charge: { model: 'charge', key: 'chargeId' },
      refund: { model: 'refund', key: 'refundId' },
    },
    ...byTime,
  },
};

const columns = new Map<string, string>();

/** The column of a field: `schema.prisma` maps every field to its snake_case. */
export function columnOf(field: string): string {
  const known = columns.get(field);
  if (known !== undefined) return known;
  const column = field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  columns.set(field, column);
  return column;
}

/**
 * A row as its columns, ready for `jsonb_populate_recordset`, which takes what is left out for null. Bigints are
 * text, which PostgreSQL reads exactly.
 */
export function toColumns(row: object): Record<string, unknown> {
  const of: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(row))
    if (value !== null && value !== undefined)
      of[columnOf(field)] = typeof value === 'bigint' ? `${value}` : value;
  return of;
}
