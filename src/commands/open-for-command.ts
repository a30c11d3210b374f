import { type Database, type DatabaseLocation, openDatabase } from '../ledger/open-ledger.js';
import { OperatorError } from '../process/operator-error.js';

/**
 * Opens the database for a command, which on the embedded database cannot run beside a gateway.
 *
 * @param doing what the operator does while the gateway is stopped, such as `import`
 * @throws OperatorError as `openDatabase`; DATA_DIR_IN_USE says what to do
 */
export async function openLedger(location: DatabaseLocation, doing: string): Promise<Database> {
  try {
    return await openDatabase(location);
  } catch (error) {
    if (!(error instanceof OperatorError) || error.code !== 'DATA_DIR_IN_USE') throw error;
    throw new OperatorError(
      error.code,
      `The gateway has the data directory open, and the embedded database serves one process: stop the gateway, ${doing}, and start it again. With DATABASE_URL this runs beside it. (${error.message})`,
      { cause: error },
    );
  }
}
