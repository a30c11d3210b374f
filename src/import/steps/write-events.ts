import type { RefundEvent } from '../../../prisma/generated/prisma/client.js';
import { Ahead, type Connection, inBatches } from '../../database/batches.js';
import { toColumns } from '../../ledger/tables.js';
import { changesBetween, type RecordedFields } from '../../refunds/events/record-event.js';
import { newId } from '../../rules/ids.js';
import { refund } from './ledger-kinds.js';
import { columnsOf } from './statements.js';

/** The actor of these events (rules, section 6). */
const ACTOR = 'import';

/** The columns of the temporary table `import_event`. */
export const EVENT_COLUMNS =
  'refund_id text COLLATE "C", status refund_status, created timestamptz, before jsonb, type text';

/**
 * Notes which refunds get an event, before the refunds are written: `refund_created` for a new one, `refund_failed`
 * alone for one that failed, and `refund_updated` for another change (rules, sections 6 and 11).
 */
export async function noteEvents(connection: Connection): Promise<void> {
  await connection.query(
    `INSERT INTO import_event
     SELECT s.id AS refund_id, s.status, s.created, to_jsonb(r) AS before, CASE
       WHEN r.id IS NULL THEN 'refund_created'
       WHEN s.status = 'failed' AND r.status <> 'failed' THEN 'refund_failed'
       ELSE 'refund_updated' END AS type
     FROM import_refund s LEFT JOIN refund r ON r.id = s.id
     WHERE r.id IS NULL OR ROW(${columnsOf(refund.columns, 'r')}) IS DISTINCT FROM ROW(${columnsOf(refund.columns, 's')})`,
  );
}

type Columns = Readonly<Record<string, unknown>>;

interface NotedEvent {
  readonly refund_id: string;
  readonly status: RefundEvent['status'];
  readonly type: RefundEvent['type'];
  /** The refund's columns; null where it is new. */
  readonly before: Columns | null;
  readonly after: Columns | null;
}

const NOTED = `
  SELECT e.refund_id, e.status, e.type, e.before, CASE WHEN e.before IS NULL THEN NULL ELSE to_jsonb(s) END AS after
  FROM import_event e JOIN import_refund s ON s.id = e.refund_id ORDER BY e.created, e.refund_id`;

/** Writes the noted events, in the order in which the refunds were created. */
export async function writeEvents(connection: Connection, at: Date): Promise<void> {
  const writing = new Ahead();
  for await (const batch of inBatches<NotedEvent>(connection, 'import_events', NOTED)) {
    const events = batch.map(({ refund_id: refundId, status, type, before, after }) =>
      toColumns({
        id: newId('evt', at),
        actor: ACTOR,
        changes: before && after ? changesBetween(recordedFields(before), recordedFields(after)) : [],
        created: at,
        refundId,
        status,
        type,
      }),
    );
    await writing.start(() =>
      connection.query({
        name: 'import_write_events',
        text: `INSERT INTO refund_event (id, actor, changes, created, refund_id, status, type)
        SELECT id, actor, changes, created, refund_id, status, type
        FROM json_populate_recordset(NULL::refund_event, $1::json)`,
        values: [JSON.stringify(events)],
      }),
    );
  }
  await writing.end();
}

/** The recorded fields of a refund, from its columns as JSON. */
function recordedFields(columns: Columns): RecordedFields {
  const time = (column: string) => (columns[column] === null ? null : new Date(String(columns[column])));
  return {
    status: columns['status'] as RecordedFields['status'],
    pendingReason: columns['pending_reason'] as RecordedFields['pendingReason'],
    failureReason: columns['failure_reason'] as RecordedFields['failureReason'],
    failureBalanceTransactionId: columns['failure_balance_transaction_id'] as string | null,
    actionEmailSentAt: time('action_email_sent_at'),
    actionExpiresAt: time('action_expires_at'),
    destinationCardReference: columns['destination_card_reference'] as string | null,
    destinationCardReferenceStatus: columns['destination_card_reference_status'] as string | null,
    metadata: columns['metadata'] as RecordedFields['metadata'],
  };
}
