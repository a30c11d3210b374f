import { MAX_PREPARED_STATEMENTS } from '../../src/database/prepared-statements.js';
import type { Sample } from './soak.js';
import { atMost, isFlat, type Verdict } from './verdict.js';

interface Series {
  readonly name: string;
  /** The highest growth in 100,000 requests that counts as flat. */
  readonly limit: number;
  /** Growth that is noise. */
  readonly grain: number;
  pick(sample: Sample): number;
}

const SERIES: readonly Series[] = [
  // 20 bytes for each request.
  { name: 'the heap after garbage collection, MB', limit: 2, grain: 5, pick: ({ heapMb }) => heapMb },
  { name: 'buffers outside the heap, MB', limit: 1, grain: 5, pick: ({ externalMb }) => externalMb },
  // 50 bytes for each request. malloc and V8 keep some freed memory for later, now more and now less.
  { name: 'the memory outside V8’s heap, MB', limit: 5, grain: 30, pick: ({ nativeMb }) => nativeMb },
  { name: 'the resident memory of the process, MB', limit: 5, grain: 40, pick: ({ rssMb }) => rssMb },
  {
    name: 'the memory of PostgreSQL’s connections, MB',
    limit: 5,
    grain: 20,
    pick: ({ databaseMb }) => databaseMb,
  },
  { name: 'open sockets and timers', limit: 1, grain: 20, pick: ({ handles }) => handles },
  { name: 'the median lag of the event loop, ms', limit: 0.2, grain: 5, pick: ({ lagP50Ms }) => lagP50Ms },
];

/** Judges everything that a sample has. */
export function verdictsOf(samples: readonly Sample[]): readonly Verdict[] {
  const trends = SERIES.map(({ name, limit, grain, pick }) =>
    isFlat(
      name,
      samples.map((sample) => ({ requests: sample.requests, value: pick(sample) })),
      limit,
      grain,
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
