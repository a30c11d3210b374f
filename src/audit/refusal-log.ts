import { sql } from '../database/sql.js';
import type { Database } from '../ledger/open-ledger.js';
import { toColumns } from '../ledger/tables.js';
import type { Clock } from '../process/clock.js';
import { newId } from '../rules/ids.js';
import type { Audited } from './audited.js';

/** A kill of the process loses the refusals of this time. */
export const WRITE_INTERVAL_MS = 1_000;

/** What is written at most if refusals never end: 600 entries a minute are about 200 MB in a day. */
const MAX_DETAILED_A_MINUTE = 600;
/** The part of one caller, so that no caller can hide the refusals of others among its own. */
const MAX_OF_A_CALLER = 60;
const MINUTE_MS = 60_000;

/** Sums that wait for the end of a minute: more than the callers times the codes that they are refused with. */
const MAX_SUMS = 1_000;

interface Waiting {
  readonly id: string;
  readonly sinceMs: number;
  readonly audited: Audited;
  count: number;
}

/**
 * What this process has refused, and its errors, on their way to the audit. Nobody waits for them. Equal ones share an
 * entry with their number. Those beyond the entries of a minute are summed until the minute is over: those of one caller,
 * action and code share an entry without objects and, if even these are too many, those of one code.
 */
export class RefusalLog {
  readonly #database: Pick<Database, 'write'>;
  readonly #clock: Clock;
  readonly #now: () => number;
  #detailed = new Map<string, Waiting>();
  #sums = new Map<string, Waiting>();
  #minuteStartedMs: number;
  #detailedThisMinute = 0;
  #detailedByActor = new Map<string | null, number>();
  /** What is being written. If that fails, the same is written again: it may be there already. */
  #batch: readonly Waiting[] = [];

  /** @param now a time in milliseconds that never goes back */
  constructor(database: Pick<Database, 'write'>, clock: Clock, now: () => number = () => performance.now()) {
    this.#database = database;
    this.#clock = clock;
    this.#now = now;
    this.#minuteStartedMs = now();
  }

  /** Takes a refusal or an error. Never waits and never throws. */
  readonly note = (audited: Audited): void => {
    const known = this.#detailed.get(keyOf(audited));
    if (known) known.count++;
    else if (this.#hasRoomFor(audited)) this.#startDetailed(audited);
    else this.#sum(audited);
  };

  /**
   * Writes the waiting entries and returns their number. The sums are written once their minute is over. After a failure,
   * the next call writes the same entries again.
   */
  write(): Promise<number> {
    return this.#write(false);
  }

  /** Writes all, at the end of the process. */
  async writeAll(): Promise<void> {
    while ((await this.#write(true)) > 0);
  }

  async #write(isLast: boolean): Promise<number> {
    if (this.#batch.length === 0) this.#batch = this.#take(isLast);
    if (this.#batch.length === 0) return 0;
    const nowMs = this.#now();
    const rows = this.#batch.map(({ audited, sinceMs, id, count }) => ({
      ...toColumns(audited),
      ...{ id, count, age_ms: nowMs - sinceMs },
    }));
    await this.#database.write(sql`
      INSERT INTO audit_entry (id, created, actor, action, outcome, code, objects, amount, count)
      SELECT id, now() - age_ms * interval '1 millisecond', actor, action, outcome, code, objects, amount, count
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS refused(id text, age_ms float8, actor text, action text,
        outcome audit_outcome, code text, objects text[], amount bigint, count int)
      ON CONFLICT (id) DO NOTHING RETURNING 1`);
    this.#batch = [];
    return rows.length;
  }

  #hasRoomFor({ actor }: Audited): boolean {
    return (
      this.#detailedThisMinute < MAX_DETAILED_A_MINUTE &&
      (this.#detailedByActor.get(actor) ?? 0) < MAX_OF_A_CALLER
    );
  }

  #startDetailed(audited: Audited): void {
    this.#detailedThisMinute++;
    this.#detailedByActor.set(audited.actor, (this.#detailedByActor.get(audited.actor) ?? 0) + 1);
    this.#start(this.#detailed, audited);
  }

  #sum(audited: Audited): void {
    const sum = { ...audited, objects: [], amount: null };
    const fitting =
      this.#sums.size < MAX_SUMS || this.#sums.has(keyOf(sum)) ? sum : { ...sum, actor: null, action: 'any' };
    const known = this.#sums.get(keyOf(fitting));
    if (known) known.count++;
    else this.#start(this.#sums, fitting);
  }

  #start(waiting: Map<string, Waiting>, audited: Audited): void {
    const id = newId('aud', this.#clock.now());
    waiting.set(keyOf(audited), { id, sinceMs: this.#now(), audited, count: 1 });
  }

  #take(isLast: boolean): readonly Waiting[] {
    const isMinuteOver = this.#now() - this.#minuteStartedMs >= MINUTE_MS;
    const taken = [...this.#detailed.values()];
    this.#detailed = new Map();
    if (!isMinuteOver && !isLast) return taken;
    taken.push(...this.#sums.values());
    this.#sums = new Map();
    this.#minuteStartedMs = this.#now();
    this.#detailedThisMinute = 0;
    this.#detailedByActor = new Map();
    return taken;
  }
}

const keyOf = ({ actor, action, outcome, code, objects, amount }: Audited): string =>
  JSON.stringify([actor, action, outcome, code, `${amount}`, ...objects]);
