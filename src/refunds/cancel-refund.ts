import type { Refund } from '../../prisma/generated/prisma/client.js';
import { noSuch, type Refusal, refuse } from '../rules/refusal.js';
import { changeStatus } from './change-status.js';
import { lockRefund } from './lock-refund.js';
import type { VerbContext } from './verb-context.js';

/** Rule 6.8: cancels a refund that still waits for the customer; its amount is given back to the charge. */
export async function cancelRefund(
  { database, clock, processor, actor }: VerbContext,
  id: string,
): Promise<Refund | Refusal> {
  return database.transaction(async (tx) => {
    const refund = await lockRefund(tx, id);
    if (!refund) return noSuch('refund', id, 'refund');
    if (refund.status !== 'requires_action')
      return refuse(
        'REFUND_NOT_CANCELABLE',
        `Refund ${id} has the status ${refund.status}; only a refund that requires_action can be canceled.`,
        'refund',
        { refund },
      );
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
