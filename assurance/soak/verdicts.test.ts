import { expect, test } from 'vitest';
import { MAX_PREPARED_STATEMENTS } from '../../src/database/prepared-statements.js';
import type { Sample } from './soak.js';
import { verdictsOf } from './verdicts.js';

const cache = { entries: 10, characters: 100, maxEntries: 10, maxCharacters: 100, evictions: 5 };
const flat = (requests: number): Sample => ({
  requests,
  perSecond: 1000,
  heapMb: 100,
  committedMb: 120,
  nativeMb: 120,
  externalMb: 10,
  rssMb: 300,
  busyRssMb: 400,
  lagP50Ms: 1,
  lagP99Ms: 20,
  handles: 60,
  statements: MAX_PREPARED_STATEMENTS,
  caches: { documents: cache },
  connections: 12,
  databaseMb: 200,
});
/** What does not hold in a run. */
const broken = (change: (requests: number) => Partial<Sample>, run = 1_000_000): readonly string[] =>
  verdictsOf(
    Array.from({ length: 100 }, (_, index) => {
      const requests = ((index + 1) * run) / 100;
      return { ...flat(requests), ...change(requests) };
    }),
  )
    .filter(({ holds }) => !holds)
    .map(({ what }) => what);

test('a gateway that stays as it is holds everything', () => {
  expect(broken(() => ({}))).toEqual([]);
});

test.each<[string, (requests: number) => Partial<Sample>]>([
  ['heap after', (requests) => ({ heapMb: 100 + requests / 40_000 })],
  ['buffers outside', (requests) => ({ externalMb: 10 + requests / 80_000 })],
  ['memory outside V8’s heap', (requests) => ({ nativeMb: 120 + requests / 10_000 })],
  ['resident memory', (requests) => ({ rssMb: 300 + requests / 10_000 })],
  ['PostgreSQL’s connections', (requests) => ({ databaseMb: 200 + requests / 10_000 })],
  ['sockets and timers', (requests) => ({ handles: 60 + requests / 10_000 })],
  ['event loop', (requests) => ({ lagP50Ms: 1 + requests / 100_000 })],
])('growth of the %s is found', (name, change) => {
  expect(broken(change)).toEqual([expect.stringContaining(name)]);
});

const KILOBYTES_IN_MB = 1024;

test('a kilobyte of native memory that each request leaves is found, in runs of 100,000 and of a million requests', () => {
  const leaks = (requests: number) => ({
    nativeMb: 120 + requests / KILOBYTES_IN_MB,
    rssMb: 300 + requests / KILOBYTES_IN_MB,
  });
  const found = [
    expect.stringContaining('memory outside V8’s heap'),
    expect.stringContaining('resident memory'),
  ];
  expect(broken(leaks)).toEqual(found);
  expect(broken(leaks, 100_000)).toEqual(found);
});

test('gaps in V8’s heap that level off within the first quarter hold', () => {
  const gapsMb = (requests: number) => Math.min(requests / KILOBYTES_IN_MB, 200);
  expect(
    broken((requests) => ({ committedMb: 120 + gapsMb(requests), rssMb: 300 + gapsMb(requests) })),
  ).toEqual([]);
});

test('one sample beyond a limit of the gateway is found', () => {
  const once = (change: Partial<Sample>) => (requests: number) => (requests === 500_000 ? change : {});
  expect(broken(once({ statements: MAX_PREPARED_STATEMENTS + 1 }))).toEqual([
    'prepared statements of a connection',
  ]);
  expect(broken(once({ caches: { documents: { ...cache, entries: 11 } } }))).toEqual([
    'caches beyond their limits',
  ]);
});
