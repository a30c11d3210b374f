/** The shop's year, in seconds since 1970 as Stripe counts: fixed, so that the data never depends on today. */
export const FIRST_SECOND = Date.UTC(2025, 10, 1) / 1000;
export const LAST_SECOND = Date.UTC(2026, 9, 31, 23, 59, 59) / 1000;

export const MINUTE = 60;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** How many days before the end of the shop's year something happened. */
export const daysBeforeEnd = (at: number): number => (LAST_SECOND - at) / DAY;

/** Nothing happens after the end. */
export const untilEnd = (at: number): number => Math.min(at, LAST_SECOND);
