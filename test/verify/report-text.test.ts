import { expect, test } from 'vitest';
import { progressText, verdictText } from '../../src/verify/report-text.js';
import { checks } from '../../src/verify/verify-ledger.js';

test('the progress says which check runs, of how many, and how many rows it has seen', () => {
  const check = { rule: 'I1', holds: 'a sum is right', run: () => Promise.reject(new Error('not run')) };
  const progress = { check, number: 1, total: 31, checked: 0 };
  expect(progressText(progress)).toBe('1 of 31: a sum is right');
  expect(progressText({ ...progress, checked: 1 })).toBe('1 of 31: a sum is right, 1 checked');
  expect(progressText({ ...progress, number: 31, checked: 1_234_567 })).toBe(
    '31 of 31: a sum is right, 1,234,567 checked',
  );
});

test('the table has a line for each check, and below it its violations and how many more there are', () => {
  const sound = { rule: 'I1', holds: 'a sum is right', checked: 1234, violations: 0, examples: [] };
  const broken = { rule: 'Section 2', holds: 'a total is right', checked: 9, violations: 7 };
  const examples = ['ch_1: it is 3', 'ch_2: it is 4'];
  const table = (violations: number) => verdictText([sound, { ...broken, violations, examples }]).split('\n');
  expect(table(7)).toEqual([
    '                checked  violations  ',
    'I1                1,234           0  a sum is right',
    'Section 2             9           7  a total is right',
    '           ! ch_1: it is 3',
    '           ! ch_2: it is 4',
    '           ! … and 5 more',
  ]);
  expect(table(2).at(-1)).toBe('           ! ch_2: it is 4');
  expect(table(1_234_567)[2]).toBe('Section 2             9   1,234,567  a total is right');
  expect(table(1_234_567).at(-1)).toBe('           ! … and 1,234,565 more');
});

test('no two checks say the same, because the progress on a terminal tells them apart by it', () => {
  const phrases = checks.map(({ holds }) => holds);
  expect(new Set(phrases).size).toBe(phrases.length);
});
