import type { Unit } from '../money/currency';

/** The currencies of some rows, the one with the most refunds first. Amounts of different ones cannot be added up. */
export function byFrequency(rows: readonly (Unit & { readonly count: number })[]): Unit[] {
  const counts = new Map<string, Unit & { count: number }>();
  for (const row of rows) {
    const known = counts.get(row.currency);
    counts.set(row.currency, { ...row, count: row.count + (known?.count ?? 0) });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count);
}
