/**
 * The shop's year, in seconds since 1970 like all of Stripe's times. It is fixed, so that the data never depends on
 * today.
 */
export const FIRST_SECOND = Date.UTC(2025, 10, 1) / 1000;
export const LAST_SECOND = Date.UTC(2026, 9, 31, 23, 59, 59) / 1000;

export const MINUTE = 60;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The days between a time and the end of the shop's year. */
export const daysBeforeEnd = (at: number): number => (LAST_SECOND - at) / DAY;

/** A time, but no later than the end of the year: nothing happens after it. */
export const untilEnd = (at: number): number => Math.min(at, LAST_SECOND);
