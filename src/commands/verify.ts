import { readConfig } from '../config.js';
import { holdsCluster } from '../database/embedded/open-embedded.js';
import { explainFailure } from '../database/explain-failure.js';
import { noLedger, requireSchema } from '../database/migrations/migrator.js';
import { openDatabase } from '../ledger/open-ledger.js';
import { OperatorError } from '../process/operator-error.js';
import { runProgram } from '../process/run-program.js';
import { progressText, verdictText } from '../verify/report-text.js';
import { verifyLedger } from '../verify/verify-ledger.js';
import { tellsUsage } from './parse-options.js';
import { progressLine } from './progress-line.js';

const USAGE = 'Usage: npm run verify. It checks the ledger of DATABASE_URL or DATA_DIR, and changes nothing.';

/** `npm run verify`: checks a whole ledger, prints the result, and changes nothing. Violations give exit code 1. */
await runProgram(async () => {
  if (tellsUsage(USAGE)) return;
  const { database: location } = readConfig();
  // Opening an embedded database would create it.
  if ('directory' in location && !holdsCluster(location.directory)) throw noLedger(location.directory);
  const database = await openDatabase(location);
  try {
    await requireSchema(database.pool);
    const startMs = performance.now();
    const line = progressLine(process.stderr);
    const verdicts = await verifyLedger(database.pool, (progress) =>
      line.show(progress.check.holds, () => progressText(progress)),
    ).finally(line.clear);
    console.log(verdictText(verdicts));
    const violations = verdicts.reduce((sum, verdict) => sum + verdict.violations, 0);
    const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
    if (violations > 0)
      throw new OperatorError(
        'LEDGER_BROKEN',
        `${violations} violation${violations === 1 ? '' : 's'} found by ${verdicts.length} checks in ${seconds} s. Stop all writes to this ledger, keep a copy of it, and find out which program wrote these rows.`,
      );
    console.log(`No violations found by ${verdicts.length} checks in ${seconds} s.`);
  } finally {
    await database.close();
  }
}, explainFailure);
