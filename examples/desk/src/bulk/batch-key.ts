import type { BatchTerms } from './batch';
import type { BulkLine } from './parse-lines';

/**
 * What tells a batch from others: a hash of its lines and of what a person says of them all. The same list under the
 * same name has the same keys, also tomorrow and in another browser, so it is never refunded twice.
 */
export async function batchIdOf(terms: BatchTerms, lines: readonly BulkLine[]): Promise<string> {
  const text = JSON.stringify([
    terms.name,
    terms.reasonCode,
    terms.note,
    lines.map(({ charge, amountText, reason }) => [charge, amountText, reason]),
  ]);
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(hash)]
    .slice(0, 16)
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}

/**
 * The idempotency key of a line. A line that was refused is decided anew with the key of its next attempt; nothing was
 * made with the one before.
 */
export const keyOf = (batch: string, line: number, attempt: number): string =>
  `bulk:${batch}:${line}:${attempt}`;
