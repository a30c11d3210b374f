import { Instrumenter, type InstrumentResult } from '@stryker-mutator/instrumenter';
import type { Mutant } from '../mutant.js';

/** A TypeScript file of the project. */
export interface SourceFile {
  /** The path from the root of the project. */
  readonly name: string;
  readonly content: string;
}

export interface Instrumented {
  /** The files with all mutants in them, none of which is active. */
  readonly files: readonly SourceFile[];
  readonly mutants: readonly Mutant[];
}

const no = () => false;
const nothing = () => {};
/** Stryker's instrumenter tells its progress to a logger. */
const silent = {
  ...{ isTraceEnabled: no, isDebugEnabled: no, isInfoEnabled: no },
  ...{ isWarnEnabled: no, isErrorEnabled: no, isFatalEnabled: no },
  ...{ trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing, fatal: nothing },
};

/**
 * Puts all mutants of Stryker into the files. The instrumented code has each mutant behind a condition, so one build
 * serves all mutants: the environment variable `__STRYKER_ACTIVE_MUTANT__` names the one that is active.
 */
export async function instrument(files: readonly SourceFile[]): Promise<Instrumented> {
  const result: InstrumentResult = await new Instrumenter(silent).instrument(
    files.map((file) => ({ ...file, mutate: true })),
    { plugins: null, ignorers: [], excludedMutations: [] },
  );
  const offsets = new Map(files.map(({ name, content }) => [name, lineOffsets(content)]));
  const offsetOf = (file: string, { line, column }: { line: number; column: number }): number =>
    (offsets.get(file)?.[line] ?? 0) + column;
  return {
    files: result.files.map(({ name, content }) => ({ name, content })),
    mutants: result.mutants.map(({ id, fileName, location, mutatorName, replacement }) => ({
      kind: 'typescript',
      file: fileName,
      start: offsetOf(fileName, location.start),
      end: offsetOf(fileName, location.end),
      replacement,
      mutator: mutatorName,
      number: id,
    })),
  };
}

/** Where each line starts. Stryker counts lines and columns from 0. */
function lineOffsets(content: string): number[] {
  const offsets = [0];
  for (const { index } of content.matchAll(/\n/g)) offsets.push(index + 1);
  return offsets;
}
