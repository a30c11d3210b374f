import type { Refusal } from './refusal.js';
import { MAX_TEXT_CHARACTERS } from './text.js';

/** One line of what is refunded (rule 16.3). Null means left out. */
export interface RefundLine {
  readonly description: string;
  readonly quantity?: number | null | undefined;
  /** With its tax, in the smallest unit of the charge's currency. */
  readonly amount: bigint;
  /** The part of the amount that is tax. */
  readonly taxAmount?: bigint | null | undefined;
}

/** As many as a page shows. An invoice with more lines sums up. */
export const MAX_LINES = 100;
/** The API's Int ends here. */
const MAX_QUANTITY = 2 ** 31 - 1;

/** What the lines add up to. */
export const sumOf = (lines: readonly RefundLine[]): bigint =>
  lines.reduce((sum, { amount }) => sum + amount, 0n);

/**
 * Rule 16.3: the lines are not well formed, or do not add up to the amount. Without an amount, their sum is the amount.
 *
 * @param amount null if it was left out
 */
export function refuseLines(
  lines: readonly RefundLine[],
  amount: bigint | null,
): Refusal<'PARAMETER_INVALID'> | null {
  if (lines.length === 0) return invalid('Give at least one line, or leave the lines out.');
  if (lines.length > MAX_LINES) return invalid(`A refund has at most ${MAX_LINES} lines.`);
  for (const [index, line] of lines.entries()) {
    const problem = problemOf(line);
    if (problem) return invalid(`Line ${index + 1}: ${problem}`);
  }
  const sum = sumOf(lines);
  if (amount !== null && sum !== amount)
    return invalid(`The lines add up to ${sum}, and the amount is ${amount}. They must be equal.`);
  return sum < 1n ? invalid('The lines must add up to at least 1.') : null;
}

function problemOf({ description, quantity, amount, taxAmount }: RefundLine): string | null {
  if (description.trim() === '' || description.length > MAX_TEXT_CHARACTERS)
    return `its description must have 1 to ${MAX_TEXT_CHARACTERS} characters, and not only spaces.`;
  if (quantity != null && (quantity < 1 || quantity > MAX_QUANTITY))
    return 'its quantity must be at least 1.';
  if (amount < 0n) return 'its amount must not be negative.';
  if (taxAmount != null && (taxAmount < 0n || taxAmount > amount))
    return 'its tax is part of its amount, so it must be from 0 to the amount.';
  return null;
}

const invalid = (message: string): Refusal<'PARAMETER_INVALID'> => ({
  code: 'PARAMETER_INVALID',
  message,
  param: 'lines',
});

/** Lines as the database keeps them, in JSON, which has no exact large numbers. Databases hold this shape. */
export const keptLines = (lines: readonly RefundLine[]) =>
  lines.map(({ description, quantity, amount, taxAmount }) => ({
    description,
    ...(quantity != null && { quantity }),
    amount: `${amount}`,
    ...(taxAmount != null && { taxAmount: `${taxAmount}` }),
  }));

/** The lines that the database kept; null without lines. */
export function linesOf(kept: unknown): readonly RefundLine[] | null {
  if (kept == null) return null;
  return (kept as ReturnType<typeof keptLines>).map(({ description, quantity, amount, taxAmount }) => ({
    description,
    quantity: quantity ?? null,
    amount: BigInt(amount),
    taxAmount: taxAmount === undefined ? null : BigInt(taxAmount),
  }));
}
