import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, test } from 'vitest';
import { systemProblem } from '../../src/process/system-problem.js';

test.each<[unknown, string]>([
  [
    Object.assign(new Error('EACCES: permission denied, open'), { code: 'EACCES' }),
    'you have no right to do that',
  ],
  [Object.assign(new Error('ENOSPC'), { code: 'ENOSPC', errno: -28 }), 'the disk is full'],
  [Object.assign(new Error('EROFS'), { code: 'EROFS' }), 'the disk is read-only'],
  [{ name: 'ErrnoError', errno: 51 }, 'the disk is full'],
  [{ name: 'ErrnoError', errno: 2 }, 'you have no right to do that'],
  [{ name: 'ErrnoError', errno: 29 }, 'error 29'],
  [Object.assign(new Error(''), { code: 'EODD', errno: -5 }), 'error -5'],
  [{ code: 'EODD' }, 'error EODD'],
  [{ errno: null, message: 'PGlite failed' }, 'PGlite failed'],
  [{}, 'error without a message'],
  [new Error('PGlite failed'), 'PGlite failed'],
  ['text', 'text'],
  [null, 'error without a message'],
])('%j is told in words', (error, problem) => {
  expect(systemProblem(error)).toBe(problem);
});

/** Node's codes, and the numbers that the file system of the embedded database has for them. */
const CODES: readonly (readonly [code: string, wasi: number | null, problem: string])[] = [
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

test.each(CODES)('%s, or the number %s, is told in words', (code, wasi, problem) => {
  expect(systemProblem(Object.assign(new Error('as the system says'), { code, errno: -1 }))).toBe(problem);
  if (wasi !== null) expect(systemProblem({ name: 'ErrnoError', errno: wasi })).toBe(problem);
});

test('PGlite still has these numbers', () => {
  const pglite = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  const chunks = readdirSync(path.dirname(pglite)).filter((name) => name.endsWith('.js'));
  const text = chunks.map((name) => readFileSync(path.join(path.dirname(pglite), name), 'utf8')).join('\n');
  for (const [code, wasi] of CODES)
    if (wasi !== null) expect(text).toMatch(new RegExp(`\\b${code}:${wasi}\\b`));
});
