import type { BalanceTransaction, Refund } from '../../prisma/generated/prisma/client.js';
import type { Transaction } from '../ledger/client.js';
import { newId } from '../rules/ids.js';
import { canBecome, holdsAmount } from '../rules/transitions.js';
import { appendEvent } from './events/record-event.js';

/** The next status of a refund, with the reasons that belong to it. */
export interface StatusChange {
  readonly status: Refund['status'];
  readonly pendingReason?: Refund['pendingReason'];
  readonly failureReason?: Refund['failureReason'];
}

/** Who changes a refund and when, and how long a customer has to give bank details. */
export interface ChangeContext {
  readonly at: Date;
  readonly actor: string | null;
  readonly actionExpiresAfterMs: number;
}

/**
 * Moves a locked refund to its next status, with the charge's totals, the balance transaction and the event. This is
 * the only place that changes the status of a refund created by the gateway (rules, section 6). An imported refund is a
 * snapshot of another ledger, which has done all of this already: the import writes it as given, but never leaves a
 * final status.
 *
 * @param refund as it is now, its charge locked by `tx`
 * @throws if the table does not allow the transition; callers check first
 */
export async function changeStatus(
  tx: Transaction,
  refund: Refund,
  { status, pendingReason = null, failureReason = null }: StatusChange,
  { at, actor, actionExpiresAfterMs }: ChangeContext,
): Promise<Refund> {
  if (!canBecome(refund.status, status))
    throw new Error(`A refund cannot go from ${refund.status} to ${status}`);
  const givesBack = holdsAmount(refund.status) && !holdsAmount(status);
  // A refund that took nothing from the balance gives nothing back to it (rule 1.7).
  const returned = givesBack && refund.balanceTransactionId !== null ? [failureTransaction(refund, at)] : [];
  await tx.balanceTransaction.createMany({ data: returned });
  if (givesBack)
    await tx.charge.update({
      where: { id: refund.chargeId },
      data: { amountRefunded: { decrement: refund.amount }, revision: { increment: 1 } },
    });
  const changed = await tx.refund.update({
    where: { id: refund.id },
    data: {
      status,
      pendingReason,
      failureReason,
      failureBalanceTransactionId: returned[0]?.id ?? null,
      ...(status === 'requires_action' && askCustomer(refund, at, actionExpiresAfterMs)),
    },
  });
  await appendEvent(tx, refund, changed, status === 'failed' ? 'refund_failed' : 'refund_updated', at, actor);
  return changed;
}

/** Rule 6.4: the customer gets an e-mail at once, and has until `actionExpiresAt` to answer (rule 6.7). */
export const askCustomer = (
  { instructionsEmail }: Pick<Refund, 'instructionsEmail'>,
  at: Date,
  actionExpiresAfterMs: number,
): Pick<Refund, 'actionEmailSentAt' | 'actionEmailSentTo' | 'actionExpiresAt'> => ({
  actionEmailSentAt: at,
  actionEmailSentTo: instructionsEmail,
  actionExpiresAt: new Date(at.getTime() + actionExpiresAfterMs),
});

/** The amount that comes back to the account's balance. */
const failureTransaction = ({ amount, currency }: Refund, at: Date): BalanceTransaction => ({
  id: newId('txn', at),
  amount,
  created: at,
  currency,
  fee: 0n,
  net: amount,
  type: 'refund_failure',
});
