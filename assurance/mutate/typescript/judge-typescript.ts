import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Bench, Court } from '../court.js';
import { applied, type Placed } from '../mutant.js';
import type { Verdict } from '../results.js';
import { ACTIVE_MUTANT, type TestFile } from '../runs/messages.js';
import type { Runner } from '../runs/start-runner.js';
import { isEnough, type Measured, QUICK, TIMEOUT_MS, tryMutant } from '../try-mutant.js';

const GRAPHQL = 'src/graphql/';

/** The first runs alone, because it notices most mutants. The others run in one process, until one fails. */
const FIRST = 1;

/** Decides whether the compiler or a test notices a mutant of the code. */
export async function judgeTypescript(mutant: Placed, court: Court, { runner }: Bench): Promise<Verdict> {
  const { compiler, contentOf } = court;
  const error = compiler.errorWith(mutant.file, applied(contentOf(mutant.file), mutant));
  if (error !== null) return { outcome: 'refused', by: error };
  const near = await tryNearest(mutant, court.testsFor(mutant), court, runner);
  if (near.verdict) return near.verdict;
  // A test that starts a program with the file, or loads it by its name, is not near.
  const others = near.isReached && court.effort === QUICK ? [] : court.otherTests(mutant);
  const far = await tryNearest(mutant, others, court, runner);
  if (far.verdict) return far.verdict;
  if (mutant.file.startsWith(GRAPHQL) && (await changesPrintedSchema(mutant, court.directory)))
    return { outcome: 'declared', by: 'npm run schema:check' };
  return { outcome: near.isReached || far.isReached ? 'survived' : 'unreached', by: null };
}

/** Tries as many of the test files as the effort allows: those without a database first. */
async function tryNearest(
  mutant: Placed,
  candidates: readonly TestFile[],
  { baselines, effort }: Court,
  runner: Runner,
): Promise<{ readonly verdict: Verdict | null; readonly isReached: boolean }> {
  let isReached = false;
  for (const kind of ['unit', 'others'] as const) {
    const files = candidates.filter(({ project }) => (project === 'unit') === (kind === 'unit'));
    const reaching: Measured[] = [];
    let measured = 0;
    for (const test of files) {
      if (!baselines.isKnown(test) && kind === 'others' && ++measured > effort.measured) continue;
      const { passed, ms, reached } = await baselines.of(test, runner);
      const hits = reached[mutant.number ?? ''];
      if (!passed || hits === undefined) continue;
      isReached = true;
      reaching.push({ test, ms, hits });
      const verdict = reaching.length === FIRST ? await tryMutant(mutant, reaching, runner) : null;
      if (verdict) return { verdict, isReached };
      if (isEnough(reaching, kind, effort)) break;
    }
    const verdict = await tryMutant(mutant, reaching.slice(FIRST), runner);
    if (verdict) return { verdict, isReached };
  }
  return { verdict: null, isReached };
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
