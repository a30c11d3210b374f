import { expect, test } from 'vitest';
import { innerTimesOf } from '../../bench/lone/inner-times.js';
import { readStep, stepTimesOf, sumOf } from '../../bench/lone/statement-times.js';
import { median } from '../../bench/measure/median.js';
import { messagesOf } from '../../bench/measure/server-log.js';

const READ = 'SELECT *\nFROM charge';
const RECORD = 'SELECT charge_id FROM record_refunds($1, $2)';

const log = `2026-11-26 12:00:00.000 UTC [7] LOG:  duration: 0.250 ms  bind a1: SELECT *
\tFROM charge
2026-11-26 12:00:00.000 UTC [7] DETAIL:  parameters: $1 = 'duration: 9.000 ms  bind x: y'
2026-11-26 12:00:00.001 UTC [7] ERROR:  no such row
2026-11-26 12:00:00.001 UTC [8] LOG:  checkpoint starting: time
2026-11-26 12:00:00.002 UTC [7] LOG:  duration: 1.500 ms  execute <unnamed>/C_1: ${RECORD}
`;

test('messages with a duration are read from the log with their further lines, and others are not', () => {
  expect(messagesOf(log)).toEqual([
    `duration: 0.250 ms  bind a1: ${READ}`,
    `duration: 1.500 ms  execute <unnamed>/C_1: ${RECORD}`,
  ]);
});

test('a message tells the step, the text and the microseconds of a statement', () => {
  expect(readStep(`duration: 0.250 ms  bind a1: ${READ}`)).toEqual({ phase: 'bind', text: READ, us: 250 });
  expect(readStep(`duration: 1.500 ms  execute <unnamed>/C_1: ${RECORD}`)).toEqual({
    phase: 'execute',
    text: RECORD,
    us: 1500,
  });
  const colon = "SELECT 'a: b'";
  expect(readStep(`duration: 2.000 ms  parse a1: ${colon}`)).toEqual({
    phase: 'parse',
    text: colon,
    us: 2000,
  });
  expect(readStep(`duration: 2.000 ms  statement: ${colon}`)).toEqual({
    phase: 'execute',
    text: colon,
    us: 2000,
  });
  expect(readStep('duration: 0.021 ms  plan:\n{}')).toBeNull();
});

const step = (phase: 'parse' | 'bind' | 'execute', text: string, us: number) => ({ phase, text, us });

test('a step takes the average of its times, as often as a refund needs it', () => {
  const steps = [
    step('parse', READ, 800),
    ...[10, 20, 900, 30].map((us) => step('execute', READ, us)),
    ...[1, 1, 1, 1].map((us) => step('bind', READ, us)),
    ...[50, 60, 70, 80].map((us) => step('execute', RECORD, us)),
    ...[5, 5, 5, 5].map((us) => step('execute', 'SELECT 2', us)),
  ];
  const times = stepTimesOf(steps, 4, median);
  expect(times.reading).toEqual({ parse: 200, bind: 1, execute: 30 });
  expect(times.recording).toEqual({ parse: 0, bind: 0, execute: 65 });
  expect(sumOf(times)).toBe(296);
});

test('work in the background and the statements of transactions are not of a refund', () => {
  const steps = [
    ...[10, 10, 10, 10].map((us) => step('execute', RECORD, us)),
    ...[40, 40, 40, 40].map((us) => step('execute', 'COMMIT', us)),
    step('execute', 'SELECT FROM task', 500),
  ];
  expect(sumOf(stepTimesOf(steps, 4, median))).toBe(10);
});

test('inner statements are told by the time of a refund, the longest first', () => {
  const plan = { 'Node Type': 'Result' };
  const runs = (text: string, ...times: number[]) => times.map((ms) => ({ text, plan, ms }));
  const inner = innerTimesOf(
    [...runs('rare', 9), ...runs('short', 0.1, 0.2, 0.3), ...runs('twice', 0.5, 0.5, 0.5, 0.5, 0.5, 0.5)],
    3,
  );
  expect(inner).toEqual([
    { text: 'twice', times: 2, us: 1000 },
    { text: 'short', times: 1, us: 200 },
  ]);
});
