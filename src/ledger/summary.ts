import type { RefundReason, RefundStatus } from '../../prisma/generated/prisma/client.js';
import { type Query, raw, sql } from '../database/sql.js';
import { conditionsOf, type Exactly } from './conditions.js';
import { type Filters, listConditions } from './filters.js';
import { where } from './page-statement.js';

/** What to group refunds by. They are always grouped by currency too. */
export type SummaryKey = 'status' | 'reason' | 'day';

export interface SummaryRow {
  readonly currency: string;
  readonly status: RefundStatus | null;
  readonly reason: RefundReason | null;
  /** In UTC, as YYYY-MM-DD. */
  readonly day: string | null;
  readonly count: number;
  readonly amount: bigint;
}

const expressions: Readonly<Record<SummaryKey, string>> = {
  status: 't.status::text',
  reason: 't.reason::text',
  day: `to_char(t.created AT TIME ZONE 'UTC', 'YYYY-MM-DD')`,
};

/**
 * Counts and sums the refunds that a filter leaves, by currency and by `by`. One statement. A sum may be beyond 2^63, where
 * `bigint` in SQL ends.
 */
export async function summarize<Given extends Filters['refund']>(
  query: Query,
  filter: Given & Exactly<Filters['refund'], Given>,
  by: SummaryKey,
): Promise<SummaryRow[]> {
  const { text, values } =
    sql`SELECT t.currency, ${raw(expressions[by])} AS key, count(*), sum(t.amount)::text FROM refund t
      ${where(conditionsOf<Filters['refund']>(listConditions.refund, filter))}
      GROUP BY 1, 2 ORDER BY 1, 2 NULLS LAST`;
  const rows = await query({ text, values, plan: 'anew' });
  return rows.map(([currency, key, count, amount]) => ({
    currency: currency as string,
    status: null,
    reason: null,
    day: null,
    [by]: key,
    count: Number(count),
    amount: BigInt(amount as string),
  }));
}
