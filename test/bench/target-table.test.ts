import { expect, test } from 'vitest';
import { targetTable } from '../../bench/report/target-table.js';
import { labels, raceOf, resultsOf } from './races.js';

/** The cells of R1 by row. */
function cells(...races: Parameters<typeof resultsOf>): Record<string, string> {
  const lines = targetTable(resultsOf(...races), labels)?.split('\n') ?? [];
  return Object.fromEntries(
    lines.map((line) => line.split(' | ')).map(([text = '', r1 = '']) => [text.replace('| ', ''), r1]),
  );
}

const EVERY = '32 connections, over every peer and the floor';

test('the closest server decides and is named', () => {
  const race = raceOf('peers', {
    R1: {
      gateway: [300, 300, 300],
      mercurius: [100, 100, 100],
      apollo: [150, 150, 150],
      floor: [200, 200, 200],
    },
  });
  expect(cells(race)).toMatchObject({
    [EVERY]: '1.50, FLOOR (reaches 1.00)',
    '32 connections, over Mercurius with loaders': '3.00 (reaches 2.80)',
    '32 connections, over Apollo with Prisma': '2.00 (misses 8.00)',
  });
});

test('rounds on both sides of a target are noise', () => {
  const race = raceOf('peers', { R1: { gateway: [100, 120, 90], floor: [100, 100, 100] } });
  expect(cells(race)[EVERY]).toBe('1.00 (reaches 1.00, within noise)');
});

test('the pipelined floor and the earlier gateway decide nothing', () => {
  const race = raceOf('peers', {
    R1: { gateway: [100], floor: [80], 'floor-pipelined': [200], before: [300] },
  });
  expect(cells(race)).toMatchObject({
    [EVERY]: '1.25 (reaches 1.00)',
    '32 connections, over the pipelined floor (an addition)': '0.50',
  });
});

test('at one connection, GraphQL peers and the floor have targets of their own', () => {
  const race = raceOf('one-connection', { R1: { gateway: [90], mercurius: [100], floor: [100] } });
  expect(cells(race)).toMatchObject({
    'one connection, over every GraphQL peer': '0.90 (misses 1.00)',
    'one connection, over the floor': '0.90 (reaches 0.85)',
  });
});

test('processor time must be below that of every GraphQL peer', () => {
  const race = raceOf('peers', {
    R1: {
      gateway: [{ serverCpuUs: 100, databaseCpuUs: 100 }],
      mercurius: [{ serverCpuUs: 300, databaseCpuUs: 100 }],
      apollo: [{ serverCpuUs: 150, databaseCpuUs: 10 }],
      floor: [{ serverCpuUs: 1, databaseCpuUs: 1 }],
    },
  });
  expect(cells(race)['processor time a request, of every GraphQL peer’s, below']).toBe(
    '1.25, APOLLO (misses 1.00)',
  );
});

test('statements have a most, and callers a least', () => {
  const peers = raceOf('peers', { R1: { gateway: [1] } }, 1.04);
  const callers = raceOf('callers', { R1: { 'without callers': [100], 'with callers': [94] } });
  expect(cells(peers, callers)).toMatchObject({
    'statements a request, at most': '1.04 (reaches 1)',
    'with a key, limits and the audit, of the figure without': '0.94 (misses 0.95)',
  });
  expect(cells(raceOf('peers', { R1: { gateway: [1] } }, 1.5))['statements a request, at most']).toBe(
    '1.50 (misses 1)',
  );
});

test('reached targets are counted, and there is no table without a race', () => {
  const race = raceOf('peers', { R1: { gateway: [90], mercurius: [10], floor: [100] } });
  // Missed: over every peer. Reached: over Mercurius, statements. Its processor time is the same: missed.
  expect(targetTable(resultsOf(race), labels)).toMatch(/^2 of 4 are reached\./);
  expect(targetTable(resultsOf(), labels)).toBeNull();
});
