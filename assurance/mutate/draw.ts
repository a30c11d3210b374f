import { isIn, REST } from './areas.js';

/** Numbers from 0 to below 1 that depend on the seed only (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The items in a random order that depends on the seed only (Fisher and Yates). */
function shuffled<T>(items: readonly T[], seed: number): T[] {
  const random = seeded(seed);
  const order = [...items];
  for (let last = order.length - 1; last > 0; last--) {
    const chosen = Math.floor(random() * (last + 1));
    [order[last], order[chosen]] = [order[chosen] as T, order[last] as T];
  }
  return order;
}

/** Draws mutants without replacement: one half from the named areas, and one half from all the rest. */
export function draw<T extends { readonly file: string }>(
  mutants: readonly T[],
  count: number,
  seed: number,
): T[] {
  const order = shuffled(mutants, seed);
  const rest = order.filter(({ file }) => isIn(REST, file));
  const named = order.filter(({ file }) => !isIn(REST, file));
  const fromNamed = Math.max(Math.ceil(count / 2), count - rest.length);
  const drawn = new Set(named.slice(0, fromNamed));
  for (const mutant of rest.slice(0, count - drawn.size)) drawn.add(mutant);
  return order.filter((mutant) => drawn.has(mutant));
}
