import { expect, test } from 'vitest';
import { nearestTests, testFiles, testsLike } from './tests.js';
import { distancesTo, readImports } from './typescript/imports.js';

const imports = readImports([
  { name: 'src/rules/sum.ts', content: '' },
  { name: 'src/rules/total.ts', content: "import { sum } from './sum.js';" },
  { name: 'test/rules/sum.test.ts', content: "import { sum } from '../../src/rules/sum.js';" },
  { name: 'test/rules/total.test.ts', content: "import {\n  total,\n} from '../../src/rules/total.js';" },
  { name: 'test/http/server.test.ts', content: "export { total } from '../../src/rules/total.js';" },
  { name: 'test/rules/types.test.ts', content: "import type { Sum } from '../../src/rules/sum.js';" },
  { name: 'test/rules/late.db.test.ts', content: "await import('../../src/rules/sum.js');" },
]);

test('files are reached by imports of values, not of types', () => {
  expect([...distancesTo(imports, 'src/rules/sum.ts')].toSorted()).toEqual([
    ['src/rules/sum.ts', 0],
    ['src/rules/total.ts', 1],
    ['test/http/server.test.ts', 2],
    ['test/rules/late.db.test.ts', 1],
    ['test/rules/sum.test.ts', 1],
    ['test/rules/total.test.ts', 2],
  ]);
});

test('the test of a file comes first, then those of its folder, and those with a database last', () => {
  const files = testFiles([
    'test/rules/late.db.test.ts',
    'test/http/server.test.ts',
    'test/rules/total.test.ts',
    'test/rules/sum.test.ts',
    'test/rules/types.test.ts',
  ]);
  expect(nearestTests(files, imports, 'src/rules/sum.ts')).toEqual([
    { file: 'test/rules/sum.test.ts', project: 'unit' },
    { file: 'test/rules/total.test.ts', project: 'unit' },
    { file: 'test/http/server.test.ts', project: 'unit' },
    { file: 'test/rules/late.db.test.ts', project: 'postgresql' },
  ]);
});

test('tests of pages, of the layers and of long runs are left out', () => {
  expect(
    testFiles([
      'test/docs/limits.test.ts',
      'test/layers.test.ts',
      'test/rules/citations.test.ts',
      'assurance/soak/soak.db.test.ts',
      'src/main.ts',
      'assurance/plans/plans.db.test.ts',
    ]).map(({ file }) => file),
  ).toEqual(['assurance/plans/plans.db.test.ts']);
});

test('for a place in the schema, the test that names its object comes first, then those with its rarest words', () => {
  const contents: Readonly<Record<string, string>> = {
    'test/a.db.test.ts': 'charge',
    'test/amounts.db.test.ts': "'charge-amounts'",
    'test/days.db.test.ts': 'const callerDay = charge',
    'test/named.db.test.ts': 'charge_amounts',
  };
  const found = (place: string) =>
    testsLike(testFiles(Object.keys(contents)), 'charge_amounts', place, (file) => contents[file] ?? '').map(
      ({ file }) => file.slice('test/'.length, -'.db.test.ts'.length),
    );
  expect(found('')).toEqual(['named', 'amounts', 'a', 'days']);
  expect(found('JOIN caller_day')).toEqual(['named', 'days', 'amounts', 'a']);
});
