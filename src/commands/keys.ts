import { createKey } from '../callers/create-key.js';
import { listKeys } from '../callers/list-keys.js';
import { revokeKey } from '../callers/revoke-key.js';
import { readConfig } from '../config.js';
import { holdsCluster } from '../database/embedded/open-embedded.js';
import { explainFailure } from '../database/explain-failure.js';
import { ensureSchema, noLedger } from '../database/migrations/migrator.js';
import { type Database, openDatabase } from '../ledger/open-ledger.js';
import { systemClock } from '../process/clock.js';
import { OperatorError } from '../process/operator-error.js';
import { runProgram } from '../process/run-program.js';
import { KEYS_USAGE, type KeysTask, readKeysArguments } from './keys-options.js';
import { createdJson, createdText, keysTable } from './keys-text.js';

/** `npm run keys`: makes, lists and revokes the API keys with which programs call the gateway. */
await runProgram(async () => {
  const task = readKeysArguments(process.argv.slice(2), systemClock.now());
  if (task === null) return console.log(KEYS_USAGE);
  const { database: location } = readConfig();
  // Only a new key is worth a new database.
  if (task.verb !== 'create' && 'directory' in location && !holdsCluster(location.directory))
    throw noLedger(location.directory);
  const database = await openDatabase(location);
  try {
    await ensureSchema(database.pool);
    console.log(await carryOut(task, database));
  } finally {
    await database.close();
  }
}, explainFailure);

/** @throws OperatorError KEY_EXISTS, KEY_MISSING */
async function carryOut(task: KeysTask, database: Database): Promise<string> {
  if (task.verb === 'list') {
    const keys = await listKeys(database.pool);
    return task.json ? JSON.stringify(keys) : keysTable(keys, systemClock.now());
  }
  if (task.verb === 'revoke') {
    if (!(await revokeKey(database, { name: task.name }, systemClock.now())))
      throw new OperatorError(
        'KEY_MISSING',
        `There is no key ${task.name}. "npm run keys -- list" shows all.`,
      );
    return `The key ${task.name} is revoked. Every process of the gateway refuses it within seconds.`;
  }
  const created = await createKey(database, task.key, systemClock.now());
  if (!created)
    throw new OperatorError(
      'KEY_EXISTS',
      `There is or was a key ${task.key.name}. Choose another name: the history of refunds tells callers apart by it.`,
    );
  return task.json ? createdJson(created, task.key) : createdText(created, task.key);
}
