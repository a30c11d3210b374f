import { expect, test } from 'vitest';
import { timeOf } from '../../src/commands/time-option.js';

test.each([
  ['2026-11-01', '2026-11-01T00:00:00.000Z'],
  ['2024-02-29', '2024-02-29T00:00:00.000Z'],
  ['2026-11-01T12:30Z', '2026-11-01T12:30:00.000Z'],
  ['2026-11-01T12:30:15Z', '2026-11-01T12:30:15.000Z'],
  ['2026-11-01T12:30:15.25Z', '2026-11-01T12:30:15.250Z'],
  ['2026-11-01T12:30:15.123999Z', '2026-11-01T12:30:15.123Z'],
  ['2026-11-01T00:30+02:00', '2026-10-31T22:30:00.000Z'],
  ['2026-11-01T23:30-02:00', '2026-11-02T01:30:00.000Z'],
  ['0001-01-01', '0001-01-01T00:00:00.000Z'],
  ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
])('%s is a time', (text, time) => {
  expect(timeOf(text)?.toJSON()).toBe(time);
});

test.each([
  ['the 30th of February', '2026-02-30'],
  ['the 31st of February, with a time', '2026-02-31T00:00:00Z'],
  ['the 29th of February in another year', '2025-02-29'],
  ['the 31st of April', '2026-04-31T00:00:00+01:00'],
  ['day 0', '2026-01-00'],
  ['day 32', '2026-01-32'],
  ['month 0', '2026-00-01'],
  ['month 13', '2026-13-01'],
  ['hour 25', '2026-01-01T25:00Z'],
  ['minute 60', '2026-01-01T00:60Z'],
  ['second 60', '2026-01-01T00:00:60Z'],
  ['an offset of 24 hours', '2026-01-01T00:00+24:00'],
  ['a time of no offset', '2026-01-01T00:00'],
  ['an hour alone', '2026-01-01T00Z'],
  ['a month', '2026-01'],
  ['a year with a sign', '+002026-02-28T00:00:00Z'],
  ['a year with a sign, and a day that does not exist', '+002026-02-31T00:00:00Z'],
  ['a year of five digits', '12026-01-01'],
  ['a year before Christ', '-000001-01-01'],
  ['year 0', '0000-01-01'],
  ['year 0 in UTC', '0001-01-01T00:00+01:00'],
  ['year 10000 in UTC', '9999-12-31T23:59:59-01:00'],
  ['spaces around', ' 2026-01-01 '],
  ['a line break', '2026-01-01\n'],
  ['another order', '01-11-2026'],
  ['seconds since 1970', '1767225600'],
  ['a word', 'yesterday'],
  ['nothing', ''],
])('%s is no time', (_, text) => {
  expect(timeOf(text)).toBeNull();
});
