import { type Query, raw, sql } from '../database/sql.js';
import { type Selected, type Selection, selectOf } from './select.js';

/**
 * What replaces each refund, in the order of the ids; null for a refund that nothing replaces. One statement. The
 * replacement that is alive comes before all that ended, whatever the clocks said that wrote them: there is at most one
 * (rule 16.2). Of those that ended it is the newest. Both are found by an index, however often a refund was replaced.
 */
export async function replacementsOf(
  query: Query,
  ids: readonly string[],
  selection: Selection,
): Promise<(Selected<'refund'> | null)[]> {
  const { columns, joins, width, read } = selectOf('refund', selection);
  const rows = await query(sql`SELECT ${raw(columns)}, p.id
    FROM unnest(${ids}::text[]) p(id) JOIN refund t ON t.id = COALESCE(
      (SELECT r.id FROM refund r WHERE r.replaces_id = p.id AND r.status NOT IN ('failed', 'canceled') LIMIT 1),
      (SELECT r.id FROM refund r WHERE r.replaces_id = p.id ORDER BY r.created DESC, r.id DESC LIMIT 1)
    ) ${raw(joins)}`);
  const found = new Map(rows.map((values) => [values[width], read(values)]));
  return ids.map((id) => found.get(id) ?? null);
}
