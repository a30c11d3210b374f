import { createHash } from 'node:crypto';

/** One small change of a file of the project. Tests must notice it. */
export interface Mutant {
  readonly kind: 'typescript' | 'sql' | 'prisma';
  /** The path from the root of the project. */
  readonly file: string;
  /** Where the replaced text is in the file, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  /** The name of the rule that made the mutant. */
  readonly mutator: string;
  /** TypeScript: the number of the mutant in the instrumented code. */
  readonly number?: string;
  /** SQL: the name of the table, function, index, trigger or constraint. Prisma: the name of the model. */
  readonly object?: string;
}

/** What makes a mutant the same after other lines of its file have changed. */
export interface Identity {
  readonly file: string;
  /** The line on which the mutant starts, without its indentation. */
  readonly line: string;
  readonly original: string;
  readonly replacement: string;
}

/** A mutant with the text around it. */
export interface Placed extends Mutant, Identity {
  readonly lineNumber: number;
  /** The same for equal mutants of a file, whatever else has changed there. */
  readonly key: string;
}

/** The length of texts in lists: enough to recognize a mutant, and short enough to read. */
const MAX_TEXT = 160;
const MAX_KEY = 16;

/** Makes long and multi-line code one short line. */
const shortened = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= MAX_TEXT ? line : `${line.slice(0, MAX_TEXT - 1)}…`;
};

/** Adds the line and the key. The n-th of several equal mutants of a file has its number in the key. */
export function placed(mutants: readonly Mutant[], contentOf: (file: string) => string): Placed[] {
  const counts = new Map<string, number>();
  return mutants.map((mutant) => {
    const content = contentOf(mutant.file);
    const before = content.slice(0, mutant.start);
    const lineStart = before.lastIndexOf('\n') + 1;
    const line = shortened(content.slice(lineStart).split('\n', 1)[0] ?? '');
    const identity = {
      file: mutant.file,
      line,
      original: shortened(content.slice(mutant.start, mutant.end)),
      replacement: shortened(mutant.replacement),
    };
    const text = JSON.stringify([identity, mutant.mutator, mutant.object]);
    const count = (counts.get(text) ?? 0) + 1;
    counts.set(text, count);
    const key = createHash('sha256').update(`${text} ${count}`).digest('hex').slice(0, MAX_KEY);
    return { ...mutant, ...identity, lineNumber: before.split('\n').length, key };
  });
}

/** The file with the change. */
export const applied = (content: string, { start, end, replacement }: Mutant): string =>
  content.slice(0, start) + replacement + content.slice(end);
