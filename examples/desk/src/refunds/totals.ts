import type { RefundStatus } from '../generated/graphql';
import type { Unit } from '../money/currency';

interface Row extends Unit {
  readonly count: number;
  readonly amount?: number | null;
  readonly status?: RefundStatus | null;
}

export interface CurrencyTotal extends Unit {
  readonly count: number;
  /** What went back, or is on its way. Failed and canceled refunds gave nothing back. Null if it is too large. */
  readonly amount: number | null;
}

const gaveBack = ({ status }: Row): boolean => status !== 'FAILED' && status !== 'CANCELED';

/** The totals by currency, the ones with the most refunds first. */
export function totalsByCurrency(rows: readonly Row[]): CurrencyTotal[] {
  const totals = new Map<string, CurrencyTotal>();
  for (const row of rows.filter(gaveBack)) {
    const { count, amount } = totals.get(row.currency) ?? { count: 0, amount: 0 };
    const sum = amount === null || row.amount == null ? null : amount + row.amount;
    totals.set(row.currency, { ...row, count: count + row.count, amount: sum });
  }
  return [...totals.values()].sort((a, b) => b.count - a.count);
}
