import type { TimeBound } from '../ledger/time-bound.js';

/** The grammar of RFC 3339. The offset's groups are absent for `Z`. */
const RFC_3339 =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d):([0-5]\d|60)(?:\.(\d+))?(?:Z|([+-])([01]\d|2[0-3]):([0-5]\d))$/i;

const MINUTE_MS = 60_000;

/**
 * A time as RFC 3339 writes it: with `T` and an offset, both letters in any case, with any number of decimals, and with a
 * leap second at the end of a month in UTC. Null for any other text, and beyond the years 0001 to 9999 in UTC, which ISO
 * 8601 and PostgreSQL write alike.
 */
export function parseDateTime(text: string): TimeBound | null {
  const [whole, day = '', hour, minute, second, decimals = '', sign, offsetHours, offsetMinutes] =
    RFC_3339.exec(text) ?? [];
  if (whole === undefined) return null;
  const isLeap = second === '60';
  const milliseconds = decimals.slice(0, 3).padEnd(3, '0');
  const local = new Date(
    `${day}T${hour}:${minute}:${isLeap ? '59' : second}.${isLeap ? '999' : milliseconds}Z`,
  );
  // Date takes the 31st of February for the 3rd of March.
  if (Number.isNaN(local.getTime()) || local.toISOString().slice(0, day.length) !== day) return null;
  const offset = (Number(offsetHours ?? 0) * 60 + Number(offsetMinutes ?? 0)) * MINUTE_MS;
  const at = new Date(local.getTime() - (sign === '-' ? -offset : offset));
  if (!isYear(at.getUTCFullYear()) || (isLeap && !endsMonth(at))) return null;
  // No time of the ledger is within a leap second, which clocks do not count.
  return { at, later: isLeap || /[1-9]/.test(decimals.slice(3)) };
}

const isYear = (year: number): boolean => year >= 1 && year <= 9999;

/** Whether the next millisecond begins a month: leap seconds are inserted nowhere else. */
const endsMonth = (at: Date): boolean => /-01T00:00:00\.000Z$/.test(new Date(at.getTime() + 1).toISOString());
