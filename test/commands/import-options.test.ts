import { expect, test } from 'vitest';
import { IMPORT_OPTIONS, IMPORT_USAGE, readImportArguments } from '../../src/commands/import-options.js';
import { OperatorError } from '../../src/process/operator-error.js';

test('section 11: the options of the import', () => {
  const otherwise = { files: ['a.jsonl'], dryRun: false, skipFaulty: false, faults: null };
  expect(readImportArguments(['a.jsonl'])).toEqual(otherwise);
  expect(readImportArguments(['-'])).toEqual({ ...otherwise, files: [null] });
  expect(readImportArguments(['a.jsonl', '--dry-run', '--skip-faulty', '--faults', 'b'])).toEqual({
    files: ['a.jsonl'],
    dryRun: true,
    skipFaulty: true,
    faults: 'b',
  });
  expect(readImportArguments(['a.jsonl', '--dry-run'])).toEqual({ ...otherwise, dryRun: true });
  expect(readImportArguments(['a.jsonl', '--skip-faulty'])).toEqual({ ...otherwise, skipFaulty: true });
  expect(readImportArguments(['b', '-', 'a'])).toEqual({ ...otherwise, files: ['b', null, 'a'] });
  expect([readImportArguments(['--help']), readImportArguments(['-h'])]).toEqual([null, null]);
});

test.each([
  [[], 'No file is given.'],
  [['-', 'a', '-'], 'The standard input can be read only once.'],
  [['--skip', 'a'], "Unknown option '--skip'."],
  [['--dry-run=yes', 'a'], "Option '--dry-run' does not take an argument."],
  [['a', '--faults'], "Option '--faults <value>' argument missing."],
  [['a', '--faults='], '--faults needs the name of a file.'],
])('section 11: %j is answered with what is wrong, and with all options', (args, problem) => {
  expect(() => readImportArguments(args)).toThrow(
    new OperatorError('USAGE', `${problem}\n\n${IMPORT_USAGE}\n`),
  );
});

test('section 11: an option that npm took for itself is refused, so that a dry run never writes', () => {
  expect(IMPORT_OPTIONS).toEqual(['dry-run', 'skip-faulty', 'faults']);
  const why = 'npm took --faults for itself. Write -- before it: npm run import -- --faults FILE.';
  expect(() => readImportArguments(['FILE'], ['faults', 'dry-run'])).toThrow(
    new OperatorError('USAGE', `${why}\n\n${IMPORT_USAGE}\n`),
  );
});
