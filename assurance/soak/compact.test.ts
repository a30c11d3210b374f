import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

const { href } = new URL('compact.mjs', import.meta.url);
/** Keeps one of seven objects, and prints how many megabytes V8's pages take, before and after. */
const GAPS = `
const { collectAndCompact } = await import(${JSON.stringify(href)});
const { getHeapSpaceStatistics } = await import('node:v8');
const pagesMb = () => getHeapSpaceStatistics().find(({ space_name }) => space_name === 'old_space').physical_space_size / 2 ** 20;
let kept = Array.from({ length: 700_000 }, (_, number) => ({ number, pair: [number, number] }));
globalThis.gc?.();
kept = kept.filter(({ number }) => number % 7 === 0);
const before = pagesMb();
await collectAndCompact();
console.log(JSON.stringify({ before, after: pagesMb(), kept: kept.length }));`;

test('no gaps are left in V8’s heap', { tags: ['long'] }, () => {
  const { before, after } = JSON.parse(
    execFileSync(process.execPath, ['--expose-gc', '--input-type=module', '--eval', GAPS], {
      encoding: 'utf8',
    }),
  );
  expect(before).toBeGreaterThan(50);
  expect(after).toBeLessThan(before / 3);
});

test('a look waits until V8 has given its pages back, which takes seconds on a busy machine', {
  tags: ['long'],
}, async () => {
  const { untilFallen } = await import(href);
  const readings = [700, 600, 520, 520, 100].map((mb) => mb * 2 ** 20);
  await untilFallen(() => readings.shift() ?? 0);
  expect(readings).toEqual([100 * 2 ** 20]);
});
