/** An amount, or 0 in place of one below 0. */
export const notBelowZero = (amount: bigint): bigint => (amount > 0n ? amount : 0n);

/** The smaller of two amounts. `Math.min` takes no `bigint`. */
export const smallerOf = (one: bigint, other: bigint): bigint => (one < other ? one : other);

/** The larger of two amounts. */
export const largerOf = (one: bigint, other: bigint): bigint => (one > other ? one : other);
