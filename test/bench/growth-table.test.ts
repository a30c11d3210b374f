import { expect, test } from 'vitest';
import { growthTable } from '../../bench/report/growth-table.js';
import { besideOf } from '../../bench/report/results.js';
import { raceOf } from './races.js';

test('each server is compared with its own fastest ledger, and only the gateway has a target', () => {
  const race = raceOf('growth', {
    R1: {
      '2,004 charges': [1000],
      '20,004 charges': [900],
      '2,000,004 charges': [600],
      [besideOf('2,004 charges')]: [4000],
      [besideOf('2,000,004 charges')]: [2000],
    },
  });
  const rows = growthTable(race)
    .split('\n')
    .filter((line) => line.includes(' : '));
  expect(rows).toEqual([
    '| 2,004 charges : the fastest, at least 0.77 | 1.00 |',
    '| 20,004 charges : the fastest, at least 0.77 | 0.90 |',
    '| 2,000,004 charges : the fastest, at least 0.77 | 0.60 (below) |',
    '| 2,004 charges, the bare server : the fastest of these | 1.00 |',
    '| 2,000,004 charges, the bare server : the fastest of these | 0.50 |',
  ]);
});
