import type { Charge } from '../../../prisma/generated/prisma/client.js';
import { type Attributes, compositesOf } from '../../database/composite.js';
import { sql } from '../../database/sql.js';
import type { Database } from '../../ledger/open-ledger.js';
import { toColumns } from '../../ledger/tables.js';
import type { DayCount } from '../../rules/decide-policy.js';
import { type Decided, newRefund } from './new-refund.js';
import type { AttemptKey } from './read-facts.js';
import type { RefundRows } from './refund-rows.js';

/** A decided refund with everything that has to be written. */
export interface Written extends Decided {
  readonly key: AttemptKey;
  /** The day in which a limit of the caller counts the refund. */
  readonly counted: DayCount | null;
}

/** The totals of a charge after its refunds were written. */
export type RecordedTotals = Pick<Charge, 'amountRefunded' | 'applicationFeeRefunded' | 'transferReversed'>;

/**
 * Writes refunds with their charges' totals, balance transactions, events, keys and tasks: all or nothing, in one
 * statement. Writing the same again does no harm, because the keys are taken.
 *
 * @param written in the order of the decisions, each of which counts those before it
 * @param onDoubt called when the refunds may have been written, though no answer tells so
 * @returns the charges' totals by id; or null, and nothing is written, if a charge has changed since the decisions read
 *   it, a key has an outcome by now, or a day would be beyond its limit
 */
export async function recordRefunds(
  { write }: Database,
  written: readonly Written[],
  onDoubt?: () => void,
): Promise<ReadonlyMap<string, RecordedTotals> | null> {
  const { refunds, guards, beside } = entryOf(written, daysOf(written));
  const rows = await write(
    sql`SELECT charge_id, amount_refunded, application_fee_refunded, transfer_reversed
      FROM record_refunds(${refunds}::new_refund[], ${guards}::charge_guard[], ${beside}::jsonb)`,
    onDoubt,
  );
  return totalsOf(rows, guards.length);
}

/** Refunds and what must hold for them, as `record_refunds` takes them: the texts of its typed rows, and a JSON text. */
export function entryOf(
  written: readonly (Decided & { readonly key?: AttemptKey })[],
  days: readonly object[] = [],
) {
  const beside = Object.entries({
    caller_day: days,
    transfer_reversal: written.flatMap(({ rows }) => rows.transferReversal),
    application_fee_refund: written.flatMap(({ rows }) => rows.applicationFeeRefund),
    block_list_entry: written.flatMap(({ rows }) => rows.blockListEntry),
  }).flatMap(([table, rows]) => (rows.length > 0 ? [[table, rows.map(toColumns)]] : []));
  return {
    refunds: compositesOf(newRefund, written),
    guards: compositesOf(chargeGuard, guardsOf(written)),
    beside: beside.length > 0 ? JSON.stringify(Object.fromEntries(beside)) : null,
  };
}

/** The totals of so many charges by id; null if nothing was written, which fewer rows tell. */
export function totalsOf(
  rows: readonly unknown[][],
  charges: number,
): ReadonlyMap<string, RecordedTotals> | null {
  if (rows.length < charges) return null;
  return new Map(
    (rows as [string, bigint, bigint, bigint][]).map(
      ([id, amountRefunded, applicationFeeRefunded, transferReversed]) => [
        id,
        { amountRefunded, applicationFeeRefunded, transferReversed },
      ],
    ),
  );
}

/** What must hold of a charge, and what its refunds take together, as the type `charge_guard`. */
export const chargeGuard: Attributes<ReturnType<typeof guardsOf>[number]> = {
  chargeId: ({ chargeId }) => chargeId,
  revision: ({ revision }) => revision,
  amount: ({ amount }) => amount,
  applicationFeeRefundAmount: (guard) => guard.applicationFeeRefundAmount,
  transferReversalAmount: (guard) => guard.transferReversalAmount,
  amountRefunded: ({ amountRefunded }) => amountRefunded,
};

/** For each charge: what its first decision read, and what all of its decisions take together. */
function guardsOf(written: readonly Decided[]) {
  const byCharge = new Map<string, Decided[]>();
  for (const refund of written) {
    const { id } = refund.decision.charge;
    byCharge.set(id, [...(byCharge.get(id) ?? []), refund]);
  }
  const sum = (
    refunds: readonly Decided[],
    field: 'amount' | 'applicationFeeRefundAmount' | 'transferReversalAmount',
  ) => refunds.reduce((total, { decision }) => total + decision[field], 0n);
  return [...byCharge.values()].map((refunds) => {
    const { charge } = (refunds[0] as Decided).decision;
    return {
      chargeId: charge.id,
      revision: charge.revision,
      amount: sum(refunds, 'amount'),
      applicationFeeRefundAmount: sum(refunds, 'applicationFeeRefundAmount'),
      transferReversalAmount: sum(refunds, 'transferReversalAmount'),
      // A part can be refunded beside another refund that was written meanwhile. A decision by the total cannot, nor can a
      // replacement, because the other refund may replace the same one (rule 16.2).
      amountRefunded: refunds.some(dependsOnTotal) ? charge.amountRefunded : null,
    };
  });
}

/** For each day of a caller: what the refunds add to it, and the limits that must hold afterwards. */
function daysOf(written: readonly Written[]) {
  const days = new Map<string, DayCount & { amount: bigint; count: number }>();
  for (const { counted, decision } of written) {
    if (!counted) continue;
    const name = JSON.stringify([counted.caller, counted.currency, counted.day]);
    const { amount, count } = days.get(name) ?? { amount: 0n, count: 0 };
    days.set(name, { ...counted, amount: amount + decision.amount, count: count + 1 });
  }
  return [...days.values()];
}

const dependsOnTotal = ({ decision, rows: { refund } }: Decided): boolean =>
  decision.expectsAmount ||
  decision.replacesId !== null ||
  takesShare(decision.charge, refund) ||
  decision.charge.amountRefunded + decision.amount === decision.charge.refundCeiling;

/** Even if the share is 0: as the last refund it would have returned the remainder (rules, section 3). */
const takesShare = (
  charge: Charge,
  { refundApplicationFee, reverseTransfer }: RefundRows['refund'],
): boolean =>
  (refundApplicationFee && charge.applicationFeeAmount !== null) ||
  (reverseTransfer && charge.transferAmount !== null);
