import type { Connection } from '../../database/batches.js';
import { balanceTransaction, feeRefund, type LedgerKind, refund, transferReversal } from './ledger-kinds.js';
import { stageOf } from './statements.js';

/** A refund and the objects that belong to it: the kind, and the refund's column with the id. */
const PARTS: readonly (readonly [LedgerKind, string])[] = [
  [refund, 'id'],
  [balanceTransaction, 'balance_transaction_id'],
  [balanceTransaction, 'failure_balance_transaction_id'],
  [transferReversal, 'transfer_reversal_id'],
  [feeRefund, 'application_fee_refund_id'],
];

/**
 * Section 11: an import never changes a refund that was created by the gateway, nor the objects that belong to it.
 * Removes such objects from the temporary tables.
 *
 * @returns the number of removed objects, by Stripe's name for the kind
 */
export async function leaveOutCreated(connection: Connection): Promise<ReadonlyMap<string, number>> {
  const removed = new Map<string, number>();
  for (const [kind, column] of PARTS) {
    const { rowCount } = await connection.query(
      `DELETE FROM ${stageOf(kind)} s USING refund r WHERE NOT r.imported AND r.${column} = s.id`,
    );
    removed.set(kind.object, (removed.get(kind.object) ?? 0) + (rowCount ?? 0));
  }
  return removed;
}
