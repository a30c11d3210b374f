import { readConfig } from '../config.js';
import { holdsCluster } from '../database/embedded/open-embedded.js';
import { noLedger, requireSchema } from '../database/migrations/migrator.js';
import { OperatorError } from '../process/operator-error.js';
import { run } from '../process/run-program.js';
import { progressText, verdictText } from '../verify/report-text.js';
import { verifyLedger } from '../verify/verify-ledger.js';
import { openLedger } from './open-for-command.js';
import { progressLine } from './progress-line.js';

/**
 * `npm run verify`: looks at a whole ledger for what must hold of it, prints what it counted, and changes nothing.
 * The exit code is 1 where something does not hold.
 */
await run(async () => {
  if (process.argv.length > 2)
    throw new OperatorError('USAGE', 'Usage: npm run verify, on the ledger of DATABASE_URL or DATA_DIR.');
  const { database: location } = readConfig();
  // To open an embedded database would make it.
  if ('directory' in location && !holdsCluster(location.directory)) throw noLedger();
  const database = await openLedger(location, 'verify');
  try {
    await requireSchema(database.pool);
    const startMs = performance.now();
    const progress = progressLine(process.stderr);
    const verdicts = await verifyLedger(database.pool, (far) =>
      progress.show(far.check.holds, () => progressText(far)),
    ).finally(progress.clear);
    console.log(verdictText(verdicts));
    const faults = verdicts.reduce((sum, verdict) => sum + verdict.faults, 0);
    const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
    if (faults > 0)
      throw new OperatorError(
        'LEDGER_BROKEN',
        `${faults} fault${faults === 1 ? '' : 's'} found by ${verdicts.length} checks in ${seconds} s: stop writing to this ledger, keep a copy, and find out who wrote them.`,
      );
    console.log(`Nothing is wrong: ${verdicts.length} checks in ${seconds} s.`);
  } finally {
    await database.close();
  }
});
