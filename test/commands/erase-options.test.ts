import { expect, test } from 'vitest';
import {
  ERASE_OPTIONS,
  ERASE_USAGE,
  readEraseArguments,
  requireEmail,
} from '../../src/commands/erase-options.js';
import { OperatorError } from '../../src/process/operator-error.js';

const read = (line: string) => readEraseArguments(line === '' ? [] : line.split(' '));

test.each(['', '--help', '-h'])('%j prints the usage', (line) => expect(read(line)).toBeNull());

test('an address, or the standard input, and how to answer', () => {
  expect(read('ann@example.com')).toEqual({ email: 'ann@example.com', dryRun: false, json: false });
  expect(read('- --dry-run --json')).toEqual({ email: null, dryRun: true, json: true });
  // The standard input ends with a line end.
  expect(requireEmail(' ann@example.com\n')).toBe('ann@example.com');
});

test('an age, or that of the setting', () => {
  expect(read('--older-than 400 --json')).toEqual({ olderThanDays: 400, dryRun: false, json: true });
  expect(read('--expired --dry-run')).toEqual({ olderThanDays: null, dryRun: true, json: false });
});

test('an option that npm took is told, because a dry run would erase', () => {
  expect(ERASE_OPTIONS).toEqual(['dry-run', 'older-than', 'expired']);
  expect(() => readEraseArguments(['ann@example.com'], ['dry-run', 'expired'])).toThrow(
    new OperatorError(
      'USAGE',
      `npm took --dry-run for itself; write -- before all options.\n\n${ERASE_USAGE}`,
    ),
  );
});

const DAYS = '--older-than must be a whole number of days, from 1 to 36525';
test.each([
  ['--older-than 0', DAYS],
  ['--older-than 36526', DAYS],
  ['--older-than 1.5', DAYS],
  ['--older-than=-1', DAYS],
  ['--older-than=', DAYS],
  ['ann@example.com --older-than 9', 'give either an address, or an age'],
  ['- --expired', 'give either an address, or an age'],
  ['--expired --older-than 9', 'give either --older-than or --expired'],
  ['--json', 'the address is missing'],
  ['ann@example.com ann@example.org', 'there is more than one address'],
  ['ann@example.com --ann@example.com', 'there is an unknown option'],
  ['ann-example.com', 'this is not an e-mail address'],
  [`${'a'.repeat(250)}@example.com`, 'this is not an e-mail address'],
])('%s is refused with the reason, and never repeated', (line, why) => {
  try {
    read(line);
  } catch (error) {
    const message = error instanceof OperatorError && error.code === 'USAGE' ? error.message : '';
    return expect(message).toBe(`${why}.\n\n${ERASE_USAGE}`);
  }
  throw new Error('It was accepted');
});
