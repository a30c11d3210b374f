import type { Refund } from '../../prisma/generated/prisma/client.js';
import type { Transaction } from '../ledger/client.js';

/**
 * Locks a refund for the rest of the transaction, its charge first. createRefund also locks the charge before it writes
 * the refund, so two transactions can never wait for each other.
 *
 * @returns the refund as it is under the lock, null if there is none
 */
export async function lockRefund(tx: Transaction, id: string): Promise<Refund | null> {
  await tx.$queryRaw`SELECT 1 FROM charge WHERE id = (SELECT charge_id FROM refund WHERE id = ${id}) FOR NO KEY UPDATE`;
  return tx.refund.findUnique({ where: { id } });
}
