import type { CreateRefundReason } from '../generated/graphql';

/** A line of a list: what to refund. */
export interface BulkLine {
  /** Its place in the list, from 1. */
  readonly number: number;
  readonly charge: string;
  /** As it was written. Empty for all that is left. */
  readonly amountText: string;
  readonly reason: CreateRefundReason | null;
  /** What is wrong with the line; null if nothing is. */
  readonly fault: string | null;
}

export const MOST_LINES = 500;

const REASONS: readonly string[] = ['DUPLICATE', 'FRAUDULENT', 'REQUESTED_BY_CUSTOMER', 'RESOLVED_DISPUTE'];

/**
 * Reads a list that was pasted from a spreadsheet or a CSV file: charge, amount, reason; separated by commas, semicolons
 * or tabs. A first line with names is left out.
 */
export function parseLines(text: string): BulkLine[] {
  const rows = text.split(/\r?\n/).filter((row) => row.trim() !== '');
  const data = /^\s*"?charge/i.test(rows[0] ?? '') ? rows.slice(1) : rows;
  return data.slice(0, MOST_LINES).map((row, index) => parseLine(row, index + 1));
}

function parseLine(row: string, number: number): BulkLine {
  const separator = row.includes('\t') ? '\t' : row.includes(';') ? ';' : ',';
  const cells = row.split(separator).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
  const [charge = '', amount = '', reasonText = ''] = cells;
  const reason = reasonText.toUpperCase().replaceAll(' ', '_');
  return {
    number,
    charge,
    amountText: /^(all|full)$/i.test(amount) ? '' : amount,
    reason: REASONS.includes(reason) ? (reason as CreateRefundReason) : null,
    fault: faultOf(charge, cells.length, reason),
  };
}

function faultOf(charge: string, cells: number, reason: string): string | null {
  if (!/^(ch|py)_\w+$/.test(charge)) return 'It does not begin with the id of a charge.';
  if (cells > 3) return 'It has more than a charge, an amount and a reason.';
  if (reason !== '' && !REASONS.includes(reason)) return `The reason is none of ${REASONS.join(', ')}.`;
  return null;
}
