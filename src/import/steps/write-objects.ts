import type { Connection } from '../../database/batches.js';
import type { Clock } from '../../process/clock.js';
import type { KindCounts } from '../import-report.js';
import { type LedgerKind, ledgerKinds, refund } from './ledger-kinds.js';
import { columnsOf, count, runAll, stageOf } from './statements.js';
import { wakeTasks } from './wake-tasks.js';
import { noteEvents, writeEvents } from './write-events.js';

/**
 * Writes the checked objects into the ledger, as far as they are new or changed.
 *
 * @param onStep called before each step, with what it writes
 */
export async function writeObjects(
  connection: Connection,
  clock: Clock,
  onStep: (what: string) => void,
): Promise<ReadonlyMap<string, KindCounts>> {
  onStep('what changes');
  await noteEvents(connection);
  const counts = new Map<string, KindCounts>();
  for (const kind of ledgerKinds) {
    onStep(`each ${kind.object}`);
    if (kind === refund) await connection.query(ADD_BALANCE_TRANSACTIONS);
    counts.set(kind.object, await merge(connection, kind));
  }
  onStep('what the file said');
  await runAll(connection, [MOVE_REFUNDS, ...ledgerKinds.map(keepSaid)]);
  onStep('events');
  await writeEvents(connection, clock.now());
  await wakeTasks(connection, clock);
  return counts;
}

/** Section 11: a charge that moves to another payment intent takes its refunds with it, the gateway's own too. */
const MOVE_REFUNDS = `
  UPDATE refund r SET payment_intent_id = s.payment_intent_id FROM import_charge s
  WHERE s.id = r.charge_id AND r.payment_intent_id IS DISTINCT FROM s.payment_intent_id`;

/** Section 11: what this import said, with which the next one is compared. */
const keepSaid = (kind: LedgerKind): string => `
  INSERT INTO imported_object AS known (id, said)
    SELECT id, said FROM import_said JOIN ${stageOf(kind)} USING (id, line, expanded)
    ON CONFLICT (id) DO UPDATE SET said = excluded.said WHERE known.said <> excluded.said`;

async function merge(connection: Connection, kind: LedgerKind): Promise<KindCounts> {
  const { table, columns } = kind;
  const stage = stageOf(kind);
  // Rows without a line are not in the file; they changed because of it, and are not counted.
  const updated = await count(
    connection,
    `WITH changed AS (
       UPDATE ${table} t SET (${columns.join(', ')}) = ROW(${columnsOf(columns, 's')}) FROM ${stage} s
       WHERE t.id = s.id AND ROW(${columnsOf(columns, 't')}) IS DISTINCT FROM ROW(${columnsOf(columns, 's')})
       RETURNING s.line
     ) SELECT count(line) FROM changed`,
  );
  // An anti-join would be slow: on a table that is empty by its statistics, it scans all rows before for each row.
  const { rowCount: added } = await connection.query(
    `INSERT INTO ${table} (${columns.join(', ')}) SELECT ${columnsOf(columns, 's')} FROM ${stage} s
     ON CONFLICT (id) DO NOTHING`,
  );
  const all = await count(connection, `SELECT count(line) FROM ${stage}`);
  return { added: added ?? 0, updated, unchanged: all - updated - (added ?? 0) };
}

/**
 * Section 11: a balance transaction that is known only by its id gets the values that follow from its refund, until it
 * is imported itself.
 */
const ADD_BALANCE_TRANSACTIONS = `
  INSERT INTO balance_transaction (id, amount, created, currency, fee, net, type)
  SELECT known.id, known.amount, s.created, s.currency, 0, known.amount, known.type
  FROM import_refund s, LATERAL (VALUES
    (s.balance_transaction_id, -s.amount, 'refund'),
    (s.failure_balance_transaction_id, s.amount, 'refund_failure')
  ) known(id, amount, type)
  WHERE known.id IS NOT NULL
  ON CONFLICT DO NOTHING`;
