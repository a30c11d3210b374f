import type { Connection } from '../../database/batches.js';
import { balanceTransaction, feeRefund, type LedgerKind, refund, transferReversal } from './ledger-kinds.js';
import { stageOf } from './statements.js';

/** What belongs to a refund: its kind, and the refund's column that names it. */
const PARTS: readonly (readonly [LedgerKind, string])[] = [
  [refund, 'id'],
  [balanceTransaction, 'balance_transaction_id'],
  [balanceTransaction, 'failure_balance_transaction_id'],
  [transferReversal, 'transfer_reversal_id'],
  [feeRefund, 'application_fee_refund_id'],
];

/**
 * Section 11: import never changes a refund made here, nor what belongs to one. Takes such objects out of the
 * temporary tables.
 *
 * @returns how many were taken out, by Stripe's name of the kind
 */
export async function leaveOutWhatWasMadeHere(connection: Connection): Promise<ReadonlyMap<string, number>> {
  const left = new Map<string, number>();
  for (const [kind, column] of PARTS) {
    const { rowCount } = await connection.query(
      `DELETE FROM ${stageOf(kind)} s USING refund r WHERE NOT r.imported AND r.${column} = s.id`,
    );
    left.set(kind.object, (left.get(kind.object) ?? 0) + (rowCount ?? 0));
  }
  return left;
}
