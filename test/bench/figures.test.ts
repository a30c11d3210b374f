import { expect, test } from 'vitest';
import { beforeTable } from '../../bench/report/before-table.js';
import { mediansOf } from '../../bench/report/medians.js';
import { raceTables, ratioTable } from '../../bench/report/race-tables.js';
import { labels, raceOf, resultsOf, servers } from './races.js';

const peers = raceOf('peers', {
  R1: {
    gateway: [{ perSecond: 100, serverCpuUs: 130, databaseCpuUs: 65 }],
    before: [{ perSecond: 80, serverCpuUs: 230, databaseCpuUs: 160 }],
    floor: [{ perSecond: 50, serverCpuUs: 100, databaseCpuUs: 99 }],
  },
});
const one = raceOf('one-connection', { R1: { gateway: [20], floor: [25] } });

test('the figures for other programs have one connection and processor time beside many connections', () => {
  expect(mediansOf([peers, one])).toEqual({
    R1: { gateway: 100, before: 80, floor: 50 },
    'R1@1': { gateway: 20, floor: 25 },
    cpu: { R1: { gateway: 195, before: 390, floor: 199 } },
  });
  expect(mediansOf([])).toEqual({});
});

test('before and after, requests and processor time are compared', () => {
  const table = beforeTable(resultsOf(peers, one));
  expect(table).toContain('| 32 connections, times as many | 1.25 |');
  expect(table).toContain('| 32 connections, times the processor time | 0.50 |');
  expect(table).not.toContain('one connection');
  expect(beforeTable(resultsOf(one))).toBeNull();
});

test('requests per second and ratios have their spread, and ratios on both sides of 1 are noise', () => {
  const race = raceOf('peers', {
    R1: { gateway: [100, 120, 90], floor: [100, 100, 100], before: [1, 1, 1] },
  });
  expect(raceTables(race, labels)).toContain('| GATEWAY | 100 (90.0–120) |');
  expect(ratioTable(race, servers, labels)).toContain('| over FLOOR | 1.00 (0.90–1.20) within noise |');
  expect(ratioTable(race, servers, labels)).not.toContain('BEFORE');
});
