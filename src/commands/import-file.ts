import { type FileHandle, open } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { GivenFile } from '../import/input/read-files.js';
import { OperatorError } from '../process/operator-error.js';
import { systemProblem } from '../process/system-problem.js';

/** Every file is open from the start, with its first bytes in memory. */
const MAX_FILES = 1000;

/** A file to import. */
export interface OpenFile extends GivenFile {
  /** Whether it can be read again, and other files can be put beside it. Null for the standard input and other pipes. */
  readonly path: string | null;
  close(): Promise<void>;
}

/**
 * Opens files before the first one is read, so that a name that is wrong is found at once.
 *
 * @param files null is the standard input
 * @throws OperatorError USAGE if one cannot be read
 */
export async function openFiles(files: readonly (string | null)[]): Promise<readonly OpenFile[]> {
  if (files.length > MAX_FILES)
    throw new OperatorError(
      'USAGE',
      `${files.length} files are more than the ${MAX_FILES} that can be imported together. Import them in parts, or join them: cat FILES | npm run import -- -`,
    );
  const open: OpenFile[] = [];
  try {
    for (const file of files) open.push(await openFile(file));
    return open;
  } catch (error) {
    await Promise.all(open.map((file) => file.close()));
    throw error;
  }
}

/**
 * Opens a file, or the standard input.
 *
 * @throws OperatorError USAGE if it cannot be read
 */
async function openFile(file: string | null): Promise<OpenFile> {
  if (file === null)
    return {
      name: 'The standard input',
      argument: 'FILE',
      path: null,
      chunks: process.stdin,
      close: async () => {},
    };
  const { handle, isFile } = await openNamed(file);
  return {
    name: file,
    argument: file,
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
