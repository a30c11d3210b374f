import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createServer } from '../../src/http/server.js';
import type { Database } from '../../src/ledger/open-ledger.js';
import { cacheCounts } from '../../src/process/bounded-cache.js';
import { forgetCompiledCode } from '../../src/process/compiled-code.js';
import { createLogger } from '../../src/process/logger.js';
import { RefundGroups } from '../../src/refunds/create/refund-groups.js';
import { TestClock } from '../../test/support/gateways/test-clock.js';
import { testSandbox } from '../../test/support/gateways/test-sandbox.js';
import { insertRichRefunds } from '../../test/support/rows/rich-refunds.js';
import { databases } from '../model/databases.js';
import { Finding, runProgram, UsageError, wholeNumber } from '../program.js';
import { showProgress } from '../progress.js';
import { lastQuarterGrowthMb, type Reading, sendTo, soak } from './soak.js';

const DEFAULT_DOCUMENTS = 100_000;
/** Enough that their average does not depend on what the caches hold at one moment. */
const READINGS = 100;
const SHOWN_READINGS = 20;
/** A leak of 400 bytes for each document, in a run of the default length. */
const MAX_GROWTH_MB = 10;
const BYTES_IN_MB = 1024 * 1024;

const USAGE = `npm run soak -- [--documents N] [--database embedded|postgresql]
Sends ever new documents, operation names, variables, locales, page sizes, ids and keys to a gateway in this process, and
fails if the heap grows by more than ${MAX_GROWTH_MB} MB from the third quarter of the run to the last, on average.
  --documents how many turns to send, each with a document or with values that no other has (default ${DEFAULT_DOCUMENTS})
  --database  default embedded; PostgreSQL is found as the tests find it`;

await runProgram(USAGE, ['documents', 'database'], async (given) => {
  const documents = wholeNumber('documents', given.documents, DEFAULT_DOCUMENTS);
  const { database = 'embedded' } = given;
  if (database !== 'embedded' && database !== 'postgresql')
    throw new UsageError(`--database must be embedded or postgresql, not '${database}'`);
  await databases[database]((ledger) => soakLedger(ledger, documents));
});

/** @throws Finding if the heap still grows at the end */
async function soakLedger(database: Database, documents: number): Promise<void> {
  forgetCompiledCode();
  await insertRichRefunds(database, 3);
  const server = createServer({
    database,
    groups: new RefundGroups(database),
    clock: new TestClock(),
    processor: testSandbox,
    production: true,
    logger: createLogger('silent'),
  });
  console.info(`${documents} documents on ${database.kind}\ndocuments  heap after GC  evictions`);
  const readings: Reading[] = [];
  const interval = Math.ceil(documents / READINGS);
  const progress = showProgress();
  await soak(sendTo(server), documents, (turn) => {
    if (turn % 100 === 0) progress.show(`${turn} of ${documents} documents`);
    if (turn % interval !== 0 && turn !== documents) return;
    const heapMb = heapAfterGcMb();
    readings.push({ turn, heapMb });
    if (readings.length % (READINGS / SHOWN_READINGS) !== 0) return;
    progress.clear();
    const evictions = Object.values(cacheCounts()).reduce((sum, counts) => sum + counts.evictions, 0);
    console.info(
      `${`${turn}`.padStart(9)}${`${heapMb.toFixed(1)} MB`.padStart(15)}${`${evictions}`.padStart(11)}`,
    );
  }).finally(progress.clear);
  console.table(cacheCounts());
  const growth = lastQuarterGrowthMb(readings);
  const found = `The heap grew by ${growth.toFixed(1)} MB from the third quarter to the last.`;
  // NaN if there are too few documents for a quarter.
  if (!(growth <= MAX_GROWTH_MB)) throw new Finding(found);
  console.info(found);
}

/** The memory of JavaScript's values once garbage is collected. That of an embedded database is not among it. */
function heapAfterGcMb(): number {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  collect();
  return process.memoryUsage().heapUsed / BYTES_IN_MB;
}
