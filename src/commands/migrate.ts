import { readConfig } from '../config.js';
import { explainFailure } from '../database/explain-failure.js';
import { type Granted, grantRights } from '../database/migrations/grants.js';
import { migrate } from '../database/migrations/migrator.js';
import { openDatabase } from '../ledger/open-ledger.js';
import { runProgram } from '../process/run-program.js';
import { tellsUsage } from './parse-options.js';

const USAGE = 'Usage: npm run migrate. It brings the schema of DATABASE_URL or DATA_DIR to this version.';

/**
 * `npm run migrate`: brings the database's schema and the rights of the gateway's role to this version. A second run
 * changes nothing.
 */
await runProgram(async () => {
  if (tellsUsage(USAGE)) return;
  const { database: location, gatewayRole } = readConfig();
  const database = await openDatabase(location);
  try {
    const applied = await migrate(database.pool);
    for (const name of applied) console.log(`Applied ${name}.`);
    console.log(applied.length === 0 ? 'The schema was already up to date.' : 'The schema is up to date.');
    const line = rightsText(await grantRights(database.pool, gatewayRole), gatewayRole);
    if (line !== null) console.log(line);
  } finally {
    await database.close();
  }
}, explainFailure);

function rightsText(granted: Granted, role: string): string | null {
  if (granted === 'noRole') return null;
  return granted === 'granted'
    ? `The role ${role} has the rights of a gateway.`
    : `The rights of the role ${role} stay as they are, because only the owner of the tables can change them.`;
}
