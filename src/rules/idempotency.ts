import { createHash } from 'node:crypto';
import type { CreateRefundInput } from './refund-input.js';
import type { Refusal } from './refusal.js';

/** The first outcome under a caller's key, as it is kept: a refund's id, or the refusal as it was. */
export interface Outcome {
  readonly fingerprint: string;
  readonly refundId: string | null;
  readonly refusal: KeptRefusal | null;
}

/** A refusal as it is kept under its key; the charge is read again for each answer. */
export interface KeptRefusal extends Pick<Refusal, 'code' | 'message' | 'param'> {
  readonly charge?: string;
  readonly amountRefundable?: string;
}

/**
 * Tells inputs apart by value (rules, section 8): the order of an object's keys does not count, null is left out,
 * `false` and `{}` are not. So a field that a later version adds counts only when it is given.
 */
export function fingerprintOf({ idempotencyKey: _, ...input }: CreateRefundInput): string {
  return createHash('sha256').update(canonical(input)).digest('hex');
}

function canonical(value: unknown): string {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, of]) => of !== null && of !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, of]) => `${JSON.stringify(key)}:${canonical(of)}`).join(',')}}`;
}

export const keptRefusal = ({ code, message, param, charge, amountRefundable }: Refusal): KeptRefusal => ({
  code,
  message,
  param,
  ...(charge && { charge: charge.id }),
  ...(amountRefundable !== undefined && { amountRefundable: `${amountRefundable}` }),
});
