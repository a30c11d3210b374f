import { expect, test } from 'vitest';
import { parseOptions } from '../../src/commands/parse-options.js';
import { OperatorError } from '../../src/process/operator-error.js';

const read = (...args: string[]) =>
  parseOptions(
    {
      args,
      options: { name: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    },
    (why) => new OperatorError('USAGE', why),
  );

test('options have their values', () => {
  expect(read('--name', 'desk', '--json', '-h').values).toEqual({ name: 'desk', json: true, help: true });
});

test.each([
  [['--nope'], "Unknown option '--nope'"],
  [['--name'], "Option '--name <value>' argument missing"],
  [['--name', '--json'], "Option '--name' argument is ambiguous"],
  [['--json=1'], "Option '--json' does not take an argument"],
  [['refunds'], "Unexpected argument 'refunds'"],
])('%j is refused in one sentence without a full stop', (args, message) => {
  expect(() => read(...args)).toThrow(new OperatorError('USAGE', message));
});
