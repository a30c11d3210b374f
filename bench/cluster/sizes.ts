/** The numbers of rows of a ledger. Five sixths of the charges are paid (dataset.sql). */
export interface Sizes {
  readonly refunds: number;
  readonly charges: number;
  readonly intents: number;
}

export const NORMAL: Sizes = { refunds: 300_000, charges: 120_000, intents: 100_000 };
export const TEN_TIMES: Sizes = { refunds: 3_000_000, charges: 1_200_000, intents: 1_000_000 };
/** For trying the benchmark itself. */
export const SMALL: Sizes = { refunds: 30_000, charges: 12_000, intents: 10_000 };
/** The embedded database is for trying the gateway, not for as many rows as a server. */
export const EMBEDDED: Sizes = { refunds: 30_000, charges: 12_000, intents: 10_000 };

/** The id of the n-th row of the data set. */
export const idOf = (prefix: 're' | 'ch' | 'pi', n: number): string =>
  `${prefix}_${String(n).padStart(20, '0')}`;
/** The number of the n-th paid charge. */
export const paidCharge = (n: number): number => n + Math.floor((n - 1) / 5);
/** The charge with room for all refunds of a run. */
export const ROOMY_CHARGE = 1;
