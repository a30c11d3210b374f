import { expect, onTestFinished, test, vi } from 'vitest';
import { newId } from '../../src/rules/ids.js';

const timeAfter = (ms: number): Date => new Date(Date.UTC(2026, 2, 1) + ms);
const HOUR_MS = 3_600_000;
const byBytes = (ids: readonly string[]): string[] =>
  [...ids].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));

test.each(['re', 'txn', 'trr', 'fr', 'evt', 'blk'] as const)(
  'section 9: a %s_ id is its prefix and 20 base62 characters',
  (prefix) => {
    expect(newId(prefix, timeAfter(0))).toMatch(new RegExp(`^${prefix}_[0-9A-Za-z]{20}$`));
  },
);

test('section 9: ids generated in one millisecond sort by their bytes in the order of generation', () => {
  const ids = Array.from({ length: 4000 }, () => newId('re', timeAfter(1)));
  expect(byBytes(ids)).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
});

test('section 9: an id for an earlier time does not disturb the order of other ids', () => {
  // The event of a slow transaction carries the time at which the transaction began.
  const first = newId('re', timeAfter(6));
  newId('re', timeAfter(6));
  const second = newId('re', timeAfter(6));
  newId('evt', timeAfter(5));
  const third = newId('re', timeAfter(6));
  newId('evt', timeAfter(5));
  const fourth = newId('re', timeAfter(6));
  const ids = [first, second, third, fourth];
  expect(byBytes(ids)).toEqual(ids);
});

test('section 9: ids sort in the order of generation, even if their times do not', () => {
  const ids = Array.from({ length: 200 }, (_, turn) => newId('re', timeAfter((turn * 7) % 10)));
  expect(byBytes(ids)).toEqual(ids);
});

test('section 9: ids still sort when one millisecond has more of them than the counter can count', () => {
  const before = newId('re', timeAfter(20));
  for (let count = 0; count < 62 ** 3 - 2; count++) newId('evt', timeAfter(20));
  const ids = [
    before,
    newId('re', timeAfter(20)),
    newId('re', timeAfter(20)),
    newId('re', timeAfter(21)),
    newId('re', timeAfter(22)),
  ];
  expect(byBytes(ids)).toEqual(ids);
});

test('section 9: an id has its time, so that ids of two processes sort by time too', () => {
  const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  const msOf = (id: string) =>
    [...id.slice('re_'.length, 're_'.length + 8)].reduce((ms, digit) => ms * 62 + DIGITS.indexOf(digit), 0);
  // Times never go back, and other tests of this process may have had later ones.
  const latest = Math.max(msOf(newId('re', timeAfter(0))), timeAfter(0).getTime());
  const times = [30, 30, 31].map((ms) => latest + ms);
  expect(times.map((ms) => msOf(newId('re', new Date(ms))))).toEqual(times);
});

test('section 9: the first id of a process is random too, and the bits of two random numbers are all used', async () => {
  onTestFinished(() => {
    vi.doUnmock('node:crypto');
  });
  let copies = 0;
  const idWith = async (low: number, high: number): Promise<string> => {
    const getRandomValues = (numbers: Uint32Array) => numbers.set([low, high]);
    vi.doMock('node:crypto', () => ({ getRandomValues }));
    // A module with another address is another copy, as that of another process.
    const { newId: first } = await import(/* @vite-ignore */ `../../src/rules/ids.js?copy=${copies++}`);
    return first('re', timeAfter(0)).slice(-9);
  };
  expect(await idWith(61, 0)).toBe('00000000z');
  expect(await idWith(0, 2 ** 11 - 1)).toBe('000000000');
  expect(await idWith(0, 2 ** 11)).toBe('0004gfFC4'); // 2 ** 32
  expect(await idWith(2 ** 32 - 1, 2 ** 32 - 1)).toBe('fFgnDxSe7'); // 2 ** 53 - 1
});

test('section 9: two processes do not generate the same id', () => {
  // Two processes may have the same time and the same count. The last nine characters are random.
  const random = Array.from({ length: 500 }, (_, ms) => newId('re', timeAfter(ms)).slice(-9));
  expect(new Set(random).size).toBe(random.length);
});

test('section 9: ids of later milliseconds sort after earlier ids, across every carry of a digit', () => {
  // This test is the last in the file because later ids never go back before these times.
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
  const ids = times.flatMap((ms) => [
    newId('re', timeAfter(HOUR_MS + ms)),
    newId('re', timeAfter(HOUR_MS + ms)),
  ]);
  expect(byBytes(ids)).toEqual(ids);
});
