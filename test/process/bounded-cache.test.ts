import { expect, test } from 'vitest';
import { BoundedCache, cacheCounts } from '../../src/process/bounded-cache.js';

let caches = 0;
/** Creates a cache with a unique name, because a process has one cache of each name. */
function cacheOf({ maxEntries = 1_000, maxCharacters = 1_000_000 }) {
  const name = `test ${++caches}`;
  return { name, cache: new BoundedCache<string>(name, { maxEntries, maxCharacters }) };
}

test('the least recently used entry is evicted, and a recently used entry stays', () => {
  const { cache } = cacheOf({ maxEntries: 3 });
  for (const key of ['a', 'b', 'c']) cache.set(key, key.toUpperCase());
  expect(cache.get('a')).toBe('A');
  cache.set('d', 'D');
  expect(['a', 'b', 'c', 'd'].map((key) => cache.get(key))).toEqual(['A', undefined, 'C', 'D']);
});

test('many new entries evict each other, and an entry that is used in between stays', () => {
  const { cache } = cacheOf({ maxEntries: 10 });
  cache.set('often', 'used');
  for (let index = 0; index < 1_000; index++) {
    cache.set(`once ${index}`, 'new');
    expect(cache.get('often')).toBe('used');
  }
  expect(cache.counts).toMatchObject({ entries: 10, evictions: 991 });
});

test('long keys are limited by their total number of characters', () => {
  const { cache } = cacheOf({ maxCharacters: 100 });
  for (const letter of ['a', 'b', 'c']) cache.set(letter.repeat(40), letter);
  expect(cache.counts).toEqual({ entries: 2, characters: 80, evictions: 1 });
  expect(cache.get('a'.repeat(40))).toBeUndefined();
  expect(cache.get('b'.repeat(40))).toBe('b');
});

test('a key that is larger than the whole cache is not kept and evicts nothing', () => {
  const { cache } = cacheOf({ maxCharacters: 100 });
  cache.set('short', 'kept');
  cache.set('x'.repeat(101), 'not kept');
  expect(cache.get('x'.repeat(101))).toBeUndefined();
  expect(cache.get('short')).toBe('kept');
});

test('replacing a value evicts nothing, and the empty text is a key', () => {
  const { cache } = cacheOf({});
  cache.set('', 'first');
  cache.set('', 'second');
  expect(cache.get('')).toBe('second');
  expect(cache.counts).toEqual({ entries: 1, characters: 1, evictions: 0 });
});

test('a key that is no text counts as one character, unless its value takes more', () => {
  const name = `test ${++caches}`;
  const cache = new BoundedCache<string, object>(name, { maxEntries: 10, maxCharacters: 100 });
  cache.set({}, 'small');
  cache.set({}, 'large', 70);
  expect(cache.counts).toEqual({ entries: 2, characters: 71, evictions: 0 });
});

test('every cache is counted under its unique name', () => {
  const { name, cache } = cacheOf({});
  cache.set('key', 'value');
  expect(cacheCounts()[name]).toEqual({
    entries: 1,
    characters: 3,
    evictions: 0,
    maxEntries: 1_000,
    maxCharacters: 1_000_000,
  });
  expect(() => new BoundedCache(name, { maxEntries: 1, maxCharacters: 1 })).toThrow(name);
});
