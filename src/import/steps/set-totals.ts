import { Ahead, type Connection } from '../../database/batches.js';
import { columnOf, toColumns } from '../../ledger/tables.js';
import { decidingColumns } from '../../rules/deciding-columns.js';
import { chargeFacts } from './charge-facts.js';
import { type Computed, type ComputedColumns, computeTotals } from './charge-totals.js';
import { refund } from './ledger-kinds.js';
import { type StagedFault, stageFaults } from './staging.js';
import { columnsOf, runAll } from './statements.js';

/**
 * Sets the totals and the revision of every charge of the import, and records the faults. The charges must be locked:
 * the amounts that refunds hold must not change before they are written.
 *
 * @param onFaults called when all faults are recorded, to leave their objects out
 * @param onProgress called after every batch, with the number of charges so far
 */
export async function setTotals(
  connection: Connection,
  onFaults: () => Promise<void>,
  onProgress: (charges: number) => void,
): Promise<void> {
  const writing = new Ahead();
  let charges = 0;
  for await (const batch of chargeFacts(connection)) {
    const computed = batch.map((facts) => ({ id: facts.id, ...computeTotals(facts) }));
    await writing.start(() => write(connection, computed));
    charges += batch.length;
    onProgress(charges);
  }
  await writing.end();
  await onFaults();
  await runAll(connection, [...SET_RELEASES, SET_REVISIONS]);
}

async function write(
  connection: Connection,
  computed: readonly (Computed & { readonly id: string })[],
): Promise<void> {
  const faults: StagedFault[] = computed.flatMap(({ id, faults }) =>
    faults.map((fault) => ({ ...fault, id })),
  );
  if (faults.length > 0) await stageFaults(connection, faults);
  const right = computed.filter((one) => one.faults.length === 0);
  await connection.query({
    name: 'import_totals',
    text: SET_TOTALS,
    values: [JSON.stringify(right.map(({ id, totals }) => ({ id, ...toColumns(totals) })))],
  });
  const releases = computed.flatMap(({ releaseId }) => releaseId ?? []);
  if (releases.length > 0)
    await connection.query('INSERT INTO import_release SELECT unnest($1::text[])', [releases]);
}

const totals = {
  amountRefunded: true,
  openingRefunded: true,
  refundCeiling: true,
  refundsOpen: true,
  disputeBlocks: true,
  applicationFeeRefunded: true,
  openingFeeRefunded: true,
  transferAmount: true,
  transferCurrency: true,
  transferReversed: true,
  openingReversed: true,
} satisfies Record<keyof ComputedColumns, true>;
const TOTALS = Object.keys(totals).map(columnOf);

const SET_TOTALS = `
  UPDATE import_charge s SET revision = 0, (${TOTALS.join(', ')}) = ROW(${columnsOf(TOTALS, 'f')})
  FROM json_populate_recordset(NULL::import_charge, $1::json) f WHERE f.id = s.id`;

/** A refund that is not in the file becomes a release, or is none any more, when the file changes what was captured. */
const SET_RELEASES = [
  `INSERT INTO import_refund (${refund.columns.join(', ')})
     SELECT ${columnsOf(refund.columns, 'r')} FROM refund r JOIN import_charge c ON c.id = r.charge_id
     WHERE r.released AND NOT EXISTS (SELECT FROM import_release l WHERE l.id = r.id)
       OR NOT r.released AND r.id IN (SELECT id FROM import_release)
     ON CONFLICT DO NOTHING`,
  // A copy of a row of the ledger has its old value.
  `UPDATE import_refund s SET released = NOT s.released
     WHERE s.released <> (s.id IN (SELECT id FROM import_release))`,
];

const DECIDED_ON = decidingColumns.map(columnOf);

const SET_REVISIONS = `
  UPDATE import_charge s SET revision = c.revision +
    CASE WHEN ROW(${columnsOf(DECIDED_ON, 's')}) IS DISTINCT FROM ROW(${columnsOf(DECIDED_ON, 'c')}) THEN 1 ELSE 0 END
  FROM charge c WHERE c.id = s.id`;
