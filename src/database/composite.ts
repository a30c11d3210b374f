/** A value of a column. A bigint is written as text, which PostgreSQL reads exactly; objects are written as JSON. */
export type Value = string | number | bigint | boolean | Date | object | null | undefined;

/** How a value of a composite type is made from a `Row`: what gives each attribute, in the order of the type. */
export type Attributes<Row> = Readonly<Record<string, (row: Row) => Value>>;

/** Rows as texts that PostgreSQL reads as values of a composite type. */
export function compositesOf<Row>(attributes: Attributes<Row>, rows: readonly Row[]): string[] {
  const readers = Object.values(attributes);
  return rows.map((row) => {
    let text = '';
    for (const read of readers) text += `,${textOf(read(row))}`;
    return `(${text.slice(1)})`;
  });
}

/** An empty text needs its quotes: without any it is null. */
function textOf(value: Value): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return quoted(value);
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' ? quoted(JSON.stringify(value)) : `${value}`;
}

const SPECIAL = /["\\]/g;
const quoted = (text: string): string => `"${text.replace(SPECIAL, '$&$&')}"`;
