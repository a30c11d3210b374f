import { readConfig } from '../config.js';
import { explainFailure } from '../database/explain-failure.js';
import { migrate } from '../database/migrations/migrator.js';
import { openDatabase } from '../ledger/open-ledger.js';
import { runProgram } from '../process/run-program.js';

/** `npm run migrate`: brings the database's schema to this version. A second run changes nothing. */
await runProgram(async () => {
  const database = await openDatabase(readConfig().database);
  try {
    const applied = await migrate(database.pool);
    for (const name of applied) console.log(`Applied ${name}.`);
    console.log(applied.length === 0 ? 'The schema was already up to date.' : 'The schema is up to date.');
  } finally {
    await database.close();
  }
}, explainFailure);
