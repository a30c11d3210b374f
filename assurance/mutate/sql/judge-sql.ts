import type { Bench, Court } from '../court.js';
import { applied, type Placed } from '../mutant.js';
import { isSeenByPrisma } from '../prisma/judge-prisma.js';
import type { Verdict } from '../results.js';
import { isEnough, type Measured, tryMutant } from '../try-mutant.js';

const PRISMA_SCHEMA = 'prisma/schema.prisma';

/** Decides whether PostgreSQL or a test notices a changed schema of the database. */
export async function judgeSql(mutant: Placed, court: Court, bench: Bench): Promise<Verdict> {
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
    if (isEnough(measured, 'others', court.effort)) break;
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
