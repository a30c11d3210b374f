import fc from 'fast-check';
import { importObjects } from '../../src/import/import-objects.js';
import type { ImportReport } from '../../src/import/import-report.js';
import type { Database } from '../../src/ledger/open-ledger.js';
import { cancelRefund } from '../../src/refunds/cancel-refund.js';
import { createRefund } from '../../src/refunds/create/create-refund.js';
import { RefundGroups } from '../../src/refunds/create/refund-groups.js';
import { updateRefundMetadata } from '../../src/refunds/update-refund-metadata.js';
import { verifyLedger } from '../../src/verify/verify-ledger.js';
import { TestClock } from '../../test/support/gateways/test-clock.js';
import { testSandbox } from '../../test/support/gateways/test-sandbox.js';
import { ledgerOf } from '../../test/support/rows/stripe-objects.js';
import { type Example, graphOf } from './graph.js';

/** What happened in a run. */
export interface Counts {
  graphs: number;
  files: number;
  imported: number;
  refused: number;
  warnings: number;
  /** Refunds that the gateway created, canceled or described beside the imports. */
  written: number;
}

/** What a graph did to the ledger that an import must never do. */
export interface Violation {
  readonly seed: number;
  readonly what: string;
  readonly files: readonly (readonly Example[])[];
}

/**
 * Imports the graph of a seed, file after file, while a gateway works on the same charges. Afterwards the ledger must
 * pass `verify`, and each file that was imported must change nothing when it comes once more.
 */
export async function importGraph(
  database: Database,
  seed: number,
  counts: Counts,
): Promise<Violation | null> {
  const [files = []] = fc.sample(graphOf(`g${seed}x`), { seed, numRuns: 1 });
  const gateway = gatewayOn(database, counts);
  const violation = (what: string): Violation => ({ seed, what, files });
  counts.graphs++;
  for (const [at, file] of files.entries()) {
    counts.files++;
    const beside = gateway.work(file);
    const report = await importFile(database, file);
    await beside;
    counts[report.outcome]++;
    const broken = await brokenBy(database);
    if (broken) return violation(`file ${at}, ${report.outcome}: ${broken}`);
    if (report.outcome === 'refused') continue;
    counts.warnings += report.warningCount;
    for (const when of ['at once', 'after the gateway has worked on its objects']) {
      const undone = await undoneBy(database, file);
      if (undone) return violation(`file ${at} comes again ${when}, and ${undone}`);
      await gateway.work(file);
    }
  }
  return null;
}

/** What a file that was imported already changes when it comes again. */
async function undoneBy(database: Database, file: readonly Example[]): Promise<string | null> {
  const before = await ledgerOf(database);
  const again = await importFile(database, file);
  if (again.outcome === 'refused') return `is refused: ${JSON.stringify(again.faults)}`;
  return differenceOf(before, await ledgerOf(database));
}

const importFile = (database: Database, file: readonly Example[]): Promise<ImportReport> =>
  importObjects(
    database,
    file.map((line) => JSON.stringify(line)),
    { clock: new TestClock() },
  );

/** The first violation that `verify` finds. */
async function brokenBy({ pool }: Database): Promise<string | null> {
  const found = (await verifyLedger(pool)).find(({ violations }) => violations > 0);
  return found ? `${found.holds}: ${found.examples.join(', ')}` : null;
}

function differenceOf(before: object, after: object): string | null {
  for (const [table, rows] of Object.entries(before)) {
    const now = (after as Record<string, unknown[]>)[table] ?? [];
    for (const [at, row] of (rows as unknown[]).entries())
      if (JSON.stringify(row) !== JSON.stringify(now[at]))
        return `${table}: ${JSON.stringify(row)} becomes ${JSON.stringify(now[at])}`;
    if (now.length !== (rows as unknown[]).length) return `${table} has ${now.length} rows`;
  }
  return null;
}

/** A gateway that creates, cancels and describes refunds of the charges in a file. */
function gatewayOn(database: Database, counts: Counts) {
  const groups = new RefundGroups(database);
  const context = { database, groups, clock: new TestClock(), processor: testSandbox, actor: null };
  return {
    async work(file: readonly Example[]): Promise<void> {
      const idsOf = (object: string) =>
        file.flatMap((line) =>
          line['object'] === object && typeof line['id'] === 'string' ? [line['id']] : [],
        );
      const answers: object[] = [];
      for (const charge of idsOf('charge'))
        answers.push(
          await createRefund(context, {
            charge,
            amount: 1n,
            instructionsEmail: 'jenny@example.com',
            reverseTransfer: true,
            refundApplicationFee: true,
          }),
        );
      for (const refund of idsOf('refund')) {
        answers.push(await cancelRefund(context, refund));
        answers.push(await updateRefundMetadata(context, refund, { here: 'yes' }));
      }
      counts.written += answers.filter((answer) => !('code' in answer)).length;
    },
  };
}
