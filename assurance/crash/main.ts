import { ensureSchema } from '../../src/database/migrations/migrator.js';
import { openDatabase } from '../../src/ledger/open-ledger.js';
import { createRandom } from '../../src/sample-data/random.js';
import { anySeed, runProgram, wholeNumber } from '../program.js';
import { showProgress } from '../progress.js';
import { killFirstStarts } from './first-start.js';
import { insertCharges, inTemporaryDirectory } from './ledger.js';
import { killUnderLoad } from './under-load.js';

/** This takes a few minutes on two cores. */
const DEFAULT_KILLS = 40;
const DEFAULT_FIRST_STARTS = 24;

const USAGE = `npm run crash -- [--seed N] [--kills N] [--first-starts N]
Kills the built gateway, on an embedded database, with kill -9. After each kill the ledger must be sound and every
answered refund must be there.
  --seed         repeats the requests and their timing; the moment that a kill hits still depends on the machine
  --kills        how often to kill the gateway while callers refund (default ${DEFAULT_KILLS})
  --first-starts how often to kill a first start, spread over its duration, in addition to one kill at each of its
                 steps (default ${DEFAULT_FIRST_STARTS}; 0 skips first starts)`;

await runProgram(USAGE, ['seed', 'kills', 'first-starts'], async (given) => {
  const seed = wholeNumber('seed', given.seed, anySeed());
  const kills = wholeNumber('kills', given.kills, DEFAULT_KILLS);
  const firstStarts = wholeNumber('first-starts', given['first-starts'], DEFAULT_FIRST_STARTS);
  console.info(`Seed ${seed}, ${kills} kills under load`);
  const refunds = await inTemporaryDirectory(async (directory) => {
    const database = await openDatabase({ directory });
    await ensureSchema(database.pool);
    await insertCharges(database);
    await database.close();
    return underLoad(directory, kills, seed);
  });
  const starts = firstStarts === 0 ? 0 : await firstStart(firstStarts);
  console.info(
    `${refunds} refunds and ${starts} first starts survived: nothing is lost, and nothing is half-written.`,
  );
});

/** @returns the number of refunds that were created */
async function underLoad(directory: string, kills: number, seed: number): Promise<number> {
  const progress = showProgress();
  console.info('kill  asked    cut: created, not created  restart');
  return killUnderLoad(directory, kills, createRandom(seed), (kill) => {
    progress.clear();
    console.info(
      `${kill.number}`.padStart(4) +
        `${kill.asked}`.padStart(7) +
        `${kill.madeBefore}, ${kill.madeNow}`.padStart(29) +
        `${kill.restartMs} ms`.padStart(9),
    );
    progress.show(`${kill.number} of ${kills} kills`);
  }).finally(progress.clear);
}

/** @returns the number of first starts that were killed */
async function firstStart(more: number): Promise<number> {
  console.info('\nA first start killed when …');
  return killFirstStarts(more, ({ when, left, servedMs }) =>
    console.info(
      `${when.padEnd(42)} left ${left.join(' ').padEnd(12)} next start served after ${servedMs} ms`,
    ),
  );
}
