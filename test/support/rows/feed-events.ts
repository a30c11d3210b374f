import type { Charge, Refund, RefundApprovalEventType } from '../../../prisma/generated/prisma/client.js';
import { sql } from '../../../src/database/sql.js';
import type { Database } from '../../../src/ledger/open-ledger.js';
import { testId } from './ledger-rows.js';

/** Inserts events of a refund in one transaction. Returns their ids in the order of the feed. */
export async function insertEvents({ query }: Database, refund: Refund, count: number): Promise<string[]> {
  const rows = await query(sql`
    INSERT INTO refund_event (id, created, refund_id, status, type)
    SELECT ${testId('evt')} || '_' || n, now(), ${refund.id}, 'succeeded', 'refund_updated'
    FROM generate_series(1, ${count}::int) n ORDER BY n RETURNING id`);
  return rows.map(([id]) => id as string);
}

/** Inserts requests for approval in one transaction. Returns the ids of their events in the order of the feed. */
export async function insertApprovals(
  { query }: Database,
  charge: Pick<Charge, 'id'>,
  count: number,
): Promise<string[]> {
  const rows = await query(sql`
    INSERT INTO refund_approval (id, amount, charge_id, created, currency, expires_at, input, message, requested_by, status)
    SELECT ${testId('apr')} || '_' || n, 1, ${charge.id}, now(), 'usd', now() + interval '1 day', '{}', '', 'anna', 'pending'
    FROM generate_series(1, ${count}::int) n ORDER BY n RETURNING id`);
  return rows.map(([id]) => eventIdOf(id as string, 'requested'));
}

/** The id of an approval's event. */
export const eventIdOf = (approval: string, type: RefundApprovalEventType): string =>
  approval.replace('apr_', 'ape_').concat('_', type);
