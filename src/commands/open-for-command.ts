import { type Database, type DatabaseLocation, openDatabase } from '../ledger/open-ledger.js';
import { OperatorError } from '../process/operator-error.js';

/**
 * Opens the database for a command. On the embedded database, a command cannot run while the gateway does.
 *
 * @param doing the operator's next step once the gateway is stopped, such as `import`
 * @throws OperatorError the errors of `openDatabase`; the message of DATA_DIR_IN_USE says what to do
 */
export async function openLedger(location: DatabaseLocation, doing: string): Promise<Database> {
  try {
    return await openDatabase(location);
  } catch (error) {
    if (!(error instanceof OperatorError) || error.code !== 'DATA_DIR_IN_USE') throw error;
    throw new OperatorError(
      error.code,
      `The gateway has the data directory open, and the embedded database serves only one process. Stop the gateway, ${doing}, and start the gateway again. With DATABASE_URL, both can run at the same time. (${error.message})`,
      { cause: error },
    );
  }
}
