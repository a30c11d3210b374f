/**
 * An answer without the things that a server may choose: cursors, the order of keys, the case of enum values, the
 * notation of times, and whether a large number is a string.
 */
export function normalise(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((each) => normalise(each));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value)
        .filter(([name]) => name !== 'endCursor')
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, field]) => [name, normalise(field, name)]),
    );
  if (value === null) return null;
  if (key === 'created') return new Date(value as string).toISOString();
  if (key === 'status' || key === 'reason') return String(value).toUpperCase();
  return key.startsWith('amount') ? Number(value) : value;
}
