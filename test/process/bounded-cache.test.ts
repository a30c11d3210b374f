import { expect, test } from 'vitest';
import { BoundedCache, cacheCounts } from '../../src/process/bounded-cache.js';

let caches = 0;
/** A cache of a name of its own, as a process has one of each. */
function cacheOf({ maxEntries = 1_000, maxCharacters = 1_000_000 }) {
  const name = `test ${++caches}`;
  return { name, cache: new BoundedCache<string>(name, { maxEntries, maxCharacters }) };
}

test('the least recently used entry is evicted, and one that was used meanwhile stays', () => {
  const { cache } = cacheOf({ maxEntries: 3 });
  for (const key of ['a', 'b', 'c']) cache.set(key, key.toUpperCase());
  expect(cache.get('a')).toBe('A');
  cache.set('d', 'D');
  expect(['a', 'b', 'c', 'd'].map((key) => cache.get(key))).toEqual(['A', undefined, 'C', 'D']);
});

test('ever new entries evict each other, and one that is used between them stays', () => {
  const { cache } = cacheOf({ maxEntries: 10 });
  cache.set('often', 'used');
  for (let index = 0; index < 1_000; index++) {
    cache.set(`once ${index}`, 'new');
    expect(cache.get('often')).toBe('used');
  }
  expect(cache.counts).toMatchObject({ entries: 10, evictions: 991 });
});

test('long keys are bounded by their characters', () => {
  const { cache } = cacheOf({ maxCharacters: 100 });
  for (const letter of ['a', 'b', 'c']) cache.set(letter.repeat(40), letter);
  expect(cache.counts).toEqual({ entries: 2, characters: 80, evictions: 1 });
  expect(cache.get('a'.repeat(40))).toBeUndefined();
  expect(cache.get('b'.repeat(40))).toBe('b');
});

test('a key that is longer than all of the cache is not kept, and evicts nothing', () => {
  const { cache } = cacheOf({ maxCharacters: 100 });
  cache.set('short', 'kept');
  cache.set('x'.repeat(101), 'not kept');
  expect(cache.get('x'.repeat(101))).toBeUndefined();
  expect(cache.get('short')).toBe('kept');
});

test('a value that is set anew is no eviction, and the empty text is a key', () => {
  const { cache } = cacheOf({});
  cache.set('', 'first');
  cache.set('', 'second');
  expect(cache.get('')).toBe('second');
  expect(cache.counts).toEqual({ entries: 1, characters: 1, evictions: 0 });
});

test('every cache is counted by its name, which is its own', () => {
  const { name, cache } = cacheOf({});
  cache.set('key', 'value');
  expect(cacheCounts()[name]).toEqual({ entries: 1, characters: 3, evictions: 0 });
  expect(() => new BoundedCache(name, { maxEntries: 1, maxCharacters: 1 })).toThrow(name);
});
