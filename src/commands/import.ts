import { type FileHandle, open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readConfig } from '../config.js';
import { ensureSchema } from '../database/migrations/migrator.js';
import { importObjects } from '../import/import-objects.js';
import { linesOf } from '../import/line.js';
import { importedText, progressText, refusedText } from '../import/report-text.js';
import { type Database, openDatabase } from '../ledger/open-ledger.js';
import { systemClock } from '../process/clock.js';
import { OperatorError } from '../process/operator-error.js';
import { runProgram } from '../process/run-program.js';
import { progressLine } from './progress-line.js';

/**
 * `npm run import -- FILE.jsonl`: imports Stripe objects into the ledger, one JSON object per line (rules, section 11).
 */
await runProgram(async () => {
  const file = fileArgument(process.argv.slice(2));
  const handle = await openFile(file);
  try {
    const database = await openDatabase(readConfig().database);
    try {
      await ensureSchema(database.pool);
      await importFile(database, file, handle);
    } finally {
      await database.close();
    }
  } finally {
    await handle.close();
  }
});

function fileArgument(given: readonly string[]): string {
  const [file] = given;
  if (file === undefined || given.length > 1)
    throw new OperatorError(
      'USAGE',
      'Usage: npm run import -- FILE.jsonl. Each line of the file is one Stripe object as JSON.',
    );
  return file;
}

async function openFile(file: string): Promise<FileHandle> {
  try {
    const handle = await open(file);
    if (!(await handle.stat()).isDirectory()) return handle;
    await handle.close();
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'it does not exist' : `${error}`;
    throw unreadable(file, reason, error);
  }
  throw unreadable(file, 'it is a directory');
}

/** The message has the whole path, because npm starts the command in the package's folder. */
function unreadable(file: string, reason: string, cause?: unknown): OperatorError {
  const message = `The file ${resolve(file)} cannot be read: ${reason}. Give its whole path.`;
  return new OperatorError('USAGE', message, { cause });
}

async function importFile(database: Database, file: string, handle: FileHandle): Promise<void> {
  const startMs = performance.now();
  const line = progressLine(process.stderr);
  const chunks = handle.createReadStream({ autoClose: false });
  const report = await importObjects(database, linesOf(chunks), {
    clock: systemClock,
    onProgress: (progress) =>
      line.show(progress.step, () => progressText(progress, performance.now() - startMs)),
  }).finally(line.clear);
  if (report.outcome === 'refused') throw new OperatorError('IMPORT_REFUSED', refusedText(file, report));
  console.log(importedText(report, performance.now() - startMs));
}
