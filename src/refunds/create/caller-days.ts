import { sql } from '../../database/sql.js';
import type { Database } from '../../ledger/open-ledger.js';
import { countsDays, type DaySoFar, limitsOf, type Policy } from '../../rules/policy.js';

/** A caller with the policy for it. */
export interface LimitedCaller {
  readonly caller: string;
  readonly policy: Policy;
}

/** What callers have refunded today. A group adds what it has decided but not written. */
export class CallerDays {
  readonly #days = new Map<string, DaySoFar>();
  /** Today in UTC, as `YYYY-MM-DD`. */
  readonly day: string;

  constructor(
    day: string,
    known: readonly { readonly caller: string; readonly currency: string; readonly day: DaySoFar }[] = [],
  ) {
    this.day = day;
    for (const { caller, currency, day } of known) this.#days.set(nameOf(caller, currency), day);
  }

  of(caller: string, currency: string): DaySoFar {
    return this.#days.get(nameOf(caller, currency)) ?? { day: this.day, amount: 0n, count: 0 };
  }

  add(caller: string, currency: string, refunded: bigint): void {
    const { day, amount, count } = this.of(caller, currency);
    this.#days.set(nameOf(caller, currency), { day, amount: amount + refunded, count: count + 1 });
  }
}

const nameOf = (caller: string, currency: string): string => `${currency} ${caller}`;

/**
 * Reads what callers have refunded today, in one statement; in none if no limit of theirs counts days. The day is that
 * of the database's clock, which all processes share, unless a time is given.
 */
export async function readCallerDays(
  { query }: Pick<Database, 'query'>,
  asked: readonly LimitedCaller[],
  at: Date | null,
): Promise<CallerDays | null> {
  const callers = new Set(
    asked.flatMap(({ caller, policy }) => (limitsOf(policy, caller).some(countsDays) ? [caller] : [])),
  );
  if (callers.size === 0) return null;
  const rows = (await query(sql`
    SELECT today.day, known.caller, known.currency, known.amount, known.count
    FROM (SELECT to_char(COALESCE(${at}::timestamptz, clock_timestamp()) AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day) today
    LEFT JOIN caller_day known ON known.caller = ANY(${[...callers]}::text[]) AND known.day = today.day`)) as [
    string,
    string | null,
    string,
    bigint,
    number,
  ][];
  const [first] = rows;
  if (!first) throw new Error('The database did not tell the day');
  return new CallerDays(
    first[0],
    rows.flatMap(([day, caller, currency, amount, count]) =>
      caller === null ? [] : [{ caller, currency, day: { day, amount, count } }],
    ),
  );
}
