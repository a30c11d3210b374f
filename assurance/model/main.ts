import type { Database } from '../../src/ledger/open-ledger.js';
import { RefundGroups } from '../../src/refunds/create/refund-groups.js';
import { TestClock } from '../../test/support/gateways/test-clock.js';
import { anySeed, Finding, runProgram, UsageError, wholeNumber } from '../program.js';
import { showProgress } from '../progress.js';
import { holdAtOnce } from './at-once.js';
import type { Counts } from './counts.js';
import { databases } from './databases.js';
import { EXPECTED_OUTCOMES } from './expected-outcomes.js';
import type { Gateway } from './gateway.js';
import { compareOneByOne } from './one-by-one.js';

/** The long run: some minutes on each database. From this size on, every outcome is expected to occur. */
const ENOUGH_FOR_EVERY_OUTCOME = 20_000;

const USAGE = `npm run model -- [--seed N] [--operations N] [--database embedded|postgresql]
Does random operations in the gateway and in a small model of the rules, and compares all that can be seen.
  --seed       repeats a run; a failure tells its seed
  --operations one by one on each database, and a quarter of them at once; ${ENOUGH_FOR_EVERY_OUTCOME} unless given
  --database   both unless given; PostgreSQL is found as the tests find it`;

await runProgram(USAGE, ['seed', 'operations', 'database'], async (given) => {
  const seed = wholeNumber('seed', given.seed, anySeed());
  const operations = wholeNumber('operations', given.operations, ENOUGH_FOR_EVERY_OUTCOME);
  for (const kind of kindsOf(given.database))
    await databases[kind]((database) =>
      look({ database, clock: new TestClock(), groups: new RefundGroups(database) }, seed, operations),
    );
});

function kindsOf(given: string | undefined): readonly Database['kind'][] {
  const kinds = ['embedded', 'postgresql'] as const;
  const wanted = kinds.filter((kind) => given === undefined || kind === given);
  if (wanted.length === 0) throw new UsageError(`--database must be ${kinds.join(' or ')}, not '${given}'`);
  return wanted;
}

/** @throws Finding where the gateway does something else than the model, or where an outcome never occurred */
async function look(gateway: Gateway, seed: number, operations: number): Promise<void> {
  const parts = [
    { what: 'one by one', run: compareOneByOne, count: operations },
    // They take longer, and repeat each other more.
    { what: 'at once', run: holdAtOnce, count: Math.ceil(operations / 4) },
  ];
  for (const { what, run, count } of parts) {
    const title = `operations ${what} on ${gateway.database.kind}, seed ${seed}`;
    console.info(`${count} ${title}`);
    const progress = showProgress();
    const onProgress = (counts: Counts) => progress.show(`${counts.operations} of ${count} ${title}`);
    const counts = await run(gateway, { seed, operations: count, onProgress }).finally(progress.clear);
    console.info(`${counts.operations} done; each answer, and the ledger after it, was right:\n${counts}\n`);
    const missing = run === compareOneByOne ? counts.missing(EXPECTED_OUTCOMES) : [];
    if (operations >= ENOUGH_FOR_EVERY_OUTCOME && missing.length > 0)
      throw new Finding(`Seed ${seed}: these outcomes never occurred: ${missing.join('; ')}`);
  }
}
