import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Database, openDatabase } from '../../src/ledger/open-ledger.js';
import { verifyLedger } from '../../src/verify/verify-ledger.js';
import { insertCharge } from '../../test/support/rows/ledger-rows.js';
import { Finding } from '../program.js';

/** The charges that are refunded during kills. The refunds of each charge go through different transitions. */
const CHARGES = [
  { id: 'ch_of_card', paymentMethodType: 'card' },
  { id: 'ch_of_failing_card', paymentMethodType: 'card', cardLast4: '5126' },
  { id: 'ch_of_debit', paymentMethodType: 'sepa_debit' },
  { id: 'ch_of_konbini', paymentMethodType: 'konbini', billingEmail: 'jenny+returned@example.com' },
];
export const chargeIds: readonly string[] = CHARGES.map(({ id }) => id);

/** Writes the charges into an empty ledger. Their amounts exceed what any run can refund. */
export async function insertCharges(database: Database): Promise<void> {
  for (const charge of CHARGES) await insertCharge(database, { ...charge, amount: 1_000_000_000n });
}

/**
 * Opens the ledger of a data directory after a crash, verifies the ledger, and reads from it.
 *
 * @throws Finding if verify finds a violation
 */
export async function verified<T>(directory: string, read: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase({ directory });
  try {
    const verdicts = await verifyLedger(database.pool);
    const broken = verdicts.filter(({ violations }) => violations > 0);
    if (broken.length > 0)
      throw new Finding(
        ['The ledger is broken:', ...broken.flatMap(({ holds, examples }) => [holds, ...examples])].join(
          '\n  ',
        ),
      );
    return await read(database);
  } finally {
    await database.close();
  }
}

/** Runs the work in an empty directory and deletes the directory afterwards. */
export async function inTemporaryDirectory<T>(work: (directory: string) => Promise<T>): Promise<T> {
  const directory = mkdtempSync(path.join(tmpdir(), 'refund-gateway-crash-'));
  try {
    return await work(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
