import type { RefundReason, RefundStatus } from '../../prisma/generated/prisma/client.js';
import { empty, join, type Query, raw, sql } from '../database/sql.js';
import { conditionsOf, type Filters } from './filters.js';

/** What refunds are summed by, besides the currency. */
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

/** Count and sum of the refunds that a filter leaves, by currency and one more. One statement. */
export async function summarize(
  query: Query,
  filter: Filters['refund'],
  by: SummaryKey,
): Promise<SummaryRow[]> {
  const conditions = conditionsOf.refund(filter);
  const { text, values } =
    sql`SELECT t.currency, ${raw(expressions[by])} AS key, count(*), sum(t.amount)::bigint FROM refund t
      ${conditions.length === 0 ? empty : sql`WHERE ${join(conditions, ' AND ')}`}
      GROUP BY 1, 2 ORDER BY 1, 2 NULLS LAST`;
  const rows = await query({ text, values, plan: 'anew' });
  return rows.map(([currency, key, count, amount]) => ({
    currency: currency as string,
    status: null,
    reason: null,
    day: null,
    [by]: key,
    count: Number(count),
    amount: amount as bigint,
  }));
}
