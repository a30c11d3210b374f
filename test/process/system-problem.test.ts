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
  [{}, 'error without a message'],
  [new Error('PGlite failed'), 'PGlite failed'],
  ['text', 'text'],
  [null, 'error without a message'],
])('%j is told in words', (error, problem) => {
  expect(systemProblem(error)).toBe(problem);
});
