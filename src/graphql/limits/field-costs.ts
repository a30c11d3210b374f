/** What a field costs beyond one value. */
export interface FieldCost {
  /**
   * How many items its list holds at most: a number, or the path of the argument whose items it answers. A field whose
   * value has the list, such as a payload, states it too. A page needs no entry: `first` and `last` tell its size.
   */
  readonly items?: number | readonly string[];
  /** The rows that the database reads or counts for it, where the answer does not hold them. */
  readonly rows?: number;
  /** How many ordinary values its value is as large as. */
  readonly values?: number;
}

/** Counting a list takes the time of reading some of its rows. */
const COUNT: FieldCost = { rows: 20 };

/** Up to 50 keys with 500 characters each; in most ledgers a tenth of that. */
const METADATA: FieldCost = { values: 50 };

/** The same of a gateway with `FEDERATION=on`. */
export const federationCosts: Readonly<Record<string, FieldCost>> = {
  'Query._entities': { items: ['representations'] },
};
/** Up to 100 lines; in most refunds a few. */
const LINES: FieldCost = { items: 10 };

/** Every list that is not a page, and every field that is dear. A test holds it and the schema together. */
export const fieldCosts: Readonly<Record<string, FieldCost>> = {
  'ApiKey.scopes': { items: 10 },
  'ApiKeyConnection.totalCount': COUNT,
  'BlockListConnection.totalCount': COUNT,
  // A card and an e-mail address, each with an entry for each kind of reason.
  'AuditEntry.objects': { items: 4 },
  'Charge.blockListEntries': { items: 10 },
  // The newest ten, of however many.
  'Charge.disputes': { items: 10 },
  'Charge.metadata': METADATA,
  'ChargeConnection.totalCount': COUNT,
  'Mutation.createRefunds': { items: ['input', 'refunds'] },
  'PaymentIntent.metadata': METADATA,
  'PaymentIntentConnection.totalCount': COUNT,
  'Query.nodes': { items: ['ids'] },
  // It reads all refunds of its filter. The rows are some years of days in some currencies.
  'Query.refundSummary': { items: 1_000, rows: 1_000 },
  'Refund.lines': LINES,
  'Refund.metadata': METADATA,
  'RefundApproval.lines': LINES,
  'Refundability.refusals': { items: 10 },
  'RefundConnection.totalCount': COUNT,
  'RefundEvent.changes': { items: 10 },
  'Viewer.reasonCodes': { items: 20 },
  'Viewer.scopes': { items: 10 },
  // A limit for each currency that the policy names, and the rows of today.
  'Viewer.refundLimits': { items: 20, rows: 20 },
};
