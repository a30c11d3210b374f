import { hash } from 'node:crypto';
import type { AnyKeptRefusal } from './kept-refusal.js';
import type { CreateRefundInput } from './refund-input.js';

/** The first outcome under a caller's key, as it is kept: the id of a refund or of a request for approval, or the refusal. */
export interface Outcome {
  readonly fingerprint: string;
  readonly refundId: string | null;
  readonly approvalId: string | null;
  readonly refusal: AnyKeptRefusal | null;
}

/**
 * A hash that tells inputs apart by value (rules, section 8). The order of an object's keys does not count. Null equals
 * left out; `false` and `{}` do not. So a field that a later version adds counts only if it is given.
 */
export function fingerprintOf({ idempotencyKey: _, ...input }: CreateRefundInput): string {
  return hash('sha256', canonical(input));
}

function canonical(value: unknown): string {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const given = value as Readonly<Record<string, unknown>>;
  let text = '';
  for (const key of Object.keys(given).sort())
    if (given[key] !== null && given[key] !== undefined)
      text += `${text && ','}${JSON.stringify(key)}:${canonical(given[key])}`;
  return `{${text}}`;
}
