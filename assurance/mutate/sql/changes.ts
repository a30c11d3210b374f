import type { Token } from './tokens.js';

/** A changed part of SQL. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  readonly mutator: string;
}

/** Replaces a run of tokens. */
export function replace(tokens: readonly Token[], replacement: string, mutator: string): Change[] {
  const [first, last] = [tokens[0], tokens.at(-1)];
  return first && last ? [{ start: first.start, end: last.end, replacement, mutator }] : [];
}

/** Leaves a run of tokens out. */
export const drop = (tokens: readonly Token[], mutator: string): Change[] => replace(tokens, '', mutator);
