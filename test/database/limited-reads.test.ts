import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import {
  limitReads,
  MAX_READ_WAIT_MS,
  MAX_READS_ON_POOL,
  MAX_WAITING_READS,
} from '../../src/database/limited-reads.js';
import { DatabaseUnavailableError } from '../../src/database/retry.js';

/** Limited reads that end only when the test releases them, under a clock that the test sets. */
function heldReads() {
  const clock = { now: 0 };
  const started: number[] = [];
  const releases: (() => void)[] = [];
  const query = limitReads(
    ({ values }) => {
      started.push(Number(values[0]));
      return new Promise((resolve) => releases.push(() => resolve([[values[0]]])));
    },
    () => clock.now,
  );
  const readMany = (count: number) =>
    Array.from({ length: count }, (_, index) => query({ text: 'SELECT $1', values: [index] }));
  /** Ends the oldest running read. */
  const release = async () => {
    releases.shift()?.();
    await setImmediate();
  };
  return { clock, started, query, readMany, release };
}

const firstNumbers = (count: number) => Array.from({ length: count }, (_, index) => index);

test('reads beyond the limit wait, and start one by one in their order', async () => {
  const { started, readMany, release } = heldReads();
  const count = MAX_READS_ON_POOL + 3;
  const reads = readMany(count);
  await setImmediate();
  for (let running = MAX_READS_ON_POOL; running <= count; running++) {
    expect(started).toEqual(firstNumbers(running));
    await release();
  }
  for (let left = count; left > 0; left--) await release();
  expect(await Promise.all(reads)).toEqual(firstNumbers(count).map((number) => [[number]]));
});

test('a read is refused while as many wait as may wait, and served afterwards', async () => {
  const { started, query, readMany, release } = heldReads();
  readMany(MAX_READS_ON_POOL + MAX_WAITING_READS);
  await expect(query({ text: 'SELECT $1', values: [-1] })).rejects.toThrow(DatabaseUnavailableError);
  await release();
  const later = query({ text: 'SELECT $1', values: [-2] });
  for (let left = MAX_READS_ON_POOL + MAX_WAITING_READS; left > 0; left--) await release();
  expect(await later).toEqual([[-2]]);
  expect(started).not.toContain(-1);
});

test('a read that waited too long is refused when its turn comes, and the next one is served', async () => {
  const { clock, started, query, readMany, release } = heldReads();
  readMany(MAX_READS_ON_POOL);
  await setImmediate();
  const late = query({ text: 'SELECT $1', values: [-1] });
  const refused = expect(late).rejects.toMatchObject({ name: 'DatabaseUnavailableError', failure: 'full' });
  clock.now = 1;
  const inTime = query({ text: 'SELECT $1', values: [-2] });
  clock.now = MAX_READ_WAIT_MS + 1;
  await release();
  await refused;
  expect(started).toEqual([...firstNumbers(MAX_READS_ON_POOL), -2]);
  for (let left = MAX_READS_ON_POOL; left > 0; left--) await release();
  expect(await inTime).toEqual([[-2]]);
});
