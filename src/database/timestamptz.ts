import pg from 'pg';

/** `YYYY-MM-DD HH:MM:SS+00`, the shortest text; a fraction of up to six digits may stand before the offset. */
const SHORTEST = 22;
const LONGEST = 29;
/** Date.UTC takes the years before for those of the twentieth century. */
const FIRST_YEAR = 100;

/**
 * A timestamptz as PostgreSQL writes it, to the millisecond. node-postgres takes every form that there is, at the cost
 * of a longer look at each: with ISO 8601 made of it again, times were a seventh of a page of refunds.
 */
export function parseTimestamptz(text: string): Date {
  // Every connection's time zone is UTC. What is longer or has another year is before Christ, far off, or infinite.
  const isPlain =
    text.length >= SHORTEST && text.length <= LONGEST && text[4] === '-' && text.endsWith('+00');
  return isPlain && yearOf(text) >= FIRST_YEAR
    ? new Timestamptz(text)
    : pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ)(text);
}

/** A Date that is written as ISO 8601 from the text that it was made of. It is read, and never set. */
class Timestamptz extends Date {
  readonly #text: string;

  constructor(text: string) {
    super(
      Date.UTC(
        yearOf(text),
        twoDigits(text, 5) - 1,
        twoDigits(text, 8),
        twoDigits(text, 11),
        twoDigits(text, 14),
        twoDigits(text, 17),
        millisecondOf(text),
      ),
    );
    this.#text = text;
  }

  override toISOString(): string {
    const text = this.#text;
    const fraction = text.slice(20, Math.min(23, text.length - 3)).padEnd(3, '0');
    return `${text.slice(0, 10)}T${text.slice(11, 19)}.${fraction}Z`;
  }
}

const ZERO = '0'.charCodeAt(0);
/** The number of the two digits at a place. */
const twoDigits = (text: string, at: number): number =>
  (text.charCodeAt(at) - ZERO) * 10 + text.charCodeAt(at + 1) - ZERO;
const yearOf = (text: string): number => twoDigits(text, 0) * 100 + twoDigits(text, 2);

function millisecondOf(text: string): number {
  const end = text.length - 3;
  let milliseconds = 0;
  for (let at = 20, unit = 100; at < end && unit >= 1; at++, unit /= 10)
    milliseconds += (text.charCodeAt(at) - ZERO) * unit;
  return milliseconds;
}
