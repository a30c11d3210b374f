import { once } from 'node:events';
import { lineOf, readEntries } from '../audit/read-entries.js';
import { readConfig } from '../config.js';
import { holdsCluster } from '../database/embedded/open-embedded.js';
import { explainFailure } from '../database/explain-failure.js';
import { noLedger, requireSchema } from '../database/migrations/migrator.js';
import { openDatabase } from '../ledger/open-ledger.js';
import { runProgram } from '../process/run-program.js';
import { AUDIT_USAGE, readAuditArguments } from './audit-options.js';
import { progressLine } from './progress-line.js';

/** `npm run audit`: prints the audit as lines of JSON, to be kept elsewhere. It changes nothing. */
await runProgram(async () => {
  const filter = readAuditArguments(process.argv.slice(2));
  if (filter === null) return console.log(AUDIT_USAGE);
  const { database: location } = readConfig();
  // Opening an embedded database would create it.
  if ('directory' in location && !holdsCluster(location.directory)) throw noLedger(location.directory);
  const database = await openDatabase(location);
  try {
    await requireSchema(database.pool);
    const line = progressLine(process.stderr);
    let printed = 0;
    try {
      for await (const page of readEntries(database.query, filter)) {
        // A reader that is slow, such as a pipe, is waited for.
        if (!process.stdout.write(page.map(lineOf).join(''))) await once(process.stdout, 'drain');
        printed += page.length;
        line.show('Printing the audit', () => `${printed} entries`);
      }
    } finally {
      line.clear();
    }
    if (printed === 0) console.error('The audit has no such entry.');
  } finally {
    await database.close();
  }
}, explainFailure);
