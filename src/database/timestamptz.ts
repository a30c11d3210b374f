import pg from 'pg';

/** Of a year of four digits, in UTC, which is every connection's time zone. */
const PLAIN = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{1,6})?\+00$/;
const MILLISECOND_DIGITS = 3;
/** Date.UTC takes the years before for those of the twentieth century. */
const FIRST_YEAR = 100;

/**
 * A timestamptz as PostgreSQL writes it, to the millisecond. node-postgres takes every form that there is, at the cost
 * of a longer look at each: with ISO 8601 made of it again, times were a seventh of a page of refunds.
 */
export function parseTimestamptz(text: string): Date {
  if (!PLAIN.test(text) || yearOf(text) < FIRST_YEAR)
    return pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ)(text);
  return new Timestamptz(text);
}

/** A Date that is written as ISO 8601 from the text that it was made of. It is read, and never set. */
class Timestamptz extends Date {
  readonly #text: string;

  constructor(text: string) {
    const milliseconds = fractionOf(text);
    super(
      Date.UTC(
        yearOf(text),
        twoDigits(text, 5) - 1,
        twoDigits(text, 8),
        twoDigits(text, 11),
        twoDigits(text, 14),
        twoDigits(text, 17),
        Number(milliseconds),
      ),
    );
    this.#text = text;
  }

  override toISOString(): string {
    const text = this.#text;
    return `${text.slice(0, 10)}T${text.slice(11, 19)}.${fractionOf(text)}Z`;
  }
}

const fractionOf = (text: string): string =>
  text.slice(20, -3).slice(0, MILLISECOND_DIGITS).padEnd(MILLISECOND_DIGITS, '0');
const yearOf = (text: string): number => twoDigits(text, 0) * 100 + twoDigits(text, 2);
/** The number of the two digits at a place, by their character codes. */
const twoDigits = (text: string, at: number): number =>
  (text.charCodeAt(at) - ZERO) * 10 + text.charCodeAt(at + 1) - ZERO;
const ZERO = '0'.charCodeAt(0);
