/** A place in a list that is ordered by time and id. */
export interface Coordinate {
  readonly created: string;
  readonly id: string;
}

/** The cursor of the gateway, which the hand-written peers also use. */
export const encodeCursor = (kind: 're' | 'ch', { created, id }: Coordinate): string =>
  Buffer.from(JSON.stringify([kind, created, id])).toString('base64url');

/** Without a cursor, the coordinate before the first row of a newest-first list. */
export function decodeCursor(cursor: string | null | undefined): Coordinate {
  if (!cursor) return { created: 'infinity', id: '' };
  const [, created, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as string[];
  if (created === undefined || id === undefined) throw new Error('Invalid cursor');
  return { created, id };
}

/** A page of `first` rows. One more row was read, to know whether there is a next page. */
export function connectionOf<Row extends Coordinate>(kind: 're' | 'ch', rows: readonly Row[], first: number) {
  const page = rows.length > first ? rows.slice(0, first) : rows;
  const last = page.at(-1);
  return {
    edges: page.map((node) => ({ node })),
    pageInfo: { hasNextPage: rows.length > first, endCursor: last ? encodeCursor(kind, last) : null },
  };
}
