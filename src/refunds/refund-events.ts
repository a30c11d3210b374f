import type { Refund, RefundEvent } from '../../prisma/generated/prisma/client.js';
import type { Transaction } from '../database/client.js';
import { newId } from './ids.js';

/** Writes that something happened to a refund, in the transaction in which it did. */
export async function appendEvent(
  tx: Transaction,
  { id: refundId, status }: Refund,
  type: RefundEvent['type'],
  at: Date,
  actor: string | null,
): Promise<void> {
  await tx.refundEvent.create({ data: { id: newId('evt', at), actor, created: at, refundId, status, type } });
}
