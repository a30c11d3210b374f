import type { Refund } from '../../prisma/generated/prisma/client.js';
import { isId } from '../rules/ids.js';
import {
  type Metadata,
  type MetadataChange,
  mergeMetadata,
  refuseMetadata,
  refuseMetadataChange,
} from '../rules/metadata.js';
import { type Refusal, resourceMissing } from '../rules/refusal.js';
import { appendEvent } from './events/record-event.js';
import { lockRefund } from './lock-refund.js';
import type { VerbContext } from './verb-context.js';

/** The codes with which `updateRefundMetadata` refuses. */
export const updateRefundMetadataCodes = ['PARAMETER_INVALID', 'RESOURCE_MISSING'] as const;

/**
 * Section 4: merges a change into a refund's metadata. Concurrent updates lose no key. A change that changes nothing
 * writes nothing.
 */
export async function updateRefundMetadata(
  { database, clock, actor }: VerbContext,
  id: string,
  change: MetadataChange,
): Promise<Refund | Refusal<(typeof updateRefundMetadataCodes)[number]>> {
  const refused = refuseMetadataChange(change);
  if (refused) return refused;
  if (!isId(id)) return resourceMissing('refund', id, 'refund');
  return database.transaction(async (tx) => {
    const refund = await lockRefund(tx, id);
    if (!refund) return resourceMissing('refund', id, 'refund');
    const current = refund.metadata as Metadata;
    const metadata = mergeMetadata(current, change);
    const tooMuch = refuseMetadata(metadata);
    if (tooMuch) return tooMuch;
    if (isEqual(current, metadata)) return refund;
    // Prisma's update would drop a key named __proto__.
    await tx.$executeRaw`UPDATE refund SET metadata = ${JSON.stringify(metadata)}::jsonb WHERE id = ${id}`;
    const updated = { ...refund, metadata: { ...metadata } };
    await appendEvent(tx, refund, updated, 'refund_updated', clock.now(), actor);
    return updated;
  });
}

const isEqual = (a: Metadata, b: Metadata): boolean => {
  const keys = Object.keys(a);
  // A key that only one of them has is no text in the other, even if it is called `constructor`.
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
};
