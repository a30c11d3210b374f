import type { Refund, RefundEvent } from '../../../prisma/generated/prisma/client.js';
import type { Transaction } from '../../ledger/client.js';
import { newId } from '../../rules/ids.js';
import type { Metadata } from '../../rules/metadata.js';

/** One field of a refund before and after an event, as text; null where it had no value. Metadata by key: `metadata.<key>`. */
export type EventChange = {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
};

/** The fields that can change after a refund was made. */
const CHANGING = [
  'status',
  'pendingReason',
  'failureReason',
  'failureBalanceTransactionId',
  'actionEmailSentAt',
  'actionExpiresAt',
  'destinationCardReference',
  'destinationCardReferenceStatus',
] as const satisfies readonly (keyof Refund)[];

/** What of a refund can change. */
export type ChangingFields = Pick<Refund, (typeof CHANGING)[number] | 'metadata'>;

/** What is different between a refund before and after. */
export function changesBetween(before: ChangingFields, after: ChangingFields): EventChange[] {
  const change = (field: string, from: unknown, to: unknown): EventChange[] =>
    textOf(from) === textOf(to) ? [] : [{ field, before: textOf(from), after: textOf(to) }];
  const [from, to] = [before.metadata as Metadata, after.metadata as Metadata];
  const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])].sort();
  const kept = (metadata: Metadata, key: string) => (Object.hasOwn(metadata, key) ? metadata[key] : null);
  return [
    ...CHANGING.flatMap((field) => change(field, before[field], after[field])),
    ...keys.flatMap((key) => change(`metadata.${key}`, kept(from, key), kept(to, key))),
  ];
}

const textOf = (value: unknown): string | null => {
  if (value === null || value === undefined) return null;
  return value instanceof Date ? value.toISOString() : String(value);
};

/** Writes that something happened to a refund, and what it changed, in the transaction in which it did. */
export async function appendEvent(
  tx: Transaction,
  before: Refund,
  after: Refund,
  type: RefundEvent['type'],
  at: Date,
  actor: string | null,
): Promise<void> {
  const changes = changesBetween(before, after);
  const { id: refundId, status } = after;
  await tx.refundEvent.create({
    data: { id: newId('evt', at), actor, changes, created: at, refundId, status, type },
  });
}
