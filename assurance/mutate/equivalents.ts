import { readFileSync } from 'node:fs';
import type { Identity } from './mutant.js';

/** A mutant that no test can notice, because it changes nothing that a caller, an operator or the ledger can see. */
export interface Equivalent extends Identity {
  readonly reason: string;
}

export interface Equivalents {
  /** Why a mutant is equivalent, or undefined if it is not listed. */
  reasonFor(mutant: Identity): string | undefined;
  /** The entries that none of the given mutants meets: their code has changed, or is gone. */
  stale(mutants: readonly Identity[]): Equivalent[];
}

const identityOf = ({ file, line, original, replacement }: Identity): string =>
  JSON.stringify([file, line, original, replacement]);

/** The list names mutants by their text and not by line numbers, so that it survives other changes of a file. */
export function equivalentsOf(list: readonly Equivalent[]): Equivalents {
  const reasons = new Map(list.map((entry) => [identityOf(entry), entry.reason]));
  return {
    reasonFor: (mutant) => reasons.get(identityOf(mutant)),
    stale(mutants) {
      const present = new Set(mutants.map(identityOf));
      return list.filter((entry) => !present.has(identityOf(entry)));
    },
  };
}

export const readEquivalents = (file: string | URL): Equivalents =>
  equivalentsOf(JSON.parse(readFileSync(file, 'utf8')));
