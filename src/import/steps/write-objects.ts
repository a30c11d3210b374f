import type { Connection } from '../../database/batches.js';
import type { Clock } from '../../process/clock.js';
import type { KindCounts } from '../import-report.js';
import { type LedgerKind, ledgerKinds, refund } from './ledger-kinds.js';
import { columnsOf, count, stageOf } from './statements.js';
import { wakeTasks } from './wake-tasks.js';
import { noteEvents, writeEvents } from './write-events.js';

/** Writes the checked objects of the file into the ledger: what is new, and what is not as it was. */
export async function writeObjects(
  connection: Connection,
  clock: Clock,
): Promise<ReadonlyMap<string, KindCounts>> {
  await noteEvents(connection);
  const counts = new Map<string, KindCounts>();
  for (const kind of ledgerKinds) {
    if (kind === refund) await connection.query(MAKE_BALANCE_TRANSACTIONS);
    counts.set(kind.object, await merge(connection, kind));
  }
  await writeEvents(connection, clock.now());
  await wakeTasks(connection, clock);
  return counts;
}

async function merge(connection: Connection, kind: LedgerKind): Promise<KindCounts> {
  const { table, columns } = kind;
  const stage = stageOf(kind);
  // Rows without a line are not of the file: they follow from it.
  const updated = await count(
    connection,
    `WITH changed AS (
       UPDATE ${table} t SET (${columns.join(', ')}) = ROW(${columnsOf(columns, 's')}) FROM ${stage} s
       WHERE t.id = s.id AND ROW(${columnsOf(columns, 't')}) IS DISTINCT FROM ROW(${columnsOf(columns, 's')})
       RETURNING s.line
     ) SELECT count(line) FROM changed`,
  );
  // Not by an anti-join: on a table that its statistics call empty it is a scan for each row, of all rows before.
  const { rowCount: added } = await connection.query(
    `INSERT INTO ${table} (${columns.join(', ')}) SELECT ${columnsOf(columns, 's')} FROM ${stage} s
     ON CONFLICT (id) DO NOTHING`,
  );
  const all = await count(connection, `SELECT count(line) FROM ${stage}`);
  return { added: added ?? 0, updated, unchanged: all - updated - (added ?? 0) };
}

/** Section 11: of a balance transaction known by its id only, what its refund tells; its own object updates it. */
const MAKE_BALANCE_TRANSACTIONS = `
  INSERT INTO balance_transaction (id, amount, created, currency, fee, net, type)
  SELECT made.id, made.amount, s.created, s.currency, 0, made.amount, made.type
  FROM import_refund s, LATERAL (VALUES
    (s.balance_transaction_id, -s.amount, 'refund'),
    (s.failure_balance_transaction_id, s.amount, 'refund_failure')
  ) made(id, amount, type)
  WHERE made.id IS NOT NULL
  ON CONFLICT DO NOTHING`;
