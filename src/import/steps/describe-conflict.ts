import type { Columns, Conflict } from '../../rules/merge-imported.js';
import { shorten } from '../../rules/text.js';

/**
 * The columns whose values a warning may show: states, amounts, times and references. Warnings are logged and mailed, so
 * they never repeat what people wrote or what is about a person: descriptions, e-mail addresses, metadata, the digits of
 * a card. A column that is not listed here counts as such.
 */
const SHOWN: ReadonlySet<string> = new Set([
  'action_expires_at',
  'amount',
  'amount_captured',
  'amount_received',
  'application_fee_amount',
  'application_fee_id',
  'application_fee_refund_id',
  'balance_transaction_id',
  'captured',
  'charge_id',
  'created',
  'currency',
  'destination_card_reference_status',
  'destination_card_reference_type',
  'destination_card_type',
  'destination_type',
  'disputed',
  'evidence_due_by',
  'failure_balance_transaction_id',
  'failure_code',
  'failure_reason',
  'fee',
  'is_charge_refundable',
  'net',
  'payment_intent_id',
  'payment_method_type',
  'pending_reason',
  'reason',
  'receipt_number',
  'refund_application_fee',
  'reverse_transfer',
  'source_transfer_reversal_id',
  'status',
  'transfer_amount',
  'transfer_currency',
  'transfer_id',
  'transfer_reversal_id',
  'type',
]);

/** A conflict in words: the field, the value of each side if it may be shown, and what was done. */
export function describeConflict({ field, isKept }: Conflict, ours: Columns, theirs: Columns): string {
  const [there, here] = SHOWN.has(field)
    ? [` to ${shown(theirs[field])}`, `is ${shown(ours[field])}`]
    : ['', 'differs'];
  return `${nameOf(field)} changed${there} in the file and ${here} in the ledger; that of the ${isKept ? 'ledger stays' : 'file is taken'}`;
}

/** A key of metadata can be any text. */
const nameOf = (field: string): string => (isPlain(field) ? shorten(field) : shorten(JSON.stringify(field)));

function shown(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  const text = String(value);
  return isPlain(text) ? shorten(text) : shorten(JSON.stringify(text));
}

const isPlain = (text: string): boolean => /^[!-~]+$/.test(text);
