/**
 * A read-only Date that keeps the ISO 8601 text it was made from. Most times that are read are only written again, and
 * writing a Date takes V8 as long as parsing ten. The real Date is made when more than the text is asked for.
 *
 * Only `timestamptz.ts` makes such dates, of what a statement returns, and none of them is written: the times of new
 * rows come from the clock, a decision reads no time of its charge (`deciding-columns.ts`), and a verb reads the refund
 * that it changes through Prisma, which makes plain Dates.
 *
 * @param iso as `Date.prototype.toISOString` writes it
 */
export const isoDate = (iso: string): Date => new IsoDate(iso) as unknown as Date;

class IsoDate {
  readonly #iso: string;
  #date: Date | undefined;

  constructor(iso: string) {
    this.#iso = iso;
  }

  get date(): Date {
    this.#date ??= new Date(this.#iso);
    return this.#date;
  }

  toISOString(): string {
    return this.#iso;
  }

  toJSON(): string {
    return this.#iso;
  }

  /** node-postgres and `new Date()` check for a real Date internally; these two methods are their fallbacks. */
  toPostgres(): Date {
    return this.date;
  }

  [Symbol.toPrimitive](hint: 'default' | 'number' | 'string'): string | number {
    return hint === 'default' ? this.#iso : this.date[Symbol.toPrimitive](hint as 'string');
  }

  get [Symbol.toStringTag](): string {
    return 'Date';
  }
}

Object.setPrototypeOf(IsoDate.prototype, Date.prototype);
for (const name of Object.getOwnPropertyNames(Date.prototype) as Exclude<keyof Date, symbol>[])
  if (/^(get|to|valueOf)/.test(name) && !Object.hasOwn(IsoDate.prototype, name))
    Object.defineProperty(IsoDate.prototype, name, {
      value(this: IsoDate, ...args: unknown[]) {
        return (this.date[name] as (...args: unknown[]) => unknown)(...args);
      },
    });
