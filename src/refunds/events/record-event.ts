import type { Refund, RefundEvent } from '../../../prisma/generated/prisma/client.js';
import type { Transaction } from '../../ledger/client.js';
import { newId } from '../../rules/ids.js';
import { type KeysWith, keysWith } from '../../rules/keys-with.js';
import type { Metadata } from '../../rules/metadata.js';

/** One field of a refund before and after an event, as text; null if it had no value. Metadata by key: `metadata.<key>`. */
export type EventChange = {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
};

/**
 * Whether the events of a refund record a change of a field. A new field of a refund does not compile until this table
 * says:
 * - `recorded`: as one change, in the order of this table.
 * - `recorded by key`: as one change for each key of the object.
 * - `not recorded`: only an import changes it, or it changes together with a field that is recorded.
 * - `never changes`: set when the refund is created; the database refuses another value.
 */
const fields = {
  status: 'recorded',
  pendingReason: 'recorded',
  failureReason: 'recorded',
  failureBalanceTransactionId: 'recorded',
  actionEmailSentAt: 'recorded',
  actionExpiresAt: 'recorded',
  destinationCardReference: 'recorded',
  destinationCardReferenceStatus: 'recorded',
  metadata: 'recorded by key',
  actionEmailSentTo: 'not recorded',
  applicationFeeRefundId: 'not recorded',
  balanceTransactionId: 'not recorded',
  description: 'not recorded',
  destinationCardReferenceType: 'not recorded',
  destinationCardType: 'not recorded',
  destinationType: 'not recorded',
  imported: 'not recorded',
  instructionsEmail: 'not recorded',
  paymentIntentId: 'not recorded',
  reason: 'not recorded',
  receiptNumber: 'not recorded',
  refundApplicationFee: 'not recorded',
  released: 'not recorded',
  reverseTransfer: 'not recorded',
  sourceTransferReversalId: 'not recorded',
  transferReversalId: 'not recorded',
  id: 'never changes',
  amount: 'never changes',
  chargeId: 'never changes',
  countedOn: 'never changes',
  created: 'never changes',
  createdBy: 'never changes',
  currency: 'never changes',
  lines: 'never changes',
  note: 'never changes',
  reasonCode: 'never changes',
  replacesId: 'never changes',
} as const satisfies Record<keyof Refund, 'recorded' | 'recorded by key' | 'not recorded' | 'never changes'>;
const recordedFields = keysWith(fields, 'recorded');
const fieldsRecordedByKey = keysWith(fields, 'recorded by key');

/** The fields of a refund whose changes are recorded. */
export type RecordedFields = Pick<Refund, KeysWith<typeof fields, 'recorded' | 'recorded by key'>>;

/** The recorded changes between two states of a refund. */
export function changesBetween(before: RecordedFields, after: RecordedFields): EventChange[] {
  const change = (field: string, from: unknown, to: unknown): EventChange[] =>
    textOf(from) === textOf(to) ? [] : [{ field, before: textOf(from), after: textOf(to) }];
  const changeByKey = (field: string, from: Metadata, to: Metadata): EventChange[] =>
    [...new Set([...Object.keys(from), ...Object.keys(to)])]
      .sort()
      .flatMap((key) => change(`${field}.${key}`, ownValue(from, key), ownValue(to, key)));
  return [
    ...recordedFields.flatMap((field) => change(field, before[field], after[field])),
    ...fieldsRecordedByKey.flatMap((field) =>
      changeByKey(field, before[field] as Metadata, after[field] as Metadata),
    ),
  ];
}

/** A key may be called `constructor`. */
const ownValue = (metadata: Metadata, key: string) => (Object.hasOwn(metadata, key) ? metadata[key] : null);

const textOf = (value: unknown): string | null => {
  if (value === null || value === undefined) return null;
  return value instanceof Date ? value.toISOString() : String(value);
};

/** Records an event of a refund with its changes, in the transaction that makes them. */
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
