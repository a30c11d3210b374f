/** Codes of Node.js, and the numbers that the file system of the embedded database has for the same (WASI). */
const PROBLEMS: readonly (readonly [code: string, errno: number | null, problem: string])[] = [
  ['EACCES', 2, 'you have no right to do that'],
  ['EPERM', 63, 'you have no right to do that'],
  ['EROFS', 69, 'the disk is read-only'],
  ['ENOSPC', 51, 'the disk is full'],
  ['EDQUOT', 19, 'your share of the disk is full'],
  ['ENOENT', null, 'it does not exist'],
  ['ENOTDIR', null, 'a part of its path is a file'],
  ['EISDIR', null, 'it is a directory'],
  ['EEXIST', null, 'it exists already'],
  ['EMFILE', null, 'too many files are open'],
];

/** Why the operating system refused something, in words that fit after a colon. */
export function systemProblem(error: unknown): string {
  const { code, errno, message } = (error ?? {}) as {
    readonly code?: unknown;
    readonly errno?: unknown;
    readonly message?: unknown;
  };
  const known = PROBLEMS.find(([name, number]) => name === code || (number !== null && number === errno));
  if (known) return known[2];
  if (typeof message === 'string' && message !== '') return message;
  return typeof error === 'object' ? `error ${errno ?? code ?? 'without a message'}` : String(error);
}
