import { expect, test } from 'vitest';
import { newId } from '../../src/rules/ids.js';

const at = (ms: number): Date => new Date(Date.UTC(2026, 2, 1) + ms);
const HOUR_MS = 3_600_000;
const byBytes = (ids: readonly string[]): string[] =>
  [...ids].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));

test.each(['re', 'txn', 'trr', 'fr', 'evt', 'blk'] as const)(
  'section 9: a %s_ id is base62 behind its prefix',
  (prefix) => {
    expect(newId(prefix, at(0))).toMatch(new RegExp(`^${prefix}_[0-9A-Za-z]{20}$`));
  },
);

test('section 9: ids of one millisecond sort by their bytes in the order in which they were made', () => {
  const ids = Array.from({ length: 4000 }, () => newId('re', at(1)));
  expect(byBytes(ids)).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
});

test('section 9: an id for an earlier time in between does not disturb the order of one millisecond', () => {
  // The event of a slower transaction carries the time at which that began.
  const first = newId('re', at(6));
  newId('re', at(6));
  const second = newId('re', at(6));
  newId('evt', at(5));
  const third = newId('re', at(6));
  newId('evt', at(5));
  const fourth = newId('re', at(6));
  const ids = [first, second, third, fourth];
  expect(byBytes(ids)).toEqual(ids);
});

test('section 9: ids sort in the order in which they were made, whatever the times', () => {
  const ids = Array.from({ length: 200 }, (_, turn) => newId('re', at((turn * 7) % 10)));
  expect(byBytes(ids)).toEqual(ids);
});

test('section 9: more ids than one millisecond can count still sort', () => {
  const before = newId('re', at(20));
  for (let count = 0; count < 62 ** 3 - 2; count++) newId('evt', at(20));
  const ids = [before, newId('re', at(20)), newId('re', at(20)), newId('re', at(21)), newId('re', at(22))];
  expect(byBytes(ids)).toEqual(ids);
});

test('section 9: two processes do not make the same id', () => {
  // The time and the count may be equal; what follows is random.
  const random = Array.from({ length: 500 }, (_, ms) => newId('re', at(ms)).slice(-9));
  expect(new Set(random).size).toBe(random.length);
});

test('section 9: ids of later milliseconds sort behind, over every carry of a digit', () => {
  // Last in the file: ids never go back before these times.
  const times = [
    0,
    1,
    9,
    10,
    35,
    36,
    61,
    62,
    63,
    3843,
    3844,
    238_327,
    238_328,
    14_776_336,
    86_400_000 * 3650,
  ];
  const ids = times.flatMap((ms) => [newId('re', at(HOUR_MS + ms)), newId('re', at(HOUR_MS + ms))]);
  expect(byBytes(ids)).toEqual(ids);
});
