import { text } from 'node:stream/consumers';
import { readConfig } from '../config.js';
import { holdsCluster } from '../database/embedded/open-embedded.js';
import { explainFailure } from '../database/explain-failure.js';
import { noLedger, requireSchema } from '../database/migrations/migrator.js';
import { type Erasure, erasePersonByEmail } from '../erasure/erase-person.js';
import { openDatabase } from '../ledger/open-ledger.js';
import { OperatorError } from '../process/operator-error.js';
import { runProgram } from '../process/run-program.js';
import { ERASE_USAGE, readEraseArguments, requireEmail } from './erase-options.js';
import { erasedJson, erasedText } from './erase-text.js';

/** `npm run erase`: erases a person from the ledger, by the e-mail address, which is never printed. */
await runProgram(async () => {
  const given = readEraseArguments(process.argv.slice(2));
  if (given === null) return console.log(ERASE_USAGE);
  const email = given.email ?? requireEmail(await text(process.stdin));
  const { database: location } = readConfig();
  // Opening an embedded database would create it.
  if ('directory' in location && !holdsCluster(location.directory)) throw noLedger(location.directory);
  const database = await openDatabase(location);
  try {
    await requireSchema(database.pool);
    const erasure = requireErased(await erasePersonByEmail(database.pool, email, !given.dryRun));
    console.log((given.json ? erasedJson : erasedText)(erasure, given.dryRun));
  } finally {
    await database.close();
  }
}, explainWithoutRows);

/** What the database says of a row may have the address. */
function explainWithoutRows(error: unknown): OperatorError | null {
  if (error instanceof Error) for (const told of ['detail', 'where']) Reflect.deleteProperty(error, told);
  return explainFailure(error);
}

/** @throws OperatorError ERASURE_NOT_FOUND, ERASURE_IN_FLIGHT */
function requireErased(erasure: Erasure): Extract<Erasure, { outcome: 'erased' }> {
  if (erasure.outcome === 'erased') return erasure;
  if (erasure.outcome === 'in flight')
    throw new OperatorError(
      'ERASURE_IN_FLIGHT',
      `Nothing was erased, because these still need the address: ${erasure.ids.join(', ')}. Wait until the refunds have ended, or cancel them; reject the approvals.`,
    );
  const keptIn = Object.keys(erasure.kept);
  throw new OperatorError(
    'ERASURE_NOT_FOUND',
    `The ledger does not have this address${keptIn.length > 0 ? `, except as the name or the key of a caller, which stays: ${keptIn.join(', ')}` : ''}.`,
  );
}
