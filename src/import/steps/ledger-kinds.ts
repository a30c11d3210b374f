import {
  type ApplicationFeeRefund,
  type BalanceTransaction,
  type Charge,
  type Dispute,
  type PaymentIntent,
  Prisma,
  type Refund,
  type TransferReversal,
} from '../../../prisma/generated/prisma/client.js';
import { columnOf } from '../../ledger/tables.js';
import type { Together } from '../../rules/merge-imported.js';
import { finalStatuses, holdsAmount } from '../../rules/transitions.js';
import type { Kind } from '../../stripe/kind.js';
import { type KindName, kinds } from '../../stripe/kinds.js';
import type { ObjectReader } from '../../stripe/object-reader.js';

type Row = { readonly id: string };

/** How an import writes a kind of Stripe object into the ledger. */
export interface LedgerKind<Name extends KindName = KindName> extends Kind<Name, Row> {
  readonly table: string;
  /** The columns of that table that an import writes. */
  readonly columns: readonly string[];
  /** Those of them that follow from other rows and are computed anew. */
  readonly computed: readonly string[];
  /** Columns that change together (rules, section 11). */
  readonly together: readonly Together[];
  /** Columns that the ledger did not always have (rules, section 11). */
  readonly later: readonly string[];
  /** Columns of the temporary table that the ledger's table does not have, with their types. */
  readonly notes: Readonly<Record<string, string>>;
}

/** What an import adds to a kind of Stripe object. */
interface Kept<Value> {
  readonly table: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly notes?: Readonly<Record<string, string>>;
  readonly computed?: readonly string[];
  readonly together?: readonly Together[];
  readonly later?: readonly string[];
  /** Completes a value that was just read to a row, in place: copies would make reading a file a fifth slower. */
  row(value: Value): Row;
}

const ledgerKind = <Name extends KindName, Value extends Row>(
  { read, ...kind }: Kind<Name, Value>,
  { table, fields, notes = {}, computed = [], together = [], later = [], row }: Kept<Value>,
): LedgerKind<Name> => ({
  ...kind,
  table,
  columns: Object.keys(fields).map(columnOf),
  computed: computed.map(columnOf),
  together,
  later: later.map(columnOf),
  notes,
  read: (from: ObjectReader) => row(read(from)),
});

export const balanceTransaction = ledgerKind(kinds.balance_transaction, {
  table: 'balance_transaction',
  fields: Prisma.BalanceTransactionScalarFieldEnum,
  row: (transaction): BalanceTransaction => transaction,
});

/**
 * The columns that follow from a charge's other columns, its refunds, disputes, reversals and fee refunds. A later step
 * sets them, and replaces the `amountRefunded` that Stripe reports.
 */
const COMPUTED = [
  'amountRefunded',
  'openingRefunded',
  'refundCeiling',
  'refundsOpen',
  'disputeBlocks',
  'revision',
  'applicationFeeRefunded',
  'openingFeeRefunded',
  'transferReversed',
  'openingReversed',
] as const satisfies readonly (keyof Charge)[];

export const charge = ledgerKind(kinds.charge, {
  table: 'charge',
  fields: Prisma.ChargeScalarFieldEnum,
  computed: COMPUTED,
  later: ['billingName', 'receiptUrl', 'failureCode', 'failureMessage'] satisfies (keyof Charge)[],
  notes: {
    reported_refunded: 'bigint',
    reported_fee_refunded: 'bigint',
    reported_reversed: 'bigint',
    reported_currency: 'text',
    says_transfer_amount: 'boolean',
  },
  row: (values): Omit<Charge, (typeof COMPUTED)[number]> & { readonly reportedRefunded: bigint } =>
    Object.assign(values, { reportedRefunded: values.amountRefunded }),
});

/** The state of a refund. A final one is never replaced (rules, section 6). */
const STATE: Together = {
  columns: (
    [
      'status',
      'pendingReason',
      'failureReason',
      'failureBalanceTransactionId',
      'actionEmailSentAt',
      'actionEmailSentTo',
      'actionExpiresAt',
    ] satisfies (keyof Refund)[]
  ).map(columnOf),
  isFinal: ({ status }) => (finalStatuses as readonly unknown[]).includes(status),
};

export const refund = ledgerKind(kinds.refund, {
  table: 'refund',
  fields: Prisma.RefundScalarFieldEnum,
  together: [STATE],
  notes: { said_to_hold: 'boolean' },
  row: (
    values,
  ): Omit<Refund, 'chargeId'> & { readonly chargeId: string | null; readonly saidToHold: boolean } =>
    Object.assign(values, {
      saidToHold: holdsAmount(values.status),
      applicationFeeRefundId: null,
      countedOn: null,
      createdBy: 'import',
      imported: true,
      lines: null,
      note: null,
      reasonCode: null,
      released: false,
      replacesId: null,
      refundApplicationFee: false, // Stripe's refund has no such field
      reverseTransfer: values.transferReversalId !== null,
    }),
});

/** A kind that returns part of a charge's transfer or application fee (rules, section 3). */
export interface ReturnKind<Name extends KindName = KindName> extends LedgerKind<Name> {
  /** The column with the id of that transfer or fee. A charge has the same column, which is how its charge is found. */
  readonly sourceColumn: 'transfer_id' | 'application_fee_id';
}

export const transferReversal: ReturnKind<'transfer_reversal'> = {
  ...ledgerKind(kinds.transfer_reversal, {
    table: 'transfer_reversal',
    fields: Prisma.TransferReversalScalarFieldEnum,
    row: (reversal): TransferReversal => Object.assign(reversal, { chargeId: null }),
  }),
  sourceColumn: 'transfer_id',
};

export const feeRefund: ReturnKind<'fee_refund'> = {
  ...ledgerKind(kinds.fee_refund, {
    table: 'application_fee_refund',
    fields: Prisma.ApplicationFeeRefundScalarFieldEnum,
    row: (returned): ApplicationFeeRefund => Object.assign(returned, { chargeId: null }),
  }),
  sourceColumn: 'application_fee_id',
};

/** In the order in which they are written: each after the kinds that its foreign keys lead to. */
const everyKind: { readonly [Name in KindName]: LedgerKind<Name> } = {
  payment_intent: ledgerKind(kinds.payment_intent, {
    table: 'payment_intent',
    fields: Prisma.PaymentIntentScalarFieldEnum,
    row: (intent): PaymentIntent => intent,
  }),
  balance_transaction: balanceTransaction,
  charge,
  dispute: ledgerKind(kinds.dispute, {
    table: 'dispute',
    fields: Prisma.DisputeScalarFieldEnum,
    later: ['evidenceDueBy'] satisfies (keyof Dispute)[],
    row: (dispute): Dispute => dispute,
  }),
  transfer_reversal: transferReversal,
  fee_refund: feeRefund,
  refund,
};

export const ledgerKinds: readonly LedgerKind[] = Object.values(everyKind);

/** By the value of an object's field `object`. */
export const ledgerKindByObject: ReadonlyMap<string, LedgerKind> = new Map(
  ledgerKinds.map((kind) => [kind.object, kind]),
);
