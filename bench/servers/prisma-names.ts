/** Lists of ids have a text for each length, up to fifty here. Everything else is a handful. */
const MOST_NAMES = 500;

const names = new Map<string, string>();

/** A name for each text, so that a connection prepares a statement once. Unnamed if there are too many texts. */
export function statementName({ sql }: { readonly sql: string }): string {
  let name = names.get(sql);
  if (name === undefined) {
    if (names.size >= MOST_NAMES) return '';
    name = `s${names.size}`;
    names.set(sql, name);
  }
  return name;
}
