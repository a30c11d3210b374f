import { type FileHandle, open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { OperatorError } from '../process/operator-error.js';
import { systemProblem } from '../process/system-problem.js';

/** A file to import. */
export interface OpenFile {
  /** As messages name it, and as a command line does. */
  readonly name: string;
  /** Whether it can be read again, and other files can be put beside it. Null for the standard input and other pipes. */
  readonly path: string | null;
  readonly chunks: AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}

/**
 * Opens a file, or the standard input.
 *
 * @throws OperatorError USAGE if it cannot be read
 */
export async function openFile(file: string | null): Promise<OpenFile> {
  if (file === null)
    return { name: 'The standard input', path: null, chunks: process.stdin, close: async () => {} };
  const { handle, isFile } = await openNamed(file);
  return {
    name: file,
    path: isFile ? file : null,
    chunks: handle.createReadStream({ autoClose: false }),
    close: () => handle.close(),
  };
}

async function openNamed(file: string): Promise<{ readonly handle: FileHandle; readonly isFile: boolean }> {
  try {
    const handle = await open(file);
    const stat = await handle.stat();
    if (!stat.isDirectory()) return { handle, isFile: stat.isFile() };
    await handle.close();
  } catch (error) {
    throw unreadable(file, error);
  }
  throw unreadable(file, Object.assign(new Error(), { code: 'EISDIR' }));
}

/** The message has the whole path, because npm starts the command in the package's folder. */
function unreadable(file: string, cause: unknown): OperatorError {
  const advice = (cause as NodeJS.ErrnoException).code === 'ENOENT' ? ' Give its whole path.' : '';
  return new OperatorError(
    'USAGE',
    `The file ${resolve(file)} cannot be read: ${systemProblem(cause)}.${advice}`,
    { cause },
  );
}
