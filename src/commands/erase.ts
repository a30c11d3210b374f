import { text } from 'node:stream/consumers';
import { type Config, optionsTakenByNpm, readConfig } from '../config.js';
import { holdsCluster } from '../database/embedded/open-embedded.js';
import { explainFailure } from '../database/explain-failure.js';
import { noLedger, requireSchema } from '../database/migrations/migrator.js';
import { type Erasure, erasePersonByEmail } from '../erasure/erase-person.js';
import { type ExpiryProgress, eraseExpired } from '../erasure/retention/erase-expired.js';
import { type Database, openDatabase } from '../ledger/open-ledger.js';
import { OperatorError } from '../process/operator-error.js';
import { runProgram } from '../process/run-program.js';
import {
  ERASE_OPTIONS,
  ERASE_USAGE,
  type EraseArguments,
  readEraseArguments,
  requireEmail,
} from './erase-options.js';
import { erasedJson, erasedText, expiredJson, expiredText, expiryProgressText } from './erase-text.js';
import { progressLine } from './progress-line.js';

/** `npm run erase`: erases a person by the e-mail address, or everybody who is too old. No address is ever printed. */
await runProgram(async () => {
  const given = readEraseArguments(process.argv.slice(2), optionsTakenByNpm(ERASE_OPTIONS));
  if (given === null) return console.log(ERASE_USAGE);
  const config = readConfig();
  const print = await erasing(given, config);
  const { database: location } = config;
  // Opening an embedded database would create it.
  if ('directory' in location && !holdsCluster(location.directory)) throw noLedger(location.directory);
  const database = await openDatabase(location);
  try {
    await requireSchema(database.pool);
    console.log(await print(database));
  } finally {
    await database.close();
  }
}, explainWithoutRows);

/** What to do with the database. It gives what is to be printed. */
async function erasing(
  given: EraseArguments,
  config: Config,
): Promise<(database: Database) => Promise<string>> {
  const { dryRun, json } = given;
  if ('email' in given) {
    const email = given.email ?? requireEmail(await text(process.stdin));
    return async ({ pool }) => {
      const erasure = requireErased(await erasePersonByEmail(pool, email, !dryRun));
      return (json ? erasedJson : erasedText)(erasure, dryRun);
    };
  }
  const olderThanDays = given.olderThanDays ?? requireSetting(config.personalDataRetentionDays);
  return async (database) => {
    const line = progressLine(process.stderr);
    const onProgress = (progress: ExpiryProgress) =>
      line.show(`${progress.step} ${progress.table}`, () => expiryProgressText(progress));
    const expiry = await eraseExpired(database.pool, { olderThanDays, dryRun, onProgress }).finally(
      line.clear,
    );
    return (json ? expiredJson : expiredText)(expiry, dryRun);
  };
}

/** @throws OperatorError USAGE */
function requireSetting(days: number | null): number {
  if (days !== null) return days;
  throw new OperatorError(
    'USAGE',
    `--expired needs the setting PERSONAL_DATA_RETENTION_DAYS, or give --older-than DAYS.\n\n${ERASE_USAGE}`,
  );
}

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
