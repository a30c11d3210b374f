import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import {
  limitReads,
  MAX_READ_WAIT_MS,
  MAX_READS_ON_POOL,
  MAX_WAITING_READERS,
  MAX_WAITING_READS_EACH,
} from '../../src/database/limited-reads.js';

const refusal = (reason: string) =>
  expect.objectContaining({
    name: 'DatabaseUnavailableError',
    failure: 'full',
    cause: new Error(reason),
  });

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
  const readMany = (count: number, reader?: object, from = 0) =>
    Array.from({ length: count }, (_, index) => query({ text: 'SELECT $1', values: [from + index] }, reader));
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

test('readers take turns, so another one does not wait for all reads of the first', async () => {
  const { started, readMany, release } = heldReads();
  const [many, few] = [{}, {}];
  readMany(100, many);
  readMany(2, few, 200);
  readMany(1, undefined, 300);
  const next: number[] = [];
  for (let turn = 0; turn < 7; turn++) {
    await release();
    next.push(started.at(-1) as number);
  }
  const first = MAX_READS_ON_POOL;
  expect(next).toEqual([first, 200, 300, first + 1, 201, first + 2, first + 3]);
});

test('a reader alone has all places', async () => {
  const { started, readMany } = heldReads();
  readMany(20, {});
  await setImmediate();
  expect(started).toEqual(firstNumbers(MAX_READS_ON_POOL));
});

test('a read is refused while as many readers wait as may wait, and served afterwards', async () => {
  const { started, query, readMany, release } = heldReads();
  const all = MAX_READS_ON_POOL + MAX_WAITING_READERS;
  readMany(all);
  await expect(query({ text: 'SELECT $1', values: [-1] })).rejects.toEqual(
    refusal('500 requests wait for reads already'),
  );
  await release();
  const later = query({ text: 'SELECT $1', values: [-2] });
  for (let left = all; left > 0; left--) await release();
  expect(await later).toEqual([[-2]]);
  expect(started).not.toContain(-1);
});

test('the reads of one reader that wait are limited, and those of another one still wait', async () => {
  const { started, readMany, release } = heldReads();
  const reader = {};
  readMany(MAX_READS_ON_POOL + MAX_WAITING_READS_EACH, reader);
  const [refused] = readMany(1, reader, 5_000);
  await expect(refused).rejects.toEqual(refusal('500 reads of the request are waiting already'));
  readMany(1, {}, 6_000);
  await release();
  await release();
  expect(started.at(-1)).toBe(6_000);
});

test('a read that waited too long is refused when its turn comes, and the next one is served', async () => {
  const { clock, started, query, readMany, release } = heldReads();
  readMany(MAX_READS_ON_POOL);
  await setImmediate();
  const late = query({ text: 'SELECT $1', values: [-1] });
  const refused = expect(late).rejects.toEqual(refusal('A read waited more than 5000 ms'));
  clock.now = 1;
  const inTime = query({ text: 'SELECT $1', values: [-2] });
  clock.now = MAX_READ_WAIT_MS + 1;
  await release();
  await refused;
  expect(started).toEqual([...firstNumbers(MAX_READS_ON_POOL), -2]);
  for (let left = MAX_READS_ON_POOL; left > 0; left--) await release();
  expect(await inTime).toEqual([[-2]]);
});
