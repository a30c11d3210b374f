/** A place in a list that is ordered by time and id. */
export interface Coordinate {
  readonly created: string;
  readonly id: string;
}

/** The cursor of the gateway and of the hand-written peers alike. */
export const encodeCursor = (kind: 're' | 'ch', { created, id }: Coordinate): string =>
  Buffer.from(JSON.stringify([kind, created, id])).toString('base64url');

/** `null` is the start of a list that is newest first. */
export function decodeCursor(cursor: string | null | undefined): Coordinate {
  if (!cursor) return { created: 'infinity', id: '' };
  const [, created, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as string[];
  if (created === undefined || id === undefined) throw new Error('Invalid cursor');
  return { created, id };
}

/** A page of `first` rows out of one more that was read. */
export function connectionOf<Row extends Coordinate>(kind: 're' | 'ch', rows: readonly Row[], first: number) {
  const page = rows.length > first ? rows.slice(0, first) : rows;
  const last = page.at(-1);
  return {
    edges: page.map((node) => ({ node })),
    pageInfo: { hasNextPage: rows.length > first, endCursor: last ? encodeCursor(kind, last) : null },
  };
}
