import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Baselines } from './baselines.js';
import { applied, type Placed } from './mutant.js';
import { isSeenByPrisma, judgePrisma } from './prisma/judge-prisma.js';
import type { Verdict } from './results.js';
import { ACTIVE_MUTANT, type RunRequest, type TestFile } from './runs/messages.js';
import type { Runner } from './runs/start-runner.js';
import type { Template } from './runs/template.js';
import type { Compiler } from './typescript/compiler.js';

const GRAPHQL = 'src/graphql/';
const PRISMA_SCHEMA = 'prisma/schema.prisma';

/** What a mutant is judged with. */
export interface Court {
  /** The copy of the project. */
  readonly directory: string;
  readonly compiler: Compiler;
  readonly baselines: Baselines;
  readonly contentOf: (file: string) => string;
  /** The test files that may notice a mutant, the likeliest first. */
  readonly testsFor: (mutant: Placed) => readonly TestFile[];
}

/** A process that runs tests, and its database. */
export interface Bench {
  readonly runner: Runner;
  /** @param test a test on a server. It runs first if the process has no template yet. */
  template(test: TestFile): Promise<Template>;
}

/** At most so many test files run for a mutant: those without a database, and the others. */
const MAX_FILES: Readonly<Record<'unit' | 'others', number>> = { unit: 20, others: 12 };
/** So many files with a database are run without the mutant to see whether they reach it. Later mutants profit from it. */
const MAX_MEASURED = 12;
/** No further file is added when those that were chosen take so long. */
const ENOUGH_MS = 60_000;
/** The first runs alone, because it notices most mutants. The others run in one process, until one fails. */
const FIRST = 1;

/** A run that takes so much longer than without the mutant hangs. */
const TIMEOUT_FACTOR = 6;
const TIMEOUT_MS = 60_000;
/** A loop that reaches the mutant so much more often than without the mutant is endless. As Stryker does. */
const HIT_FACTOR = 100;
const MIN_HIT_LIMIT = 10_000;

/** Decides whether the tests notice a mutant. */
export async function judge(mutant: Placed, court: Court, bench: Bench): Promise<Verdict> {
  switch (mutant.kind) {
    case 'typescript':
      return judgeTypescript(mutant, court, bench);
    case 'sql':
      return judgeSql(mutant, court, bench);
    case 'prisma':
      return judgePrisma(applied(court.contentOf(mutant.file), mutant));
  }
}

async function judgeTypescript(mutant: Placed, court: Court, { runner }: Bench): Promise<Verdict> {
  const { compiler, contentOf } = court;
  const error = compiler.errorWith(mutant.file, applied(contentOf(mutant.file), mutant));
  if (error !== null) return { outcome: 'refused', by: error };
  const candidates = court.testsFor(mutant);
  let isReached = false;
  for (const kind of ['unit', 'others'] as const) {
    const files = candidates.filter(({ project }) => (project === 'unit') === (kind === 'unit'));
    const reaching: Measured[] = [];
    let measured = 0;
    for (const test of files) {
      if (!court.baselines.isKnown(test) && kind === 'others' && ++measured > MAX_MEASURED) continue;
      const { passed, ms, reached } = await court.baselines.of(test, runner);
      const hits = reached[mutant.number ?? ''];
      if (!passed || hits === undefined) continue;
      isReached = true;
      reaching.push({ test, ms, hits });
      const verdict = reaching.length === FIRST ? await tryMutant(mutant, reaching, runner) : null;
      if (verdict) return verdict;
      if (isEnough(reaching, kind)) break;
    }
    const verdict = await tryMutant(mutant, reaching.slice(FIRST), runner);
    if (verdict) return verdict;
  }
  if (mutant.file.startsWith(GRAPHQL) && (await changesPrintedSchema(mutant, court.directory)))
    return { outcome: 'declared', by: 'npm run schema:check' };
  return { outcome: isReached ? 'survived' : 'unreached', by: null };
}

const run = promisify(execFile);

/** Whether the mutant changes `schema.graphql` or another page that is printed from the code. */
const changesPrintedSchema = async ({ number }: Placed, directory: string): Promise<boolean> =>
  run(process.execPath, ['dist/src/commands/print-schema.js', '--check'], {
    cwd: directory,
    env: { ...process.env, [ACTIVE_MUTANT]: number },
    timeout: TIMEOUT_MS,
  }).then(
    () => false,
    () => true,
  );

const isEnough = (chosen: readonly Measured[], kind: 'unit' | 'others'): boolean =>
  chosen.length === MAX_FILES[kind] || sumOf(chosen, 'ms') > ENOUGH_MS;

const sumOf = (measured: readonly Measured[], of: 'ms' | 'hits'): number =>
  measured.reduce((total, one) => total + one[of], 0);

/** A test file, and how it runs without a mutant. */
interface Measured {
  readonly test: TestFile;
  readonly ms: number;
  readonly hits: number;
}

/** Runs test files with a mutant. Null if none of them notices it. */
async function tryMutant(
  mutant: Placed,
  measured: readonly Measured[],
  runner: Runner,
): Promise<Verdict | null> {
  if (measured.length === 0) return null;
  const request: RunRequest = {
    files: measured.map(({ test }) => test),
    ...(mutant.number !== undefined && {
      mutant: mutant.number,
      hitLimit: Math.max(MIN_HIT_LIMIT, sumOf(measured, 'hits') * HIT_FACTOR),
    }),
  };
  const result = await runner.run(request, TIMEOUT_MS + TIMEOUT_FACTOR * sumOf(measured, 'ms'));
  if (result === 'timeout') return { outcome: 'noticed', by: `${measured[0]?.test.file}: takes too long` };
  return result.passed ? null : { outcome: 'noticed', by: result.failure };
}

async function judgeSql(mutant: Placed, court: Court, bench: Bench): Promise<Verdict> {
  const schema = applied(court.contentOf(mutant.file), mutant);
  const isDeclared = () => isSeenByPrisma(court.contentOf(PRISMA_SCHEMA), schema);
  // The compiler refuses code that leaves such a column out, so tests seldom notice that the database would take it.
  if (mutant.mutator === 'not null' && (await isDeclared())) return DECLARED;
  const verdict = await tryWithSchema(schema, mutant, court, bench);
  return verdict.outcome === 'survived' && (await isDeclared()) ? DECLARED : verdict;
}

const DECLARED: Verdict = { outcome: 'declared', by: 'npm run migration:check' };

async function tryWithSchema(
  schema: string,
  mutant: Placed,
  court: Court,
  { runner, template }: Bench,
): Promise<Verdict> {
  const measured: Measured[] = [];
  for (const test of court.testsFor(mutant)) {
    const { passed, ms } = await court.baselines.of(test, runner);
    if (passed) measured.push({ test, ms, hits: 0 });
    if (isEnough(measured, 'others')) break;
  }
  const [first, ...others] = measured;
  if (!first) return { outcome: 'unreached', by: null };
  const tests = await template(first.test);
  const error = await tests.change(schema);
  try {
    if (error !== null) return { outcome: 'refused', by: error };
    const verdict = (await tryMutant(mutant, [first], runner)) ?? (await tryMutant(mutant, others, runner));
    return verdict ?? { outcome: 'survived', by: null };
  } finally {
    await tests.restore();
  }
}
