/** The numbers of rows of a ledger. Five sixths of the charges are paid (dataset.sql). */
export interface Sizes {
  readonly refunds: number;
  readonly charges: number;
  readonly intents: number;
}

export const NORMAL: Sizes = { refunds: 300_000, charges: 120_000, intents: 100_000 };
/** The sizes of the growth run, by their charges. */
export const GROWTH: readonly number[] = [2_000, 20_000, 200_000, 2_000_000];
/** For trying the benchmark itself. */
export const SMALL: Sizes = { refunds: 30_000, charges: 12_000, intents: 10_000 };
/** The embedded database is for trying the gateway, not for as many rows as a server. */
export const EMBEDDED: Sizes = { refunds: 30_000, charges: 12_000, intents: 10_000 };

/** The sizes of a ledger with so many charges or up to five more, in the proportions of NORMAL. */
export function sizesOf(charges: number): Sizes {
  const even = Math.ceil(charges / 6) * 6;
  return { refunds: (even * 5) / 2, charges: even, intents: (even * 5) / 6 };
}

/** The id of the n-th row of the data set. */
export const idOf = (prefix: 're' | 'ch' | 'pi', n: number): string =>
  `${prefix}_${String(n).padStart(20, '0')}`;
/** The number of the n-th paid charge. */
export const paidCharge = (n: number): number => n + Math.floor((n - 1) / 5);
/** The charge with room for all refunds of a run. */
export const ROOMY_CHARGE = 1;
