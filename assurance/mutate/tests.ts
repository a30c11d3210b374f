import path from 'node:path';
import type { TestFile } from './runs/messages.js';
import { distancesTo, type Imports } from './typescript/imports.js';

/**
 * Test files that do not run for mutants, and why. All of them are part of `npm test`, so a mutant that only they would
 * notice counts as a survivor.
 */
const LEFT_OUT: readonly (readonly [files: RegExp, why: string])[] = [
  [/^test\/docs\//, 'they compare pages with the sources'],
  [
    /^test\/(layers\.test|rules\/citations\.test|rules\/cited-numbers\.test)/,
    'they read the text of the sources',
  ],
  [
    /^test\/(bench|packages|scripts|internals)\//,
    'they test the bench, the packages, the build and libraries',
  ],
  [/^test\/prisma\//, 'they compare schema.sql with the migrations, or run the migrations from the start'],
  [/^assurance\/(?!model|plans)/, 'they run many random operations or processes for a long time'],
];

const isLeftOut = (file: string): boolean => LEFT_OUT.some(([files]) => files.test(file));

/** The test files that may run for a mutant. */
export const testFiles = (files: readonly string[]): TestFile[] =>
  files
    .filter((file) => /^(test|assurance)\/.*\.test\.ts$/.test(file) && !isLeftOut(file))
    .map((file) => ({ file, project: projectOf(file) }));

function projectOf(file: string): TestFile['project'] {
  if (file.endsWith('.db.test.ts')) return 'postgresql';
  return file.endsWith('.embedded.test.ts') ? 'embedded' : 'unit';
}

/** Tests without a database take a tenth of the time of the others. */
const PROJECT_RANK: Readonly<Record<TestFile['project'], number>> = {
  unit: 0,
  postgresql: 100,
  embedded: 200,
};

/** After all tests without a database, and before all others. */
const OWN_RANK = 80;

/** The test files that load a file of src/, the nearest first. The order decides only how soon a mutant is noticed. */
export function nearestTests(tests: readonly TestFile[], imports: Imports, file: string): TestFile[] {
  const distances = distancesTo(imports, file);
  const folder = path.dirname(file).replace(/^src/, 'test');
  const name = path.basename(file, '.ts');
  const [, room = ''] = file.split('/');
  const rankOf = (test: TestFile): number => {
    const own = path.dirname(test.file) === folder && path.basename(test.file).split('.')[0] === name;
    const place = own
      ? 0
      : test.file.startsWith(`${folder}/`)
        ? 20
        : test.file.startsWith(`test/${room}/`)
          ? 40
          : 60;
    // A file of the same name comes before those of other names, wherever it runs.
    const project = own && test.project !== 'unit' ? OWN_RANK : PROJECT_RANK[test.project];
    return project + place + Math.min(distances.get(test.file) ?? 0, 19);
  };
  return tests
    .filter((test) => distances.has(test.file))
    .map((test) => ({ test, rank: rankOf(test) }))
    .sort((a, b) => a.rank - b.rank || a.test.file.localeCompare(b.test.file))
    .map(({ test }) => test);
}

/** As much as a few rare words: the tests of a file are mostly in the folder of the same name. */
const FOLDER_WEIGHT = 1;
/** A test that names an object of the schema itself comes before most others. */
const NAMED_WEIGHT = 0.5;

/**
 * The tests in another order: those first that have most words in common with a place in the code. A rare word tells more
 * than one that most tests have, and a short file more than one with all kinds of words.
 *
 * @param object the table, function, index, trigger or constraint; or the path of the file
 * @param place the text around the mutant
 */
export function testsLike(
  tests: readonly TestFile[],
  object: string,
  place: string,
  contentOf: (file: string) => string,
): TestFile[] {
  const folder = `${path.dirname(object).replace(/^src/, 'test')}/`;
  const candidates = tests.map((test) => {
    const content = `${test.file} ${contentOf(test.file)}`;
    return { test, content, words: wordsOf(content) };
  });
  const weights = [...wordsOf(`${object} ${place}`)].map((word): readonly [string, number] => {
    const having = candidates.filter(({ words }) => words.has(word)).length;
    return [word, having === 0 ? 0 : Math.log(candidates.length / having)];
  });
  return candidates
    .map(({ test, content, words }) => ({
      test,
      rank:
        (content.includes(object) ? NAMED_WEIGHT : 0) +
        (test.file.startsWith(folder) ? FOLDER_WEIGHT : 0) +
        weights.reduce((sum, [word, weight]) => sum + (words.has(word) ? weight : 0), 0) /
          Math.sqrt(words.size + 1),
    }))
    .sort((a, b) => b.rank - a.rank || a.test.file.localeCompare(b.test.file))
    .map(({ test }) => test);
}

const knownWords = new Map<string, ReadonlySet<string>>();

/** The words of a text: `caller_day`, `callerDay` and `"caller-day"` have the same two. */
function wordsOf(text: string): ReadonlySet<string> {
  const known = knownWords.get(text);
  if (known) return known;
  const words = new Set([...text.matchAll(/[A-Z]?[a-z]{3,}/g)].map(([word]) => word.toLowerCase()));
  knownWords.set(text, words);
  return words;
}
