import type { Database } from '../ledger/open-ledger.js';
import type { Clock } from '../process/clock.js';
import type { FaultRecord, ImportProgress, ImportReport, KindCounts } from './import-report.js';
import type { Item } from './line.js';
import { checkTerms } from './steps/check-terms.js';
import { eraseNamesAgain } from './steps/erase-names.js';
import { keepShares } from './steps/keep-shares.js';
import { leaveOutCreated } from './steps/leave-out-created.js';
import { leaveOutFaulty } from './steps/leave-out-faulty.js';
import { lockCharges } from './steps/lock-charges.js';
import { mergeKnown } from './steps/merge-known.js';
import { readObjects } from './steps/read-objects.js';
import {
  countFaults,
  countFaultyLines,
  faultRecords,
  firstCutLists,
  firstFaults,
  firstWarnings,
  MAX_FAULTS,
} from './steps/report-faults.js';
import { resolveReferences } from './steps/resolve-references.js';
import { setTotals } from './steps/set-totals.js';
import { analyzeStages, createStages } from './steps/staging.js';
import { takeSums } from './steps/take-sums.js';
import { inTransaction } from './steps/transaction.js';
import { writeObjects } from './steps/write-objects.js';

export interface ImportOptions {
  /** Gives the time of the refunds' events. */
  readonly clock: Clock;
  /** Called after every batch of lines, and before each step. */
  readonly onProgress?: (progress: ImportProgress) => void;
  /** Does everything and reports it, but writes nothing. */
  readonly dryRun?: boolean;
  /** Leaves faulty objects out, and everything that needs them, instead of refusing the file. */
  readonly skipFaulty?: boolean;
  /**
   * Takes all faults, in the order of the file: those that are left out, or those of a refused file if they are more
   * than its report has. If this fails, nothing is written.
   */
  readonly onFaults?: (faults: AsyncIterable<readonly FaultRecord[]>) => Promise<void>;
}

/**
 * Imports Stripe objects into the ledger, in any order (rules, section 11). Everything is written in one transaction; if
 * any line is bad, nothing is written. Importing the same lines twice changes nothing. If an id appears twice, the later
 * line wins.
 *
 * An object that is expanded in place of its id is imported too, provided it is complete and has no line of its own.
 *
 * @param lines lines with one object each, or the objects of a file of another form
 */
export async function importObjects(
  database: Database,
  lines: AsyncIterable<Item> | Iterable<Item>,
  { clock, onProgress = () => {}, dryRun = false, skipFaulty = false, onFaults }: ImportOptions,
): Promise<ImportReport> {
  onProgress({ step: 'waiting', lines: 0, unit: 'line' });
  const report = await inTransaction(database.pool, !dryRun, async (connection) => {
    const leaveOut = async () => {
      if (skipFaulty) await leaveOutFaulty(connection);
    };
    await createStages(connection);
    const read = await readObjects(connection, lines, skipFaulty, onProgress);
    const { lines: lineCount, unit, skipped } = read;

    const checking = (what: string) => onProgress({ step: 'checking', what, lines: lineCount, unit });
    checking('what is new');
    await analyzeStages(connection);
    const namesErased = await eraseNamesAgain(connection);
    const leftOut = await leaveOutCreated(connection);
    await mergeKnown(connection, (object) => checking(`each ${object} against the ledger`));
    checking('references');
    await resolveReferences(connection);
    await leaveOut();
    checking('that no charge is in use');
    await lockCharges(connection);
    checking('amounts');
    await keepShares(connection);
    await takeSums(connection);
    await checkTerms(connection);
    await leaveOut();
    checking('totals');
    await setTotals(connection, leaveOut, (charges) =>
      checking(`totals, ${charges.toLocaleString('en-US')} so far`),
    );
    const faultCount = await countFaults(connection);
    if (faultCount > 0 && !skipFaulty) {
      if (faultCount > MAX_FAULTS) await onFaults?.(faultRecords(connection));
      const faults = await firstFaults(connection);
      return { outcome: 'refused' as const, lines: lineCount, unit, faults, faultCount };
    }
    if (faultCount > 0) await onFaults?.(faultRecords(connection));

    const writing = (what: string) => onProgress({ step: 'writing', what, lines: lineCount, unit });
    const counts = await writeObjects(connection, clock, writing);
    return {
      outcome: 'imported' as const,
      lines: lineCount,
      unit,
      kinds: withUnchanged(counts, leftOut),
      ...(await firstWarnings(connection)),
      ...(await firstCutLists(connection)),
      skipped,
      erasedCount: read.erased + namesErased,
      faultyCount: faultCount === 0 ? 0 : await countFaultyLines(connection),
    };
  });
  // PGlite has no autovacuum, so nothing else gives its planner statistics about the new rows.
  if (report.outcome === 'imported' && !dryRun && database.kind === 'embedded')
    await database.pool.query('ANALYZE');
  return report;
}

/** Adds the objects that were left out to the unchanged ones: they were in the file, and the ledger stays as it is. */
const withUnchanged = (counts: ReadonlyMap<string, KindCounts>, leftOut: ReadonlyMap<string, number>) =>
  new Map(
    [...counts].map(([object, count]) => [
      object,
      { ...count, unchanged: count.unchanged + (leftOut.get(object) ?? 0) },
    ]),
  );
