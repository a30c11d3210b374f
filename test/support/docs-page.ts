import { readFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../src/process/package-root.js';

/** An example of a page: what a reader runs, and what the page says that it prints, if it says so. */
export interface Example {
  readonly line: number;
  readonly kind: 'graphql' | 'sh';
  readonly text: string;
  /** The block of JSON that follows at once. */
  readonly shown: string | null;
}

const BLOCK = /^```(\w+)\n(.*?)^```$(?:\n```json\n(.*?)^```$)?/gms;

/** The blocks of `graphql` and `sh` in a page, in its order, each with the block of `json` that follows at once. */
export function examplesOf(file: string): Example[] {
  const page = readFileSync(path.join(packageRoot, file), 'utf8');
  return [...page.matchAll(BLOCK)].flatMap(({ index, 1: kind, 2: text = '', 3: shown = null }) => {
    const line = page.slice(0, index).split('\n').length;
    return kind === 'graphql' || kind === 'sh' ? [{ line, kind, text, shown }] : [];
  });
}

/** What differs between JSON that a page shows and JSON that was answered; null if nothing. `…` stands for any text. */
export function differenceOf(shown: unknown, answered: unknown, place = ''): string | null {
  if (typeof shown === 'string' && shown.endsWith('…') && typeof answered === 'string')
    return answered.startsWith(shown.slice(0, -1)) ? null : `${place}: ${answered}`;
  if (typeof shown !== 'object' || shown === null || typeof answered !== 'object' || answered === null)
    return Object.is(shown, answered)
      ? null
      : `${place}: ${JSON.stringify(answered)} and not ${JSON.stringify(shown)}`;
  const names = new Set([...Object.keys(shown), ...Object.keys(answered)]);
  for (const name of names) {
    const difference = differenceOf(
      Reflect.get(shown, name),
      Reflect.get(answered, name),
      `${place}.${name}`,
    );
    if (difference !== null) return difference;
  }
  return null;
}
