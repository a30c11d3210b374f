import { expect, test } from 'vitest';
import { EXPORT_USAGE, readExportArguments } from '../../src/commands/export-options.js';
import { OperatorError } from '../../src/process/operator-error.js';

test('a command line names a list, its filter and its columns', () => {
  expect(readExportArguments(['refunds'])).toEqual({
    request: { list: 'refunds', columns: undefined, locale: undefined, count: true, args: {} },
    out: null,
  });
  const all = ['refunds', '--filter', '{"status":["FAILED"]}', '--columns', 'id, amount', '--locale', 'de'];
  expect(readExportArguments([...all, '--out', 'a.csv'])).toEqual({
    request: {
      ...{ list: 'refunds', columns: ['id', 'amount'], locale: 'de', count: true },
      args: { filter: { status: ['FAILED'] } },
    },
    out: 'a.csv',
  });
  expect(readExportArguments(['--help'])).toBeNull();
});

test.each([
  [[], 'Name a list'],
  [['refunds', 'charges'], "One list at a time: 'charges' is too much"],
  [['refunds', 'charges', 'x'], "One list at a time: 'charges x' is too much"],
  [
    ['refunds', '--filter', '{status'],
    "--filter is not valid JSON. In a shell, write it in single quotes: '{…}'",
  ],
  [['refunds', '--nope'], "Unknown option '--nope'"],
])('%j is refused with the usage', (args, message) => {
  expect(() => readExportArguments(args)).toThrow(
    new OperatorError('USAGE', `${message}.\n\n${EXPORT_USAGE}`),
  );
});
