import type { Charge } from '../../../prisma/generated/prisma/client.js';
import { compositesOf } from '../../database/composite.js';
import type { Database } from '../../ledger/open-ledger.js';
import { toColumns } from '../../ledger/tables.js';
import type { DayCount } from '../../rules/decide-policy.js';
import { chargeGuard, guardsOf } from './guards.js';
import { type Decided, newRefund } from './new-refund.js';
import type { AttemptKey } from './read-facts.js';

/** A decided refund with everything that has to be written. */
export interface Written extends Decided {
  readonly key: AttemptKey;
  /** The day in which a limit of the caller counts the refund. */
  readonly counted: DayCount | null;
}

const RECORD = `SELECT charge_id, amount_refunded, application_fee_refunded, transfer_reversed
  FROM record_refunds($1::new_refund[], $2::charge_guard[], $3::jsonb)`;

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
  const rows = await write({ text: RECORD, values: [refunds, guards, beside] }, onDoubt);
  return totalsOf(rows, guards.length);
}

/** Refunds and what must hold for them, as `record_refunds` takes them: the texts of its typed rows, and a JSON text. */
export function entryOf(
  written: readonly (Decided & { readonly key?: AttemptKey })[],
  days: readonly object[] = [],
) {
  const beside = new Map<string, Record<string, unknown>[]>();
  const add = (table: string, rows: readonly object[]) => {
    if (rows.length > 0) beside.set(table, [...(beside.get(table) ?? []), ...rows.map(toColumns)]);
  };
  add('caller_day', days);
  for (const { rows } of written) {
    add('transfer_reversal', rows.transferReversal);
    add('application_fee_refund', rows.applicationFeeRefund);
    add('block_list_entry', rows.blockListEntry);
  }
  return {
    refunds: compositesOf(newRefund, written),
    guards: compositesOf(chargeGuard, guardsOf(written)),
    beside: beside.size > 0 ? JSON.stringify(Object.fromEntries(beside)) : null,
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
