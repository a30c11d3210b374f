import { types } from 'node:util';
import fc from 'fast-check';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { parseTimestamptz } from '../../src/database/timestamptz.js';

/** The value as node-postgres reads it. */
const parse = pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ);

describe('a timestamptz', () => {
  test('is the time that node-postgres reads, and is written like any Date', () => {
    const seconds = fc.date({
      min: new Date('0100-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59Z'),
      noInvalidDate: true,
    });
    const fraction = fc.stringMatching(/^(\.\d{1,6})?$/);
    fc.assert(
      fc.property(seconds, fraction, (date, digits) => {
        const text = `${date.toISOString().slice(0, 19).replace('T', ' ')}${digits}+00`;
        const read = parseTimestamptz(text);
        const iso = new Date(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`).toISOString();
        expect(read.getTime()).toBe(new Date(iso).getTime());
        expect(read.toISOString()).toBe(iso);
        expect(JSON.stringify(read)).toBe(JSON.stringify(iso));
      }),
    );
  });

  test('is no Date that was parsed, and is read as one all the same', () => {
    const read = parseTimestamptz('2026-01-15 10:00:00.25+00');
    expect(types.isDate(read)).toBe(false);
    expect([read.toISOString(), read.getTime()]).toEqual(['2026-01-15T10:00:00.250Z', 1_768_471_200_250]);
  });

  test.each([
    'infinity',
    '-infinity',
    '0044-03-15 12:00:00+00 BC',
    '0099-01-01 00:00:00+00',
    '10000-01-01 00:00:00+00',
    '2026-01-15 10:00:00.5+02',
    '2026-01-15 10:00:00-03:30',
  ])('%s is left to node-postgres', (text) => {
    expect(parseTimestamptz(text)).toEqual(parse(text));
  });
});
