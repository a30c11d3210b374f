/** The keys of a table that have a certain value. */
export type KeysWith<Table, Value> = {
  [Key in keyof Table]: Table[Key] extends Value ? Key & string : never;
}[keyof Table];

/** The same keys at run time, in the order of the table. */
export function keysWith<Table extends Readonly<Record<string, string>>, Value extends Table[keyof Table]>(
  table: Table,
  value: Value,
): readonly KeysWith<Table, Value>[] {
  const hasValue = (key: string): key is KeysWith<Table, Value> => table[key] === value;
  return Object.keys(table).filter(hasValue);
}
