import { databases } from '../model/databases.js';
import { Finding, runProgram, wholeNumber } from '../program.js';
import { showProgress } from '../progress.js';
import { cases } from './cases.js';
import { faultOf, planOf } from './plan.js';
import { fillLedger } from './rows.js';

const DEFAULT_CHARGES = 2_000_000;
/** PostgreSQL ends a statement of the gateway after this time. */
const MAX_MS = 10_000;

const USAGE = `npm run plans -- [--charges N]
Fills a ledger on the PostgreSQL server that the tests use, with N charges (default ${DEFAULT_CHARGES}) and half as many refunds,
asks for a page by each filter and in each order, and prints how PostgreSQL found it and how long that took. It fails if a
page is found without an index, or takes more than ${MAX_MS} ms. The default size takes about fifteen minutes and 5 GB.`;

await runProgram(USAGE, ['charges'], async (given) => {
  const charges = wholeNumber('charges', given.charges, DEFAULT_CHARGES);
  await databases.postgresql(async ({ pool }) => {
    const progress = showProgress();
    await fillLedger(pool, { charges }, (text) => progress.show(text));
    progress.clear();
    console.info(`${charges} charges, the second run of each page\n`);
    console.info('| list | by | ms | rows | indexes |\n|---|---|---|---|---|');
    const faults: string[] = [];
    for (const asked of cases) {
      // What the first run reads from the disk, the second one finds in memory.
      await planOf(pool, asked);
      const plan = await planOf(pool, asked);
      const { list, title } = asked;
      console.info(
        `| ${list} | ${title} | ${plan.ms.toFixed(1)} | ${plan.rows} | ${plan.indexes.join(', ')} |`,
      );
      const fault = plan.ms > MAX_MS ? `takes ${plan.ms.toFixed(0)} ms` : faultOf(asked, plan);
      if (fault !== null) faults.push(`${list} by ${title}: ${fault}`);
    }
    if (faults.length > 0) throw new Finding(`\n${faults.join('\n')}`);
  });
});
