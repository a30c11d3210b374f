import {
  type ApiKey,
  type ApplicationFeeRefund,
  type AuditEntry,
  type BalanceTransaction,
  type BlockListEntry,
  type Charge,
  type Dispute,
  type PaymentIntent,
  Prisma,
  type Refund,
  type RefundApproval,
  type RefundApprovalEvent,
  type RefundEvent,
  type TransferReversal,
} from '../../prisma/generated/prisma/client.js';

/** The rows that can be read in pages or by id, as they are stored: a field for each column. */
export interface StoredRows {
  refund: Refund;
  charge: Charge;
  dispute: Dispute;
  paymentIntent: PaymentIntent;
  refundEvent: RefundEvent;
  balanceTransaction: BalanceTransaction;
  transferReversal: TransferReversal;
  applicationFeeRefund: ApplicationFeeRefund;
  blockListEntry: BlockListEntry;
  refundApproval: RefundApproval;
  auditEntry: AuditEntry;
  /** Nobody reads the hash of a key but `callers/known-keys.ts`. */
  apiKey: Omit<ApiKey, 'hash'>;
  refundApprovalEvent: RefundApprovalEvent;
}
export type Model = keyof StoredRows;
/** The field of a column. */
export type Column<M extends Model> = keyof StoredRows[M] & string;

/** The rows with their to-one relations. A relation is undefined if the statement did not join it. */
export interface Rows extends StoredRows {
  refund: Refund & {
    charge?: Rows['charge'] | null;
    paymentIntent?: Rows['paymentIntent'] | null;
    balanceTransaction?: Rows['balanceTransaction'] | null;
    failureBalanceTransaction?: Rows['balanceTransaction'] | null;
    transferReversal?: Rows['transferReversal'] | null;
    sourceTransferReversal?: Rows['transferReversal'] | null;
    applicationFeeRefund?: Rows['applicationFeeRefund'] | null;
    replaces?: Rows['refund'] | null;
  };
  charge: Charge & {
    paymentIntent?: Rows['paymentIntent'] | null;
    balanceTransaction?: Rows['balanceTransaction'] | null;
  };
  dispute: Dispute & { charge?: Rows['charge'] };
  refundEvent: RefundEvent & { refund?: Rows['refund'] };
  blockListEntry: BlockListEntry & { charge?: Rows['charge']; refund?: Rows['refund'] };
  refundApproval: RefundApproval & { charge?: Rows['charge']; refund?: Rows['refund'] | null };
  refundApprovalEvent: RefundApprovalEvent & { approval?: Rows['refundApproval'] };
}
/** The name of a to-one relation. */
export type RelationName<M extends Model> = Exclude<keyof Rows[M], Column<M>> & string;

/** A to-one relation: the model it leads to, and the column of this model that holds the id. */
export interface Relation {
  readonly model: Model;
  readonly key: string;
}
/** The relation `R` of the model `M`. Its model is the one that the type of its rows belongs to. */
interface RelationTo<M extends Model, R extends RelationName<M>> extends Relation {
  readonly model: ModelOf<NonNullable<Rows[M][R]>>;
  readonly key: Column<M>;
}
/** The model that a type of rows belongs to. */
export type ModelOf<Row> = {
  [M in Model]: [Row, Rows[M]] extends [Rows[M], Row] ? M : never;
}[Model];

export interface Table<M extends Model = Model> {
  readonly name: string;
  readonly fields: readonly string[];
  readonly relations: { readonly [R in RelationName<M>]: RelationTo<M, R> };
  /** The order of its lists unless a query asks for another one. */
  readonly order: DefaultOrder<M>;
}

/** An order of lists. The same fields are the coordinate of a cursor (rules, section 9), so they tell all rows apart. */
export interface Order {
  readonly fields: readonly { readonly field: string; readonly type: string }[];
  readonly descending: boolean;
}
const byTime = {
  fields: [
    { field: 'created', type: 'timestamptz' },
    { field: 'id', type: 'text' },
  ],
  descending: true,
} as const satisfies Order;
const byPosition = {
  fields: [{ field: 'position', type: 'bigint' }],
  descending: false,
} as const satisfies Order;
const byAmount = {
  fields: [
    { field: 'amount', type: 'bigint' },
    { field: 'id', type: 'text' },
  ],
  descending: true,
} as const satisfies Order;

/** The orders that a query may ask for, where a list offers them: each has an index. */
export const orders = {
  created: { desc: byTime, asc: { ...byTime, descending: false } },
  amount: { desc: byAmount, asc: { ...byAmount, descending: false } },
} as const satisfies Record<string, Record<'asc' | 'desc', Order>>;

