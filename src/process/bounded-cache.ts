import { LRUCache } from 'lru-cache';

/** How much a cache keeps. Beyond either limit, the least recently used entries are evicted. */
export interface CacheLimits {
  readonly maxEntries: number;
  /** The length of all keys together, since callers may decide how long a key is. A longer key is not kept at all. */
  readonly maxCharacters: number;
}

/** What a cache holds now, and how often it has evicted an entry since the process started. */
export interface CacheCounts {
  readonly entries: number;
  readonly characters: number;
  readonly evictions: number;
}

const caches = new Map<string, () => CacheCounts & CacheLimits>();

/**
 * Every cache of the process by its name, with its limits, for the metrics endpoint that is planned. Until then, only tests call this.
 * Many evictions mean that a limit is too small for the callers.
 */
export const cacheCounts = (): Readonly<Record<string, CacheCounts & CacheLimits>> =>
  Object.fromEntries([...caches].map(([name, counts]) => [name, counts()]));

/**
 * Values by text keys. The least recently used are evicted, so callers that ask for ever new keys evict each other's
 * values, while frequent ones stay. A hit costs as much as one of a `Map`.
 */
export class BoundedCache<Value extends object | string, Key extends object | string = string> {
  readonly #values: LRUCache<Key, Value>;
  #evictions = 0;

  /** @param name of the metric; a process has one cache of a name */
  constructor(name: string, { maxEntries, maxCharacters }: CacheLimits) {
    if (caches.has(name)) throw new Error(`There is a cache ${name} already`);
    this.#values = new LRUCache({
      max: maxEntries,
      maxSize: maxCharacters,
      dispose: (_value, _key, reason) => {
        if (reason === 'evict') this.#evictions++;
      },
    });
    caches.set(name, () => ({ maxEntries, maxCharacters, ...this.counts }));
  }

  get(key: Key): Value | undefined {
    return this.#values.get(key);
  }

  /** @param characters how large the entry is; the length of the key, unless something else takes the memory */
  set(key: Key, value: Value, characters = typeof key === 'string' ? key.length : 1): void {
    // At least 1, as the empty text is a key too.
    this.#values.set(key, value, { size: Math.max(characters, 1) });
  }

  get counts(): CacheCounts {
    return {
      entries: this.#values.size,
      characters: this.#values.calculatedSize,
      evictions: this.#evictions,
    };
  }
}
