import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ANYBODY } from '../callers/caller.js';
import { readConfig } from '../config.js';
import { holdsCluster } from '../database/embedded/open-embedded.js';
import { explainFailure } from '../database/explain-failure.js';
import { noLedger, requireSchema } from '../database/migrations/migrator.js';
import { countRows, exportList } from '../graphql/export/export-list.js';
import { ExportRefusedError } from '../graphql/export/export-refused.js';
import { queryRunner, type RunQuery } from '../graphql/request/run-query.js';
import { createGateway } from '../graphql/request/yoga.js';
import { type Database, openDatabase } from '../ledger/open-ledger.js';
import { systemClock } from '../process/clock.js';
import { OperatorError } from '../process/operator-error.js';
import { runProgram } from '../process/run-program.js';
import { createSandbox } from '../processors/sandbox.js';
import { RefundGroups } from '../refunds/create/refund-groups.js';
import { EXPORT_USAGE, type ExportOptions, readExportArguments } from './export-options.js';
import { progressLine } from './progress-line.js';

/** `npm run export`: writes a list of the API as CSV. It changes nothing. */
await runProgram(async () => {
  const options = readExportArguments(process.argv.slice(2));
  if (options === null) return console.log(EXPORT_USAGE);
  const config = readConfig();
  const { database: location } = config;
  // Opening an embedded database would create it.
  if ('directory' in location && !holdsCluster(location.directory)) throw noLedger(location.directory);
  const database = await openDatabase(location);
  try {
    await requireSchema(database.pool);
    await write(options, api(database, config.sandbox)).catch((error) => {
      throw refused(error, options.out);
    });
  } finally {
    await database.close();
  }
}, explainFailure);

async function write({ request, out }: ExportOptions, run: RunQuery): Promise<void> {
  const line = progressLine(process.stderr);
  // What is wrong with the request is told before a file is created.
  const total = await countRows(request, run);
  let written = 0;
  async function* csv() {
    for await (const part of exportList(request, run, ANYBODY.scopes)) {
      written += part.rows;
      line.show('Exporting', () => `Exporting ${request.list}: ${written} of ${total} rows`);
      yield part.csv;
    }
  }
  const target = out === null ? process.stdout : createWriteStream(out, { flags: 'wx' });
  try {
    await pipeline(Readable.from(csv()), target, { end: out !== null });
  } finally {
    line.clear();
  }
  console.error(`${written} rows${out === null ? '' : ` are in ${out}`}.`);
}

/** The API in this process, for an operator, who may read everything. */
function api(database: Database, sandbox: Parameters<typeof createSandbox>[0]): RunQuery {
  const gateway = createGateway({
    database,
    groups: new RefundGroups(database),
    clock: systemClock,
    processor: createSandbox(sandbox),
    production: false,
  });
  return queryRunner(gateway, {
    requestId: randomUUID(),
    caller: ANYBODY,
    logUnexpected: (error) => {
      throw error;
    },
    noteRefusal: () => {},
    room: { isFull: false, makeRoomFor: () => true },
    onClosed: () => {},
  });
}

/** The same error, or one that says what the operator can do. */
function refused(error: unknown, out: string | null): unknown {
  if (error instanceof ExportRefusedError) return new OperatorError('USAGE', error.message);
  const { code, path } = (error ?? {}) as NodeJS.ErrnoException;
  if (out === null || path !== out) return error;
  const why = code === 'EEXIST' ? 'it exists already' : code;
  return new OperatorError(
    'EXPORT_FILE_UNUSABLE',
    `${out} cannot be written: ${why}. Name another file with --out.`,
  );
}