/** The models of events. */
export type EventModel = 'refundEvent' | 'refundApprovalEvent';
type DefaultOrder<M extends Model> = M extends EventModel ? typeof byPosition : typeof byTime;
/** The columns that every selection reads: the id, and the row's coordinate in its list. */
export type AlwaysRead<M extends Model> = 'id' | DefaultOrder<M>['fields'][number]['field'];

export const tables: { readonly [M in Model]: Table<M> } = {
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
      replaces: { model: 'refund', key: 'replacesId' },
    },
    order: byTime,
  },
  charge: {
    name: 'charge',
    fields: Object.keys(Prisma.ChargeScalarFieldEnum),
    relations: {
      paymentIntent: { model: 'paymentIntent', key: 'paymentIntentId' },
      balanceTransaction: { model: 'balanceTransaction', key: 'balanceTransactionId' },
    },
    order: byTime,
  },
  dispute: {
    name: 'dispute',
    fields: Object.keys(Prisma.DisputeScalarFieldEnum),
    relations: { charge: { model: 'charge', key: 'chargeId' } },
    order: byTime,
  },
  paymentIntent: {
    name: 'payment_intent',
    fields: Object.keys(Prisma.PaymentIntentScalarFieldEnum),
    relations: {},
    order: byTime,
  },
  refundEvent: {
    name: 'refund_event',
    fields: Object.keys(Prisma.RefundEventScalarFieldEnum),
    relations: { refund: { model: 'refund', key: 'refundId' } },
    order: byPosition,
  },
  balanceTransaction: {
    name: 'balance_transaction',
    fields: Object.keys(Prisma.BalanceTransactionScalarFieldEnum),
    relations: {},
    order: byTime,
  },
  transferReversal: {
    name: 'transfer_reversal',
    fields: Object.keys(Prisma.TransferReversalScalarFieldEnum),
    relations: {},
    order: byTime,
  },
  applicationFeeRefund: {
    name: 'application_fee_refund',
    fields: Object.keys(Prisma.ApplicationFeeRefundScalarFieldEnum),
    relations: {},
    order: byTime,
  },
  blockListEntry: {
    name: 'block_list_entry',
    fields: Object.keys(Prisma.BlockListEntryScalarFieldEnum),
    relations: {
      charge: { model: 'charge', key: 'chargeId' },
      refund: { model: 'refund', key: 'refundId' },
    },
    order: byTime,
  },
  refundApproval: {
    // The view in which an approval is expired from the moment on.
    name: 'refund_approval_now',
    fields: Object.keys(Prisma.RefundApprovalScalarFieldEnum),
    relations: {
      charge: { model: 'charge', key: 'chargeId' },
      refund: { model: 'refund', key: 'refundId' },
    },
    order: byTime,
  },
  auditEntry: {
    name: 'audit_entry',
    fields: Object.keys(Prisma.AuditEntryScalarFieldEnum),
    relations: {},
    order: byTime,
  },
  apiKey: {
    name: 'api_key',
    fields: Object.keys(Prisma.ApiKeyScalarFieldEnum).filter((field) => field !== 'hash'),
    relations: {},
    order: byTime,
  },
  refundApprovalEvent: {
    name: 'refund_approval_event',
    fields: Object.keys(Prisma.RefundApprovalEventScalarFieldEnum),
    relations: { approval: { model: 'refundApproval', key: 'approvalId' } },
    order: byPosition,
  },
};

/** The to-one relation of a model with this name. */
export function relationOf(model: Model, name: string): Relation {
  const relations: Readonly<Record<string, Relation>> = tables[model].relations;
  const relation = relations[name];
  if (!relation) throw new Error(`${model} has no to-one relation ${name}`);
  return relation;
}

const columnNames = new Map<string, string>();

/** The column of a field: the field's name in snake_case, as `schema.prisma` maps it. */
export function columnOf(field: string): string {
  const known = columnNames.get(field);
  if (known !== undefined) return known;
  const column = field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  columnNames.set(field, column);
  return column;
}

/**
 * A row by column names, for `jsonb_populate_recordset`, which reads a missing column as null. A bigint is written as
 * text, which PostgreSQL reads exactly.
 */
export function toColumns(row: object): Record<string, unknown> {
  const columns: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(row))
    if (value !== null && value !== undefined)
      columns[columnOf(field)] = typeof value === 'bigint' ? `${value}` : value;
  return columns;
}
