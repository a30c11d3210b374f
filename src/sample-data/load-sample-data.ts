import { importObjects } from '../import/import-objects.js';
import type { Database } from '../ledger/open-ledger.js';
import type { Clock } from '../process/clock.js';
import { sampleObjects } from './sample-objects.js';

/**
 * Imports the sample shop into an empty ledger. A ledger with any payment intent or charge is left alone.
 *
 * @returns the number of objects that were loaded
 */
export async function loadSampleData(database: Database, clock: Clock): Promise<number> {
  const { prisma } = database;
  const known = (await prisma.paymentIntent.findFirst()) ?? (await prisma.charge.findFirst());
  if (known) return 0;
  const report = await importObjects(database, sampleLines(), { clock });
  if (report.outcome === 'refused')
    throw new Error(`The sample data breaks the rules: ${report.faults.map(({ why }) => why).join('; ')}`);
  return report.lines;
}

function* sampleLines(): Generator<string> {
  for (const object of sampleObjects()) yield JSON.stringify(object);
}
