import { existsSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { FaultRecord } from '../import/import-report.js';
import { OperatorError } from '../process/operator-error.js';
import { systemProblem } from '../process/system-problem.js';

/** More files of faults beside one file are a mistake. */
const MAX_FILES = 1000;

/** Where faults are written to: a file that the operator named, or one beside the imported file. */
export type FaultsPlace = { readonly named: string } | { readonly beside: string };

/**
 * Makes sure that a named file does not exist, before an import of hours finds out.
 *
 * @throws OperatorError FAULTS_FILE_UNUSABLE
 */
export function requireFree(place: FaultsPlace): void {
  if (!('named' in place)) return;
  const path = resolve(place.named);
  if (existsSync(path)) throw unusable(path, Object.assign(new Error(), { code: 'EEXIST' }));
}

/**
 * Writes faults to a new file, one JSON object per line. What a fault does not have is left out, such as the text of a
 * refused file's line. A file that exists is never overwritten.
 *
 * @returns the whole path of the file
 * @throws OperatorError FAULTS_FILE_UNUSABLE
 */
export async function writeFaults(
  place: FaultsPlace,
  faults: AsyncIterable<readonly FaultRecord[]>,
): Promise<string> {
  const { handle, path } = await create(place);
  try {
    for await (const batch of faults) {
      const lines = batch.map((fault) => `${JSON.stringify(fault, withoutNull)}\n`).join('');
      await handle.appendFile(lines).catch((error: unknown) => {
        throw unusable(path, error);
      });
    }
    return path;
  } finally {
    await handle.close();
  }
}

const withoutNull = (_: string, value: unknown): unknown => value ?? undefined;

async function create(place: FaultsPlace): Promise<{ readonly handle: FileHandle; readonly path: string }> {
  for (let number = 1; ; number++) {
    const path = resolve('named' in place ? place.named : nameBeside(place.beside, number));
    try {
      return { handle: await open(path, 'wx'), path };
    } catch (error) {
      const isTaken = (error as NodeJS.ErrnoException).code === 'EEXIST';
      if (!isTaken || 'named' in place || number === MAX_FILES) throw unusable(path, error);
    }
  }
}

const nameBeside = (file: string, number: number): string =>
  `${file}.faults${number === 1 ? '' : `.${number}`}.jsonl`;

function unusable(path: string, cause: unknown): OperatorError {
  const { code } = cause as NodeJS.ErrnoException;
  const problem =
    code === 'EEXIST'
      ? 'it exists already, and is not overwritten'
      : code === 'ENOENT'
        ? 'there is no such directory'
        : systemProblem(cause);
  return new OperatorError(
    'FAULTS_FILE_UNUSABLE',
    `The faults cannot be written to ${path}: ${problem}. Name another file with --faults.`,
    { cause },
  );
}
