import pg from 'pg';

/** `YYYY-MM-DD HH:MM:SS+00`, the shortest text; a fraction of up to six digits may stand before the offset. */
const SHORTEST = 22;
const LONGEST = 29;

/**
 * A timestamptz as PostgreSQL writes it, to the millisecond. Most times are only written as ISO 8601 again: what
 * node-postgres makes of each took a quarter of a page of refunds.
 */
export function parseTimestamptz(text: string): Date {
  // Every connection's time zone is UTC. What is longer or has another year is before Christ, far off, or infinite.
  const isPlain =
    text.length >= SHORTEST && text.length <= LONGEST && text[4] === '-' && text.endsWith('+00');
  return isPlain
    ? (new Timestamptz(text) as unknown as Date)
    : pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ)(text);
}

/**
 * A Date that can be read and not set, and keeps its text: a Date proper is made, at four times the cost of all else,
 * when it is asked for more than ISO 8601.
 */
class Timestamptz {
  readonly #text: string;
  #date: Date | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  get date(): Date {
    this.#date ??= new Date(this.toISOString());
    return this.#date;
  }

  toISOString(): string {
    const text = this.#text;
    const fraction = text.slice(20, Math.min(23, text.length - 3)).padEnd(3, '0');
    return `${text.slice(0, 10)}T${text.slice(11, 19)}.${fraction}Z`;
  }

  toJSON(): string {
    return this.toISOString();
  }

  /** node-postgres and `new Date` know a Date by its inside, and take others by these two. */
  toPostgres(): Date {
    return this.date;
  }

  [Symbol.toPrimitive](hint: 'default' | 'number' | 'string'): string | number {
    return hint === 'default' ? this.toISOString() : this.date[Symbol.toPrimitive](hint as 'string');
  }

  get [Symbol.toStringTag](): string {
    return 'Date';
  }
}

Object.setPrototypeOf(Timestamptz.prototype, Date.prototype);
for (const name of Object.getOwnPropertyNames(Date.prototype) as Exclude<keyof Date, symbol>[])
  if (/^(get|to|valueOf)/.test(name) && !Object.hasOwn(Timestamptz.prototype, name))
    Object.defineProperty(Timestamptz.prototype, name, {
      value(this: Timestamptz, ...args: unknown[]) {
        return (this.date[name] as (...args: unknown[]) => unknown)(...args);
      },
    });
