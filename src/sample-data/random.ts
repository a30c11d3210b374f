/** Repeatable chance: the same seed always gives the same choices. */
export interface Random {
  /** A number from 0 to below 1. */
  fraction(): number;
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number;
  /** True with the given probability: 0 is never, 1 is always. */
  happens(probability: number): boolean;
  /** One element of a list. An element that is listed twice is picked twice as often. */
  pick<T>(from: readonly T[]): T;
  /** Letters and digits, as in Stripe's ids. */
  letters(length: number): string;
}

const BASE62 = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'];

/** Mulberry32: ten lines, random enough for a sample shop, and the same on every machine. */
export function createRandom(seed: number): Random {
  let state = seed;
  function fraction(): number {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  const between = (least: number, most: number) => least + Math.floor(fraction() * (most - least + 1));
  function pick<T>(from: readonly T[]): T {
    if (from.length === 0) throw new Error('Nothing to pick from');
    return from[between(0, from.length - 1)] as T;
  }
  return {
    fraction,
    between,
    happens: (probability) => fraction() < probability,
    pick,
    letters: (length) => Array.from({ length }, () => pick(BASE62)).join(''),
  };
}
