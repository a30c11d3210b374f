/** A value of a column. A bigint is written as text, which PostgreSQL reads exactly; objects are written as JSON. */
type Value = string | number | bigint | boolean | Date | object | null | undefined;

/**
 * A row as text that PostgreSQL reads as a value of a composite type: the values of `fields`, in their order, which is
 * that of the type. A field that is null or that the row does not have is null.
 */
export const compositeOf = <Field extends string>(
  fields: readonly Field[],
  row: { readonly [F in Field]?: Value },
): string => `(${fields.map((field) => textOf(row[field])).join(',')})`;

/** An empty text needs its quotes: without any it is null. */
function textOf(value: Value): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return quoted(value);
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' ? quoted(JSON.stringify(value)) : `${value}`;
}

const SPECIAL = /["\\]/g;
const quoted = (text: string): string => `"${text.replace(SPECIAL, '$&$&')}"`;
