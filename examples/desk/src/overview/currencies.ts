/** The currencies of some rows, the one with the most refunds first. Amounts of different ones cannot be added up. */
export function byFrequency(
  rows: readonly { readonly currency: string; readonly count: number }[],
): string[] {
  const counts = new Map<string, number>();
  for (const { currency, count } of rows) counts.set(currency, (counts.get(currency) ?? 0) + count);
  return [...counts].sort(([, a], [, b]) => b - a).map(([currency]) => currency);
}
