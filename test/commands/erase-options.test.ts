import { expect, test } from 'vitest';
import { ERASE_USAGE, readEraseArguments } from '../../src/commands/erase-options.js';
import { OperatorError } from '../../src/process/operator-error.js';

const read = (line: string) => readEraseArguments(line === '' ? [] : line.split(' '));

test.each(['', '--help', '-h'])('%j prints the usage', (line) => expect(read(line)).toBeNull());

test('an address, or the standard input, and how to answer', () => {
  expect(read('ann@example.com')).toEqual({ email: 'ann@example.com', dryRun: false, json: false });
  expect(read('- --dry-run --json')).toEqual({ email: null, dryRun: true, json: true });
});

test.each([
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
