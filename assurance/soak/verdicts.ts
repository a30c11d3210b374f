import { MAX_PREPARED_STATEMENTS } from '../../src/database/prepared-statements.js';
import type { Sample } from './soak.js';
import { atMost, isFlat, type Verdict } from './verdict.js';

/** What a sample says, and the highest growth in 100,000 requests that counts as flat. */
const SERIES: readonly [name: string, limit: number, pick: (sample: Sample) => number][] = [
  // 20 bytes for each request.
  ['heap after garbage collection, MB', 2, ({ heapMb }) => heapMb],
  ['buffers outside the heap, MB', 1, ({ externalMb }) => externalMb],
  // Freed memory does not always go back to the system.
  ['resident memory of the process, MB', 5, ({ rssMb }) => rssMb],
  ['own memory of PostgreSQL’s connections, MB', 5, ({ databaseMb }) => databaseMb],
  ['open sockets and timers of the process', 1, ({ handles }) => handles],
  ['p50 of the event loop’s lag, ms', 0.1, ({ lagP50Ms }) => lagP50Ms],
];

/** Judges everything that a sample has. */
export function verdictsOf(samples: readonly Sample[]): readonly Verdict[] {
  const trends = SERIES.map(([name, limit, pick]) =>
    isFlat(
      name,
      samples.map((sample) => ({ requests: sample.requests, value: pick(sample) })),
      limit,
    ),
  );
  return [...trends, ...limitsOf(samples)];
}

/** What has a limit of its own stays within it in every sample. */
function limitsOf(samples: readonly Sample[]): readonly Verdict[] {
  const statements = Math.max(0, ...samples.map((sample) => sample.statements));
  const beyond = samples.flatMap(({ caches }) =>
    Object.values(caches).filter(
      (cache) => cache.entries > cache.maxEntries || cache.characters > cache.maxCharacters,
    ),
  ).length;
  return [
    atMost('prepared statements of a connection', statements, MAX_PREPARED_STATEMENTS),
    atMost('caches beyond their limits', beyond, 0),
  ];
}
