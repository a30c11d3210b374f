import type { Query } from '../database/sql.js';
import type { Filters } from '../ledger/filters.js';
import { readPage } from '../ledger/page.js';
import { type Coordinate, nothingBeyond } from '../ledger/page-request.js';
import { wholeRow } from '../ledger/select.js';
import type { StoredRows } from '../ledger/tables.js';

/** A page of the export: few enough to be read in milliseconds. */
const PAGE = 500;

/** The entries that meet a filter, newest first, a page at a time. Entries that are written meanwhile are left out. */
export async function* readEntries(
  query: Query,
  filter: Filters['auditEntry'],
): AsyncGenerator<readonly StoredRows['auditEntry'][]> {
  let after: Coordinate | undefined;
  for (;;) {
    const window = { limit: PAGE, from: 'start', after } as const;
    const { rows } = await readPage(query, 'auditEntry', filter, {
      window,
      selection: wholeRow,
      beyond: nothingBeyond,
    });
    // The selection is the whole row.
    if (rows.length > 0) yield rows as readonly unknown[] as readonly StoredRows['auditEntry'][];
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = [last.created.toISOString(), last.id];
  }
}

/** An entry as a line of JSON. Amounts are texts, which are exact in every language. */
export const lineOf = (entry: StoredRows['auditEntry']): string =>
  `${JSON.stringify(entry, (_, value) => (typeof value === 'bigint' ? `${value}` : value))}\n`;
