import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDateTime } from '../../src/graphql/date-time.js';
import { writtenTimes } from '../support/clients/written-times.js';

const read = (text: string) => {
  const bound = parseDateTime(text);
  return bound && `${bound.at.toISOString()}${bound.later ? ' and later' : ''}`;
};

test.each([
  ['2026-01-01T00:00:00Z', '2026-01-01T00:00:00.000Z'],
  ['2026-01-01t00:00:00z', '2026-01-01T00:00:00.000Z'],
  ['2026-01-01T00:00:00.5Z', '2026-01-01T00:00:00.500Z'],
  ['2026-01-01T00:00:00.123Z', '2026-01-01T00:00:00.123Z'],
  ['2026-01-01T00:00:00.123000000000Z', '2026-01-01T00:00:00.123Z'],
  ['2026-01-01T00:00:00.1239Z', '2026-01-01T00:00:00.123Z and later'],
  ['2026-01-01T00:00:00.123000000000000000001Z', '2026-01-01T00:00:00.123Z and later'],
  ['2026-01-01T00:00:00.000100+05:30', '2025-12-31T18:30:00.000Z and later'],
  ['2026-01-01T00:00:00-00:00', '2026-01-01T00:00:00.000Z'],
  ['2026-01-01T00:00:00+23:59', '2025-12-31T00:01:00.000Z'],
  ['2026-01-01T00:00:00-23:59', '2026-01-01T23:59:00.000Z'],
  ['2024-02-29T12:00:00Z', '2024-02-29T12:00:00.000Z'],
  ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
  ['0001-01-01T01:00:00+01:00', '0001-01-01T00:00:00.000Z'],
  ['9999-12-31T23:59:59.9999Z', '9999-12-31T23:59:59.999Z and later'],
  // The leap seconds of the examples in RFC 3339.
  ['1990-12-31T23:59:60Z', '1990-12-31T23:59:59.999Z and later'],
  ['1990-12-31T15:59:60-08:00', '1990-12-31T23:59:59.999Z and later'],
  ['2015-07-01T05:29:60.25+05:30', '2015-06-30T23:59:59.999Z and later'],
])('section 9: %s is a time', (text, time) => {
  expect(read(text)).toBe(time);
});

test.each([
  ['no time', '2026-01-01'],
  ['no offset', '2026-01-01T00:00:00'],
  ['no seconds', '2026-01-01T00:00Z'],
  ['a space for the T', '2026-01-01 00:00:00Z'],
  ['spaces around', ' 2026-01-01T00:00:00Z '],
  ['a line break', '2026-01-01T00:00:00Z\n'],
  ['no decimals after the point', '2026-01-01T00:00:00.Z'],
  ['a decimal comma', '2026-01-01T00:00:00,5Z'],
  ['an offset without a colon', '2026-01-01T00:00:00+0100'],
  ['an offset of hours', '2026-01-01T00:00:00+01'],
  ['an offset of 24 hours', '2026-01-01T00:00:00+24:00'],
  ['an offset of 60 minutes', '2026-01-01T00:00:00+01:60'],
  ['an offset and Z', '2026-01-01T00:00:00Z+01:00'],
  ['another zone', '2026-01-01T00:00:00A'],
  ['hour 24', '2026-01-01T24:00:00Z'],
  ['minute 60', '2026-01-01T00:60:00Z'],
  ['second 61', '2026-01-01T00:00:61Z'],
  ['the 31st of February', '2026-02-31T00:00:00Z'],
  ['the 29th of February in another year', '2025-02-29T00:00:00Z'],
  ['day 0', '2026-01-00T00:00:00Z'],
  ['day 32', '2026-01-32T00:00:00Z'],
  ['month 0', '2026-00-01T00:00:00Z'],
  ['month 13', '2026-13-01T00:00:00Z'],
  ['a year with a sign', '+002026-02-31T00:00:00Z'],
  ['a year with a sign and a day that exists', '+002026-02-28T00:00:00Z'],
  ['a year of five digits', '12026-01-01T00:00:00Z'],
  ['a year before Christ', '-000001-01-01T00:00:00Z'],
  ['year 0', '0000-01-01T00:00:00Z'],
  ['year 0 in UTC', '0001-01-01T00:00:00+01:00'],
  ['year 10000 in UTC', '9999-12-31T23:59:59-01:00'],
  ['a leap second within a month', '2026-01-15T23:59:60Z'],
  ['a leap second of an hour', '2016-12-31T22:59:60Z'],
  ['a leap second at the end of a month elsewhere', '2016-12-31T23:59:60+01:00'],
  ['a week', '2026-W01-1T00:00:00Z'],
  ['a number', '1767225600'],
  ['other digits', '２０２６-01-01T00:00:00Z'],
  ['nothing', ''],
  ['a word', 'now'],
])('section 9: %s is no time', (_, text) => {
  expect(read(text)).toBeNull();
});

test('section 9: however a time is written, it is read as the millisecond at or before it', () => {
  fc.assert(
    fc.property(writtenTimes(2_000_000_000_000n), ({ text, nanoseconds }) => {
      const floor = nanoseconds / 1_000_000n;
      expect(parseDateTime(text)).toEqual({
        at: new Date(Number(floor)),
        later: nanoseconds % 1_000_000n !== 0n,
      });
    }),
    { numRuns: 1_000 },
  );
});
