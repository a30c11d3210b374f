/** A value of a column. A bigint is written as text, which PostgreSQL reads exactly; objects are written as JSON. */
export type Value = string | number | bigint | boolean | Date | object | null | undefined;

/** How a value of a composite type is made from a `Row`: what gives each attribute, in the order of the type. */
export type Attributes<Row> = ReadonlyMap<string, (row: Row) => Value>;

/** Rows as texts that PostgreSQL reads as values of a composite type. */
export function compositesOf<Row>(attributes: Attributes<Row>, rows: readonly Row[]): string[] {
  return rows.map((row) => {
    let text = '';
    for (const read of attributes.values()) text += `,${textOf(read(row))}`;
    return `(${text.slice(1)})`;
  });
}

function textOf(value: Value): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return quoted(value);
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' ? quoted(JSON.stringify(value)) : `${value}`;
}

/** Most texts are ids and words. Each quote would have to be quoted again, since rows are sent as an array. */
const PLAIN = /^[\w.:@-]+$/;
const SPECIAL = /["\\]/g;
/** An empty text needs its quotes: without any it is null. */
const quoted = (text: string): string => (PLAIN.test(text) ? text : `"${text.replace(SPECIAL, '$&$&')}"`);
