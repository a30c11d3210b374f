import type { Connection } from '../database/batches.js';
import type { Database } from '../ledger/open-ledger.js';
import type { Clock } from '../process/clock.js';
import type { ImportProgress, ImportReport, KindCounts, LineFault } from './import-report.js';
import type { Line } from './line.js';
import { checkTerms } from './steps/check-terms.js';
import { leaveOutWhatWasMadeHere } from './steps/leave-out-created.js';
import { lockCharges } from './steps/lock-charges.js';
import { readObjects } from './steps/read-objects.js';
import { resolveReferences } from './steps/resolve-references.js';
import { weighCharges } from './steps/set-totals.js';
import { analyzeStages, createStages } from './steps/staging.js';
import { count } from './steps/statements.js';
import { inTransaction } from './steps/transaction.js';
import { writeObjects } from './steps/write-objects.js';

/** More faults than one mends before trying again. */
const MAX_FAULTS = 20;

export interface ImportOptions {
  /** When the refunds' events happened. */
  readonly clock: Clock;
  /** Told after every thousand lines, and before each step. */
  readonly onProgress?: (progress: ImportProgress) => void;
}

/**
 * Takes Stripe's objects, one in JSON a line and in any order, into the ledger (rules, section 11): all in one
 * transaction, or nothing where a line is bad. The same lines again change nothing. Of two objects with one id the
 * later line counts.
 *
 * An object that stands expanded in place of its id is taken in as well, where it is whole and has no line of its own.
 */
export async function importObjects(
  database: Database,
  lines: AsyncIterable<Line> | Iterable<Line>,
  { clock, onProgress = () => {} }: ImportOptions,
): Promise<ImportReport> {
  const report = await inTransaction(database.pool, async (connection) => {
    await createStages(connection);
    const { lines: lineCount, skipped } = await readObjects(connection, lines, onProgress);

    onProgress({ step: 'checking', lines: lineCount });
    await analyzeStages(connection);
    const madeHere = await leaveOutWhatWasMadeHere(connection);
    await resolveReferences(connection);
    await lockCharges(connection);
    await checkTerms(connection);
    await weighCharges(connection);
    const faultCount = await count(connection, 'SELECT count(*) FROM import_fault');
    if (faultCount > 0)
      return {
        outcome: 'refused' as const,
        lines: lineCount,
        faults: await firstFaults(connection),
        faultCount,
      };

    onProgress({ step: 'writing', lines: lineCount });
    const counts = await writeObjects(connection, clock);
    return {
      outcome: 'imported' as const,
      lines: lineCount,
      kinds: withUnchanged(counts, madeHere),
      skipped,
    };
  });
  // PGlite has no autovacuum: nothing else tells its planner how much there is now.
  if (report.outcome === 'imported' && database.kind === 'embedded') await database.pool.query('ANALYZE');
  return report;
}

async function firstFaults(connection: Connection): Promise<readonly LineFault[]> {
  const { rows } = await connection.query<LineFault>(
    'SELECT line, why FROM import_fault ORDER BY line, why LIMIT $1',
    [MAX_FAULTS],
  );
  return rows;
}

const withUnchanged = (counts: ReadonlyMap<string, KindCounts>, more: ReadonlyMap<string, number>) =>
  new Map(
    [...counts].map(([object, count]) => [
      object,
      { ...count, unchanged: count.unchanged + (more.get(object) ?? 0) },
    ]),
  );
