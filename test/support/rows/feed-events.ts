import type { Refund } from '../../../prisma/generated/prisma/client.js';
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
