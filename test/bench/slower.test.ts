import { expect, test } from 'vitest';
import { writePage } from '../../bench/report/page.js';
import { tellFewRounds, tellSlower } from '../../bench/report/slower.js';
import { labels, raceOf, resultsOf } from './races.js';

const five = (perSecond: number) => Array.from({ length: 5 }, () => perSecond);

test('every workload and server that is faster is told, with its ratio', () => {
  const peers = raceOf('peers', {
    R1: { gateway: five(100), mercurius: five(50), floor: five(125), 'floor-pipelined': five(200) },
    W1: { gateway: five(100), mercurius: five(50), pgbench: five(160) },
  });
  const one = raceOf('one-connection', { R1: { gateway: five(100), mercurius: [104, 101, 102, 99, 101] } });
  expect(tellSlower(resultsOf(peers, one), labels)).toBe(
    'Slower than a peer at 32 connections: R1 (0.80 of FLOOR; 0.50 of FLOOR-PIPELINED); W1 (0.63 of pgbench).\n\n' +
      'Slower than a peer at one connection: R1 (0.99 of MERCURIUS, within noise).',
  );
});

test('the earlier gateway is no peer', () => {
  const race = raceOf('peers', { R1: { gateway: five(100), before: five(200), floor: five(90) } });
  expect(tellSlower(resultsOf(race), labels)).toBe('Not slower than any peer at 32 connections.');
});

test('fewer than five rounds support no claim', () => {
  const race = raceOf('peers', { R1: { gateway: [100, 100, 100], floor: [90, 90, 90] } });
  expect(tellFewRounds(resultsOf(race))).toBe(
    'Fewer than 5 rounds, which support no claim: “32 connections”.',
  );
  expect(tellSlower(resultsOf(), labels)).toBeNull();
});

test('also in a race without peers, whose targets the page tells as reached', () => {
  const callers = { R1: { 'without callers': [100, 100, 100], 'with callers': [101, 101, 101] } };
  const page = writePage('callers', resultsOf(raceOf('callers', callers)));
  expect(page).toContain('1 of 1 are reached');
  expect(page).toContain('Fewer than 5 rounds');
});
