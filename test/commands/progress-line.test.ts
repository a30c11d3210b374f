import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { progressLine } from '../../src/commands/progress-line.js';
import { keepsAlive } from '../support/processes/keeps-alive.js';

/** In a log, few lines in an import of hours. */
const LOG_MS = 10_000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const write = vi.fn<(text: string) => boolean>(() => true);
const written = () => write.mock.calls.splice(0).map(([text]) => text.replace('\r\x1b[K', '<'));

test('a log gets a line with the progress from time to time, also while nothing is told', () => {
  const line = progressLine({ isTTY: false, write });
  line.show('reading', () => 'early');
  vi.advanceTimersByTime(LOG_MS - 1);
  expect(written()).toEqual([]);
  let seconds = 10;
  line.show('writing', () => `writing, ${seconds} s`);
  expect(written()).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(written()).toEqual(['writing, 10 s …\n']);
  for (let step = 0; step < 100; step++) line.show(`${step}`, () => `writing, ${seconds} s`);
  expect(written()).toEqual([]);
  seconds = 30;
  vi.advanceTimersByTime(2 * LOG_MS);
  expect(written()).toEqual(['writing, 30 s …\n', 'writing, 30 s …\n']);
  line.clear();
  vi.advanceTimersByTime(2 * LOG_MS);
  expect(written()).toEqual([]);
});

test('the progress keeps no program alive', () => {
  vi.useRealTimers();
  expect(keepsAlive(() => onTestFinished(progressLine({ isTTY: false, write }).clear))).toBe(false);
});

test('a command that told nothing yet writes nothing', () => {
  const line = progressLine({ isTTY: false, write });
  vi.advanceTimersByTime(2 * LOG_MS);
  line.clear();
  expect(written()).toEqual([]);
});

test('a terminal gets each new step at once, few updates within a step, and the last text again', () => {
  const line = progressLine({ isTTY: true, write });
  line.show('a', () => 'a 1');
  line.show('a', () => 'a 2');
  line.show('b', () => 'b 1');
  expect(written()).toEqual(['<a 1 …', '<b 1 …']);
  vi.advanceTimersByTime(199);
  line.show('b', () => 'b 2');
  expect(written()).toEqual([]);
  vi.advanceTimersByTime(1);
  line.show('b', () => 'b 2');
  expect(written()).toEqual(['<b 2 …']);
  vi.advanceTimersByTime(2000);
  expect(written()).toEqual(['<b 2 …']);
  line.clear();
  vi.advanceTimersByTime(2000);
  expect(written()).toEqual(['<']);
});
