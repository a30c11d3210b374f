import { MAY_HAVE_NAMES } from '../../stripe/erase-person.js';
import { type ErasedTable, erasedTables } from '../erased-columns.js';
import { mayHaveAny } from '../places-by-text.js';

/** Where addresses stand: a table, and how old its rows are. */
export interface Source {
  readonly table: string;
  /** SQL: the key of a row as an array. */
  readonly key: string;
  /** SQL: the columns to look at. */
  readonly columns: string;
  readonly from: string;
  /** SQL: whether a row may have an address. */
  readonly mayHave: string;
  /** SQL: the charge or the payment intent of a row, or null. */
  readonly family: string;
  /** SQL: the time of a row that has neither. */
  readonly created: string;
}

const NO_TIME = 'NULL::timestamptz';
const ofRefund = (table: string): string => `${table} t JOIN refund r ON r.id = t.refund_id`;

/** What is known of the age of each table's rows, where it is not the row's own charge. */
const ages: Readonly<Record<string, Partial<Pick<Source, 'from' | 'family' | 'created'>>>> = {
  // A key with a refusal has no charge.
  idempotency_key: { family: 'NULL', created: 't.created' },
  payment_intent: { family: 't.id' },
  charge: { family: 't.id' },
  refund_task: { from: ofRefund('refund_task'), family: 'r.charge_id' },
  refund_event: { from: ofRefund('refund_event'), family: 'r.charge_id' },
};

const sourceOf = ({ table, key, columns }: ErasedTable): Source => {
  const names = Object.keys(columns);
  return {
    table,
    key: `ARRAY[${key.map((name) => `t.${name}`).join(', ')}]::text[]`,
    columns: names.map((name) => `t.${name}`).join(', '),
    mayHave: names.map((name) => mayHaveAny(`t.${name}`)).join(' OR '),
    from: `${table} t`,
    family: 't.charge_id',
    created: NO_TIME,
    ...ages[table],
  };
};

export const BLOCK_LIST: ErasedTable = { table: 'block_list_entry', key: ['id'], columns: { value: 'text' } };

/** The tables with columns of the ledger. */
export const tableSources: readonly Source[] = [...erasedTables, BLOCK_LIST].map(sourceOf);

/**
 * What imports said of objects, with the age of the object in the ledger. Of those without an address, the ones that
 * may have names and that no earlier run has seen to.
 */
export const keptObjects: Source = {
  table: 'imported_object',
  key: 'ARRAY[t.id]::text[]',
  columns: 't.said',
  mayHave: `${mayHaveAny('t.said')} OR (t.erased_at IS NULL AND said ~ '${MAY_HAVE_NAMES}')`,
  from: `imported_object t LEFT JOIN charge c ON c.id = t.id LEFT JOIN payment_intent p ON p.id = t.id
    LEFT JOIN refund r ON r.id = t.id LEFT JOIN dispute d ON d.id = t.id
    LEFT JOIN balance_transaction b ON b.id = t.id LEFT JOIN transfer_reversal v ON v.id = t.id
    LEFT JOIN application_fee_refund f ON f.id = t.id`,
  family: 'COALESCE(c.id, p.id, r.charge_id, d.charge_id, v.charge_id, f.charge_id)',
  created: 'COALESCE(b.created, v.created, f.created)',
};

/** SQL: the rows of a source that may have an address, as `key`, `family` and the columns. */
export const rowsOf = (source: Source, where: string): string =>
  `SELECT ${source.key} AS key, ${source.family} AS family, ${source.columns} FROM ${source.from}
   WHERE (${source.mayHave}) AND (${where})`;

/** SQL: whether something has happened after the cutoff. */
export const isRecent = (source: Source, cutoff: string): string =>
  `(EXISTS (SELECT FROM retention_recent x WHERE x.id = ${source.family}) OR COALESCE(${source.created} > '${cutoff}', false))`;
