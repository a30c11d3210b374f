/** A place in a list that is ordered by time and id. */
export interface Coordinate {
  readonly created: string;
  readonly id: string;
}

/** The columns of a row that a cursor consists of. Prisma reads times as dates. */
interface Placed {
  readonly created: string | Date;
  readonly id: string;
}

/** The cursor of the gateway, which the hand-written peers also use. */
export const encodeCursor = (kind: 're' | 'ch', { created, id }: Placed): string =>
  Buffer.from(JSON.stringify([kind, created, id])).toString('base64url');

/** Without a cursor, the coordinate before the first row of a newest-first list. */
export function decodeCursor(cursor: string | null | undefined): Coordinate {
  if (!cursor) return { created: 'infinity', id: '' };
  const [, created, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as string[];
  if (created === undefined || id === undefined) throw new Error('Invalid cursor');
  return { created, id };
}

/**
 * A page of `first` rows. One more row was read, to know whether there is a next page. The page info is made
 * when it is asked for, because a cursor that nobody reads would be work that the gateway does not do either.
 */
class Page<Row extends Placed> {
  readonly edges: readonly { readonly node: Row }[];
  readonly #kind: 're' | 'ch';
  readonly #hasNextPage: boolean;

  constructor(kind: 're' | 'ch', rows: readonly Row[], first: number) {
    this.#kind = kind;
    this.#hasNextPage = rows.length > first;
    this.edges = (this.#hasNextPage ? rows.slice(0, first) : rows).map((node) => ({ node }));
  }

  get pageInfo() {
    const last = this.edges.at(-1);
    return {
      hasNextPage: this.#hasNextPage,
      endCursor: last ? encodeCursor(this.#kind, last.node) : null,
    };
  }
}

export const connectionOf = <Row extends Placed>(kind: 're' | 'ch', rows: readonly Row[], first: number) =>
  new Page(kind, rows, first);
