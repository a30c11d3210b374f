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

/** The long run takes a few minutes on each database. Every outcome must occur in a run of this size or more. */
const ENOUGH_FOR_EVERY_OUTCOME = 20_000;

const USAGE = `npm run model -- [--seed N] [--operations N] [--database embedded|postgresql]
Runs random operations in the gateway and in a small model of the rules, and compares answers and ledger.
  --seed       repeats a run; a failure prints its seed
  --operations the number of operations on each database, one by one (default ${ENOUGH_FOR_EVERY_OUTCOME}); a quarter of that number then
               runs concurrently
  --database   one database only (default both); PostgreSQL is found as the tests find it`;

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

/** @throws Finding if the gateway differs from the model, or if an expected outcome never occurred */
async function look(gateway: Gateway, seed: number, operations: number): Promise<void> {
  const parts = [
    { what: 'sequential', run: compareOneByOne, count: operations },
    // Concurrent operations take longer and are more alike.
    { what: 'concurrent', run: holdAtOnce, count: Math.ceil(operations / 4) },
  ];
  for (const { what, run, count } of parts) {
    const title = `${what} operations on ${gateway.database.kind}, seed ${seed}`;
    console.info(`${count} ${title}`);
    const progress = showProgress();
    const onProgress = (counts: Counts) => progress.show(`${counts.operations} of ${count} ${title}`);
    const counts = await run(gateway, { seed, operations: count, onProgress }).finally(progress.clear);
    console.info(
      `${counts.operations} done. Each answer was right, and so was the ledger after it:\n${counts}\n`,
    );
    const missing = run === compareOneByOne ? counts.missing(EXPECTED_OUTCOMES) : [];
    if (operations >= ENOUGH_FOR_EVERY_OUTCOME && missing.length > 0)
      throw new Finding(`Seed ${seed}: these outcomes never occurred: ${missing.join('; ')}`);
  }
}
