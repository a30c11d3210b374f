import { optionsTakenByNpm, readConfig } from '../config.js';
import { explainFailure } from '../database/explain-failure.js';
import { importObjects } from '../import/import-objects.js';
import type { ImportReport, KindCounts } from '../import/import-report.js';
import { readFiles } from '../import/input/read-files.js';
import { RefusedFile } from '../import/input/refused-file.js';
import type { Item } from '../import/line.js';
import {
  countedKinds,
  importedText,
  isReadForSums,
  progressText,
  refusedText,
} from '../import/report-text.js';
import type { Database } from '../ledger/open-ledger.js';
import { systemClock } from '../process/clock.js';
import { maskSecrets } from '../process/mask-secrets.js';
import { OperatorError } from '../process/operator-error.js';
import { runProgram } from '../process/run-program.js';
import { type FaultsPlace, requireFree, writeFaults } from './faults-file.js';
import { type OpenFile, openFiles } from './import-file.js';
import { IMPORT_OPTIONS, IMPORT_USAGE, type ImportArguments, readImportArguments } from './import-options.js';
import { openToImport } from './open-to-import.js';
import { progressLine } from './progress-line.js';

/** `npm run import -- FILE...`: imports Stripe objects into the ledger (rules, section 11). */
await runProgram(async () => {
  const given = readImportArguments(process.argv.slice(2), optionsTakenByNpm(IMPORT_OPTIONS));
  if (given === null) return console.log(IMPORT_USAGE);
  const files = await openFiles(given.files);
  const path = files.find((file) => file.path !== null)?.path ?? 'import';
  const place: FaultsPlace = given.faults === null ? { beside: path } : { named: given.faults };
  try {
    requireFree(place);
    // Before the database is opened, because a file of another kind needs none.
    const input = await readFiles(files);
    const { database, close } = await openToImport(readConfig().database, given.dryRun);
    try {
      await importFile(database, input, { ...given, name: nameOf(files), place });
    } finally {
      await close();
    }
  } catch (error) {
    if (!(error instanceof RefusedFile)) throw error;
    throw new OperatorError(
      'IMPORT_REFUSED',
      `${error.file ?? nameOf(files)} cannot be imported: ${error.message}.`,
      {
        cause: error,
      },
    );
  } finally {
    await Promise.all(files.map((file) => file.close()));
  }
}, explainFailure);

interface ImportTask extends Pick<ImportArguments, 'dryRun' | 'skipFaulty'> {
  readonly name: string;
  readonly place: FaultsPlace;
}

async function importFile(
  database: Database,
  input: AsyncIterable<Item>,
  { dryRun, skipFaulty, name, place }: ImportTask,
): Promise<void> {
  const startMs = performance.now();
  const line = progressLine(process.stderr);
  const listing: { faultsFile: string | null; notListed: string | null } = {
    faultsFile: null,
    notListed: null,
  };
  const report = await importObjects(database, input, {
    clock: systemClock,
    dryRun,
    skipFaulty,
    onProgress: (progress) =>
      line.show(`${progress.step} ${progress.what}`, () =>
        progressText(progress, performance.now() - startMs),
      ),
    onFaults: async (records) => {
      try {
        listing.faultsFile = await writeFaults(place, records);
      } catch (error) {
        // A list of faults that cannot be written is no reason to hide them.
        if (skipFaulty || !(error instanceof OperatorError)) throw error;
        listing.notListed = error.message;
      }
    },
  }).finally(line.clear);
  const circumstances = { ...listing, dryRun, elapsedMs: performance.now() - startMs };
  if (report.outcome === 'refused')
    throw new OperatorError('IMPORT_REFUSED', refusedText(name, report, circumstances));
  if ([...report.kinds.values()].every(isNothing)) throwIfEmpty(name, report, listing.faultsFile);
  // Reasons quote what is faulty, which may be an address in the wrong field. The file of faults has the whole lines.
  console.log(maskSecrets(importedText(report, circumstances)));
}

/**
 * An import that brings nothing is reported as a failure: a script that exports and imports must notice it.
 *
 * @throws OperatorError IMPORT_REFUSED, IMPORT_EMPTY
 */
function throwIfEmpty(
  name: string,
  { faultyCount, skipped }: Pick<ImportedReport, 'faultyCount' | 'skipped'>,
  faultsFile: string | null,
): void {
  if (faultyCount > 0)
    throw new OperatorError(
      'IMPORT_REFUSED',
      `Everything in ${name} is faulty, so nothing was imported. The reasons are in ${faultsFile}.`,
    );
  if (skipped.size === 0)
    throw new OperatorError('IMPORT_EMPTY', `${name} has nothing to import. Did the export fail?`);
  if (![...skipped.keys()].some(isReadForSums))
    throw new OperatorError(
      'IMPORT_EMPTY',
      `${name} has only objects of kinds that the ledger does not keep: ${countedKinds(skipped)}. Nothing was imported.`,
    );
}

type ImportedReport = Extract<ImportReport, { outcome: 'imported' }>;

function nameOf([only, ...others]: readonly OpenFile[]): string {
  return only && others.length === 0 ? only.name : `The set of ${others.length + 1} files`;
}

function isNothing({ added, updated, unchanged }: KindCounts): boolean {
  return added + updated + unchanged === 0;
}
