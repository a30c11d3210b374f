import type { Charge } from '../../../prisma/generated/prisma/client.js';
import { sql } from '../../database/sql.js';
import type { Database } from '../../ledger/open-ledger.js';
import { toColumns } from '../../ledger/tables.js';
import type { RefundDecision } from '../../rules/decide-refund.js';
import type { Task } from '../processing/processor.js';
import type { AttemptKey } from './read-facts.js';
import type { RefundRows } from './refund-rows.js';

/** A refund that was decided, with all that is to be written of it. */
export interface Written {
  readonly decision: RefundDecision;
  readonly rows: RefundRows;
  readonly key: AttemptKey;
  /** What the processor has to do first; its time is the database's where it has none. */
  readonly task: (Task & { readonly at: Date | null }) | null;
}

/** What the ledger says of a charge after its refunds were written. */
export type RecordedTotals = Pick<Charge, 'amountRefunded' | 'applicationFeeRefunded' | 'transferReversed'>;

/**
 * Writes refunds with their charges' totals, balance transactions, events, keys and tasks: all or nothing, one
 * statement. To write the same again does no harm: its keys are taken.
 *
 * @param written in the order in which they were decided, each counting on those before it
 * @returns the charges' totals by id; null, and nothing is written, where a charge is no longer as the decisions saw
 *   it, or a key has an outcome by now
 */
export async function recordRefunds(
  { write }: Database,
  written: readonly Written[],
): Promise<ReadonlyMap<string, RecordedTotals> | null> {
  const all = <K extends Exclude<keyof RefundRows, 'refund'>>(table: K) =>
    written.flatMap(({ rows }) => rows[table].map(toColumns));
  const entry = {
    guard: guardsOf(written).map(toColumns),
    idempotency_key: written.map(({ key: { caller, key, fingerprint }, rows: { refund } }) =>
      toColumns({ caller, key, fingerprint, created: refund.created, refundId: refund.id }),
    ),
    balance_transaction: all('balanceTransaction'),
    transfer_reversal: all('transferReversal'),
    application_fee_refund: all('applicationFeeRefund'),
    refund: written.map(({ rows }) => toColumns(rows.refund)),
    refund_event: all('refundEvent'),
    block_list_entry: all('blockListEntry'),
    refund_task: written.flatMap(({ task, rows }) =>
      task ? [toColumns({ ...task, refundId: rows.refund.id })] : [],
    ),
  };
  const rows = await write(
    sql`SELECT charge_id, amount_refunded, application_fee_refunded, transfer_reversed
      FROM record_refunds(${JSON.stringify(entry)}::jsonb)`,
  );
  if (rows.length === 0) return null;
  return new Map(
    (rows as [string, bigint, bigint, bigint][]).map(
      ([id, amountRefunded, applicationFeeRefunded, transferReversed]) => [
        id,
        { amountRefunded, applicationFeeRefunded, transferReversed },
      ],
    ),
  );
}

/** Of each charge what the first decision saw of it, and what all of them take. */
function guardsOf(written: readonly Written[]) {
  const byCharge = new Map<string, Written[]>();
  for (const one of written) {
    const { id } = one.decision.charge;
    byCharge.set(id, [...(byCharge.get(id) ?? []), one]);
  }
  const sum = (
    of: readonly Written[],
    field: 'amount' | 'applicationFeeRefundAmount' | 'transferReversalAmount',
  ) => of.reduce((total, { decision }) => total + decision[field], 0n);
  return [...byCharge.values()].map((of) => {
    const { charge } = (of[0] as Written).decision;
    return {
      chargeId: charge.id,
      revision: charge.revision,
      amount: sum(of, 'amount'),
      applicationFeeRefundAmount: sum(of, 'applicationFeeRefundAmount'),
      transferReversalAmount: sum(of, 'transferReversalAmount'),
      // A small refund stands beside another made meanwhile; one that was decided by the total does not.
      amountRefunded: of.some(dependsOnTotal) ? charge.amountRefunded : null,
    };
  });
}

const dependsOnTotal = ({ decision, rows: { refund } }: Written): boolean =>
  decision.expectsAmount ||
  takesShare(decision.charge, refund) ||
  decision.charge.amountRefunded + decision.amount === decision.charge.refundCeiling;

/** A share of nothing is one too: had it become the last, it would owe the remainder (rules, section 3). */
const takesShare = (
  charge: Charge,
  { refundApplicationFee, reverseTransfer }: RefundRows['refund'],
): boolean =>
  (refundApplicationFee && charge.applicationFeeAmount !== null) ||
  (reverseTransfer && charge.transferAmount !== null);
