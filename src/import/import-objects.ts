import type { Connection } from '../database/batches.js';
import type { Database } from '../ledger/open-ledger.js';
import type { Clock } from '../process/clock.js';
import type { ImportProgress, ImportReport, KindCounts, LineFault, LineWarning } from './import-report.js';
import type { Line } from './line.js';
import { checkTerms } from './steps/check-terms.js';
import { ignoreRepeatedTotals, keepShares } from './steps/keep-shares.js';
import { leaveOutCreated } from './steps/leave-out-created.js';
import { lockCharges } from './steps/lock-charges.js';
import { mergeKnown } from './steps/merge-known.js';
import { readObjects } from './steps/read-objects.js';
import { resolveReferences } from './steps/resolve-references.js';
import { setTotals } from './steps/set-totals.js';
import { analyzeStages, createStages } from './steps/staging.js';
import { count } from './steps/statements.js';
import { inTransaction } from './steps/transaction.js';
import { writeObjects } from './steps/write-objects.js';

/** More faults than people fix before they try again. */
const MAX_FAULTS = 20;

export interface ImportOptions {
  /** Gives the time of the refunds' events. */
  readonly clock: Clock;
  /** Called after every batch of lines, and before each step. */
  readonly onProgress?: (progress: ImportProgress) => void;
}

/**
 * Imports Stripe objects into the ledger, one JSON object per line, in any order (rules, section 11). Everything is
 * written in one transaction; if any line is bad, nothing is written. Importing the same lines twice changes nothing.
 * If an id appears twice, the later line wins.
 *
 * An object that is expanded in place of its id is imported too, provided it is complete and has no line of its own.
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
    const leftOut = await leaveOutCreated(connection);
    await mergeKnown(connection);
    await resolveReferences(connection);
    await lockCharges(connection);
    await keepShares(connection);
    await ignoreRepeatedTotals(connection);
    await checkTerms(connection);
    await setTotals(connection);
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
      kinds: withUnchanged(counts, leftOut),
      ...(await firstWarnings(connection)),
      skipped,
    };
  });
  // PGlite has no autovacuum, so nothing else gives its planner statistics about the new rows.
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

async function firstWarnings(connection: Connection) {
  const { rows: warnings } = await connection.query<LineWarning>(
    'SELECT line, what FROM import_warning ORDER BY line, what LIMIT $1',
    [MAX_FAULTS],
  );
  const warningCount = await count(connection, 'SELECT count(*) FROM import_warning');
  return { warnings, warningCount };
}

/** Adds the objects that were left out to the unchanged ones: they were in the file, and the ledger stays as it is. */
const withUnchanged = (counts: ReadonlyMap<string, KindCounts>, leftOut: ReadonlyMap<string, number>) =>
  new Map(
    [...counts].map(([object, count]) => [
      object,
      { ...count, unchanged: count.unchanged + (leftOut.get(object) ?? 0) },
    ]),
  );
