/** An object's columns as plain JSON values. */
export type Columns = Readonly<Record<string, unknown>>;

/** Columns that change together: one of them is taken only with the others. */
export interface Together {
  /** One at least. */
  readonly columns: readonly string[];
  /** Whether the ledger's values may never be replaced by those of a later import. */
  readonly isFinal: (columns: Columns) => boolean;
}

export interface Merged {
  readonly merged: Columns;
  readonly conflicts: readonly Conflict[];
}

/** A value that both changed, or that the provider changed although it is final here. */
export interface Conflict {
  /** The column, and for metadata its key. */
  readonly field: string;
  /** Whether the ledger's value stayed. */
  readonly isKept: boolean;
}

/**
 * Section 11: an object after it was imported again. A column that the provider has not changed since the last import
 * stays as it is in the ledger. One that only the provider changed is taken. Where both changed it, a final state stays,
 * metadata is merged key by key with the ledger's value first, and any other value is the provider's.
 *
 * @param before what the last import said; null if that is not known
 * @param ours the ledger's values
 * @param theirs what this import says
 * @param later columns that the ledger did not always have, and that only imports fill: nothing there counts as not
 *   taken yet, though the last import said it
 */
export function mergeImported(
  before: Columns | null,
  ours: Columns,
  theirs: Columns,
  together: readonly Together[] = [],
  later: readonly string[] = [],
): Merged {
  const base: Record<string, unknown> = { ...(before ?? ours) };
  for (const column of later) base[column] = isSame(ours[column], null) ? null : base[column];
  const merged: Record<string, unknown> = {};
  const conflicts: Conflict[] = [];

  const merge = ({ columns, isFinal }: Together): void => {
    const changedThere = columns.some((column) => !isSame(base[column], theirs[column]));
    const changedHere = columns.some((column) => !isSame(base[column], ours[column]));
    const differ = columns.some((column) => !isSame(ours[column], theirs[column]));
    const isKept = !changedThere || (differ && isFinal(ours));
    for (const column of columns) merged[column] = (isKept ? ours : theirs)[column];
    const field = columns[0] as string;
    // That both have the same state for different reasons is nothing to look at.
    const isNamed = !isSame(ours[field], theirs[field]);
    if (isNamed && changedThere && (changedHere || isKept)) conflicts.push({ field, isKept });
  };

  for (const group of together) merge(group);
  const grouped = new Set(together.flatMap(({ columns }) => columns));
  for (const column of Object.keys(theirs)) {
    if (grouped.has(column)) continue;
    const [was, here, there] = [base[column], ours[column], theirs[column]];
    if (!(isObject(was) && isObject(here) && isObject(there))) {
      merge({ columns: [column], isFinal: () => false });
      continue;
    }
    merged[column] = mergeKeys(was, here, there);
    for (const key of new Set([...Object.keys(here), ...Object.keys(there)]))
      if (new Set([own(was, key), own(here, key), own(there, key)]).size === 3)
        conflicts.push({ field: `${column}.${key}`, isKept: true });
  }
  return { merged, conflicts };
}

/** Metadata: a key that the ledger changed stays. */
function mergeKeys(was: Columns, here: Columns, there: Columns): Columns {
  const keys = new Set([...Object.keys(here), ...Object.keys(there)]);
  return Object.fromEntries(
    [...keys].flatMap((key) => {
      const value = own(was, key) === own(here, key) ? own(there, key) : own(here, key);
      return value === undefined ? [] : [[key, value]];
    }),
  );
}

/** A key may be called `constructor`. */
const own = (values: Columns, key: string): unknown => (Object.hasOwn(values, key) ? values[key] : undefined);

const isObject = (value: unknown): value is Columns =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isSame = (one: unknown, other: unknown): boolean => (one ?? null) === (other ?? null);
