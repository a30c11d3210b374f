import type { Connection } from '../../database/batches.js';
import { isId } from '../../rules/ids.js';
import { isJsonObject, type JsonObject } from '../../stripe/object-reader.js';
import type { Page } from '../line.js';
import { ledgerKindByObject } from './ledger-kinds.js';
import { runAll } from './statements.js';

/** A list of the file, or one page of it, with objects that an import reads. */
export interface SeenList {
  /** The same for every page of a list. */
  readonly list: string;
  /** How people are told of it. */
  readonly shown: string;
  /** Whether the list goes on after these objects. */
  readonly hasMore: boolean;
}

/** An object that the import reads: its kind and its id. */
export interface Read {
  readonly object: string;
  readonly id: string;
}

/** The columns of the temporary table `import_list`. */
export const LIST_COLUMNS =
  'line int NOT NULL, list text NOT NULL, shown text NOT NULL, has_more boolean NOT NULL';

/**
 * A page of a list.
 *
 * @param last its last object that the import reads; pages without one are none of the ledger's
 */
export function seenPage({ hasMore, url }: Page, last: Read | null): SeenList | null {
  if (hasMore === null || last === null) return null;
  const path = pathOf(url) ?? `the list of each ${last.object}`;
  return { list: path, shown: `${path} after ${last.id}`, hasMore };
}

/** A list inside an object. Null if it is complete, or if it has no objects that the ledger keeps. */
export function seenList(list: JsonObject, field: string, parent: JsonObject): SeenList | null {
  if (list['has_more'] !== true) return null;
  const { data, url } = list;
  if (!Array.isArray(data)) return null;
  const last: JsonObject | undefined = data.findLast(
    (one) => isJsonObject(one) && ledgerKindByObject.has(one['object'] as string),
  );
  if (!last) return null;
  const name = `${wordOf(field)} of ${wordOf(parent['object'])} ${idOf(parent)}`;
  return { list: pathOf(url) ?? name, shown: `${name} after ${idOf(last)}`, hasMore: true };
}

/** Stripe's paths are short. Anything else must not reach a terminal. */
const pathOf = (url: unknown): string | null =>
  typeof url === 'string' && /^\/[\w/.?&=%-]{1,300}$/.test(url) ? url : null;

const wordOf = (name: unknown): string =>
  typeof name === 'string' && /^\w{1,60}$/.test(name) ? name : 'something';

const idOf = ({ id }: JsonObject): string => (typeof id === 'string' && isId(id) ? id : 'an unknown one');

/** Records the lists of some lines. */
export async function stageLists(
  connection: Connection,
  lists: readonly (SeenList & { readonly line: number })[],
): Promise<void> {
  await connection.query(
    `INSERT INTO import_list SELECT line, list, shown, "hasMore"
     FROM json_to_recordset($1::json) l(line int, list text, shown text, "hasMore" boolean)`,
    [JSON.stringify(lists)],
  );
}

/** Section 11: keeps each list whose last page is not in the file, once, with the last of its pages. */
export const keepCutLists = (connection: Connection): Promise<void> =>
  runAll(connection, [
    'INSERT INTO import_complete_list SELECT DISTINCT list FROM import_list WHERE NOT has_more',
    'DELETE FROM import_list WHERE list IN (SELECT list FROM import_complete_list)',
    'DELETE FROM import_list l USING import_list later WHERE later.list = l.list AND (later.line, later.ctid) > (l.line, l.ctid)',
  ]);
