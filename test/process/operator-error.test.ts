import { expect, test } from 'vitest';
import { OperatorError } from '../../src/process/operator-error.js';

test('a problem that the operator can solve tells its kind and its cause', () => {
  const cause = new Error('away');
  const error = new OperatorError('USAGE', 'Give a file.', { cause });
  expect(String(error)).toBe('OperatorError: Give a file.');
  expect(error.cause).toBe(cause);
});
