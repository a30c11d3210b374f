/**
 * A Date that can be read and not set, by the ISO 8601 text that it was made of. V8 takes as long to write a Date as to
 * read ten from text, and a Date proper is made only when it is asked for more than its text.
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

  /** node-postgres and `new Date` know a Date by its inside, and take others by this and the next. */
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
