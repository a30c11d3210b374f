/** The start of a day in UTC, or a time with its offset. */
const TIME = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/;

/** The years in UTC that ISO 8601 and PostgreSQL write alike. */
const YEAR = /^(?!0000)\d{4}-/;

/**
 * The time that an option gives: a day, which begins in UTC, or a time in ISO 8601. Null for any other text, and beyond
 * the years 0001 to 9999 in UTC.
 */
export function timeOf(text: string): Date | null {
  const time = new Date(text);
  const day = text.slice(0, 'yyyy-mm-dd'.length);
  // V8 takes 30 February for a day in March.
  const isDay = TIME.test(text) && new Date(day).toJSON()?.startsWith(day) === true;
  return isDay && YEAR.test(time.toJSON()) ? time : null;
}
