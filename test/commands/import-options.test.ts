import { expect, test } from 'vitest';
import { IMPORT_USAGE, readImportArguments } from '../../src/commands/import-options.js';

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
  expect(readImportArguments(['b', '-', 'a'])).toEqual({ ...otherwise, files: ['b', null, 'a'] });
  expect(readImportArguments(['--help'])).toBeNull();
});

test.each([
  [[], 'No file is given.'],
  [['-', 'a', '-'], 'The standard input can be read only once.'],
  [['--skip', 'a'], "Unknown option '--skip'."],
  [['--dry-run=yes', 'a'], "Option '--dry-run' does not take an argument."],
  [['a', '--faults'], "Option '--faults <value>' argument missing."],
  [['a', '--faults='], '--faults needs the name of a file.'],
])('section 11: %j is answered with what is wrong, and with all options', (args, problem) => {
  expect(() => readImportArguments(args)).toThrow(`${problem}\n\n${IMPORT_USAGE}`);
});

test('section 11: an option that npm took for itself is refused, so that a dry run never writes', () => {
  expect(() => readImportArguments(['FILE'], ['dry-run'])).toThrow(
    /Write -- before it: npm run import -- --dry-run/,
  );
});
