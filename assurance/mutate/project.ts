import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Placed, placed } from './mutant.js';
import { prismaMutants } from './prisma/mutants.js';
import { fingerprint } from './results.js';
import type { TestFile } from './runs/messages.js';
import { sourceFiles } from './sandbox.js';
import { sqlMutants } from './sql/mutants.js';
import { nearestTests, testFiles, testsLike } from './tests.js';
import { type Imports, readImports } from './typescript/imports.js';
import { instrument, type SourceFile } from './typescript/instrument.js';

/** Today's whole schema of the database, and what Prisma's client knows of it. */
const SQL_SCHEMA = 'prisma/schema.sql';
const PRISMA_SCHEMA = 'prisma/schema.prisma';

/** So much on both sides of a mutant of SQL tells what it is about. */
const PLACE_CHARACTERS = 120;

const isUnit = ({ project }: TestFile): boolean => project === 'unit';

/** The project, all its mutants, and the tests that may notice each. */
export interface Project {
  readonly root: string;
  readonly instrumented: readonly SourceFile[];
  readonly mutants: readonly Placed[];
  readonly imports: Imports;
  contentOf(file: string): string;
  /** The tests that load the mutant's file, or may need its table: the likeliest to notice the mutant first. */
  testsFor(mutant: Placed): readonly TestFile[];
  /** The tests with a database that do not load the file: some start a program with it, or load it by its name. */
  otherTests(mutant: Placed): readonly TestFile[];
  /** A fingerprint of the sources, of what tests share, and of one file besides. */
  fingerprintWith(file: string): string;
  /** A fingerprint of all sources and tests. */
  readonly fingerprint: string;
}

/** Reads the project and makes all mutants. Takes about half a minute. */
export async function readProject(root: string): Promise<Project> {
  const sources = sourceFiles(root);
  const [sql, prisma] = [SQL_SCHEMA, PRISMA_SCHEMA].map((name) => ({
    name,
    content: readFileSync(path.join(root, name), 'utf8'),
  })) as [SourceFile, SourceFile];
  const contents = new Map([...sources, sql, prisma].map((file) => [file.name, file.content]));
  const contentOf = (file: string): string => contents.get(file) ?? '';
  const { files: instrumented, mutants } = await instrument(
    sources.filter(({ name }) => name.startsWith('src/')),
  );
  const imports = readImports(sources);
  const tests = testFiles(sources.map(({ name }) => name));
  const shared = fingerprint(
    [...contents]
      .filter(([name]) => !name.endsWith('.test.ts') && !name.startsWith('assurance/mutate/'))
      .flat(),
  );
  const placeOf = ({ file, start, end }: Placed): string =>
    contentOf(file).slice(Math.max(0, start - PLACE_CHARACTERS), end + PLACE_CHARACTERS);
  const onServer = tests.filter(({ project }) => project === 'postgresql');
  const nearest = new Map<string, readonly TestFile[]>();
  const loadingTests = (file: string): readonly TestFile[] => {
    const loading = nearest.get(file) ?? nearestTests(tests, imports, file);
    nearest.set(file, loading);
    return loading;
  };
  return {
    ...{ root, instrumented, imports, contentOf },
    mutants: placed(
      [...mutants, ...sqlMutants(sql.name, sql.content), ...prismaMutants(prisma.name, prisma.content)],
      contentOf,
    ),
    testsFor(mutant) {
      const { file, object = file } = mutant;
      if (mutant.kind === 'sql') return testsLike(onServer, object, placeOf(mutant), contentOf);
      const loading = loadingTests(file);
      const others = loading.filter((test) => !isUnit(test));
      return [...loading.filter(isUnit), ...testsLike(others, file, placeOf(mutant), contentOf)];
    },
    otherTests(mutant) {
      const loading = new Set(loadingTests(mutant.file));
      const others = tests.filter((test) => !isUnit(test) && !loading.has(test));
      return testsLike(others, mutant.file, placeOf(mutant), contentOf);
    },
    fingerprintWith: (file) => fingerprint([shared, contentOf(file)]),
    fingerprint: fingerprint([shared, ...tests.map(({ file }) => contentOf(file))]),
  };
}
