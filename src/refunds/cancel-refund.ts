import type { Refund } from '../../prisma/generated/prisma/client.js';
import { isId } from '../rules/ids.js';
import { type Refusal, resourceMissing } from '../rules/refusal.js';
import { shorten } from '../rules/text.js';
import { changeStatus } from './change-status.js';
import { lockRefund } from './lock-refund.js';
import type { VerbContext } from './verb-context.js';

/** The codes with which `cancelRefund` refuses. */
export const cancelRefundCodes = ['REFUND_NOT_CANCELABLE', 'RESOURCE_MISSING'] as const;

/** Rule 6.8: cancels a refund that still waits for the customer, and gives its amount back to the charge. */
export async function cancelRefund(
  { database, clock, processor, actor }: VerbContext,
  id: string,
): Promise<Refund | Refusal<(typeof cancelRefundCodes)[number]>> {
  if (!isId(id)) return resourceMissing('refund', id, 'refund');
  return database.transaction(async (tx) => {
    const refund = await lockRefund(tx, id);
    if (!refund) return resourceMissing('refund', id, 'refund');
    if (refund.status !== 'requires_action')
      return {
        code: 'REFUND_NOT_CANCELABLE',
        message: `Refund ${shorten(id)} has the status ${refund.status}; only a refund that requires_action can be canceled.`,
        param: 'refund',
        refund,
      };
    const { actionExpiresAfterMs } = processor;
    await tx.refundTask.deleteMany({ where: { refundId: id } });
    return changeStatus(
      tx,
      refund,
      { status: 'canceled', failureReason: 'merchant_request' },
      { at: clock.now(), actor, actionExpiresAfterMs },
    );
  });
}
