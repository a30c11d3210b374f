import { expect, test } from 'vitest';
import { readOptions, UsageError } from '../../bench/options.js';

test.each([
  [['--partz', 'peers'], "Unknown option '--partz'"],
  [['--parts', 'grow'], 'There is no part grow.'],
  [['--rounds', '0'], '--rounds 0 is not a whole number above zero.'],
  [['--growth', '10'], '--growth 10 is not a number of charges from 2,000 on.'],
  [['--rate', 'fast'], '--rate fast has no numbers of requests a second.'],
  [
    ['--before', 'HEAD', '--parts', 'growth'],
    '--before takes part in peers, one-connection, lone-refund only.',
  ],
])('%j is answered with what is wrong and the usage', (args, problem) => {
  const read = () => readOptions(args);
  expect(read).toThrow(UsageError);
  expect(read).toThrow(problem);
  expect(read).toThrow('npm run bench -- [--quick]');
});

test('the name of a page says what makes it different from a complete run', () => {
  expect(readOptions([]).name).toBe('full');
  expect(readOptions(['--parts', 'growth', '--seconds', '3']).name).toBe('growth-3-s');
});
