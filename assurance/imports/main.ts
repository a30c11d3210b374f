import { databases } from '../model/databases.js';
import { anySeed, Finding, runProgram, UsageError, wholeNumber } from '../program.js';
import { showProgress } from '../progress.js';
import { type Counts, importGraph } from './run.js';

const DEFAULT_GRAPHS = 300;
/** A graph in a finding is cut there. `--seed N --graphs 1` repeats it whole. */
const SHOWN_CHARACTERS = 8_000;
const USAGE = `npm run imports -- [--graphs N] [--seed N] [--database postgresql|embedded]
Imports random graphs of Stripe objects, some of them faulty, in random order and split over files, while a gateway works
on the same charges. After each file the ledger must pass verify, and the same file once more must change nothing.
  --graphs   how many (default ${DEFAULT_GRAPHS})
  --seed     the seed of the first graph (default: random); the next graph has the next seed
  --database default postgresql; it is found as the tests find it`;

await runProgram(USAGE, ['graphs', 'seed', 'database'], async (given) => {
  const graphs = wholeNumber('graphs', given.graphs, DEFAULT_GRAPHS);
  const first = wholeNumber('seed', given.seed, anySeed());
  const { database = 'postgresql' } = given;
  if (database !== 'embedded' && database !== 'postgresql')
    throw new UsageError(`--database must be embedded or postgresql, not '${database}'`);
  const counts: Counts = { graphs: 0, files: 0, imported: 0, refused: 0, warnings: 0, written: 0 };
  console.info(`Seed ${first}, ${graphs} graphs on ${database}`);
  const progress = showProgress();
  await databases[database](async (ledger) => {
    for (let seed = first; seed < first + graphs; seed++) {
      progress.show(`${seed - first} of ${graphs} graphs`);
      const violation = await importGraph(ledger, seed, counts);
      if (!violation) continue;
      progress.clear();
      const shown = violation.files.map((file) => file.map((line) => JSON.stringify(line)).join('\n'));
      throw new Finding(
        `Seed ${seed}: ${violation.what}\n${shown.join('\n-- next file\n').slice(0, SHOWN_CHARACTERS)}`,
      );
    }
  }).finally(progress.clear);
  console.table(counts);
  console.info('Every ledger passed verify, and no file changed anything when it came again.');
});
