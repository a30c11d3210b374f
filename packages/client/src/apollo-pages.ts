/** An object as Apollo's cache holds it. */
type Stored = Readonly<Record<string, unknown>>;

interface Edge extends Stored {
  readonly cursor?: string;
}
interface PageInfo extends Stored {
  readonly startCursor?: string | null;
  readonly endCursor?: string | null;
}

/** What a request brought of a connection. */
interface Incoming extends Stored {
  readonly edges?: readonly Edge[];
  readonly nodes?: readonly unknown[];
  readonly pageInfo?: PageInfo;
}

/** What the cache keeps of a list: its pages in their order, and what was last told of the whole list. */
interface Kept {
  readonly whole: Stored;
  readonly pages: readonly Incoming[];
}

/** What a function of a field policy gets of Apollo. */
interface Options {
  // biome-ignore lint/suspicious/noExplicitAny: Apollo's type of arguments.
  readonly args: Record<string, any> | null;
  canRead(value: unknown): boolean;
  readField(name: string, from?: unknown): unknown;
}

/** The field policy of a connection. */
export interface PagesPolicy {
  // biome-ignore lint/suspicious/noExplicitAny: Apollo's type of arguments.
  keyArgs(args: Record<string, any> | null): string[] | false;
  // biome-ignore lint/suspicious/noExplicitAny: only these two functions know what the cache keeps.
  merge(existing: any, incoming: any, options: Options): any;
  // biome-ignore lint/suspicious/noExplicitAny: the same.
  read(existing: any, options: Options): any;
}

/**
 * Keeps all pages of a list, as Apollo's relayStylePagination does, and those of `nodes` too, which that one replaces.
 * Components that select `edges` and `nodes` of one list share it.
 *
 * A list from its end (`last`) is another list than the one from its start.
 */
export const pagesPolicy = (keyArgs: readonly string[]): PagesPolicy => ({
  keyArgs: (args) => {
    const keys = args?.['last'] == null ? [...keyArgs] : [...keyArgs, 'last'];
    return keys.length > 0 ? keys : false;
  },
  merge: (existing: Kept | undefined, incoming: Incoming, { args }): Kept => {
    const { edges, nodes, pageInfo, ...whole } = incoming;
    const kept = existing ?? { whole: {}, pages: [] };
    const page = withNodes({
      ...(edges && { edges }),
      ...(nodes && { nodes }),
      ...(pageInfo && { pageInfo }),
    });
    const told = { ...kept.whole, ...whole };
    // Only a count was asked for, for example.
    if (!edges && !nodes && !pageInfo) return { whole: told, pages: kept.pages };
    return { whole: told, pages: placed(kept.pages, page, args ?? {}) };
  },
  read: (existing: Kept | undefined, { canRead, readField }) => {
    if (!existing) return undefined;
    const { whole, pages } = existing;
    const all = <T>(key: 'edges' | 'nodes'): T[] | undefined => {
      const lists = pages.map((page) => page[key]);
      // If one page lacks it, the list is not known, and Apollo asks for it.
      return lists.every((list) => list !== undefined) ? (lists.flat() as T[]) : undefined;
    };
    const edges = all<Edge>('edges')?.filter((edge) => {
      const node = readField('node', edge);
      return node === undefined || canRead(node);
    });
    const nodes = all<unknown>('nodes')?.filter(canRead);
    const pageInfo = pageInfoOf(pages);
    return {
      ...whole,
      ...(pages.length > 0 && edges && { edges }),
      ...(pages.length > 0 && nodes && { nodes }),
      ...(pageInfo && { pageInfo }),
    };
  },
});

/** The nodes of edges are known too. */
function withNodes(page: Incoming): Incoming {
  if (page.nodes || !page.edges?.every((edge) => edge['node'] !== undefined)) return page;
  return { ...page, nodes: page.edges.map((edge) => edge['node']) };
}

/** The pages with one more at its place. A page whose place is not known starts the list anew. */
function placed(
  pages: readonly Incoming[],
  page: Incoming,
  { after, before }: { readonly after?: unknown; readonly before?: unknown },
): readonly Incoming[] {
  const at = (cursor: unknown, cursorOf: (page: Incoming) => unknown): number =>
    pages.findIndex((one) => cursorOf(one) === cursor);
  if (after != null) {
    const index = at(after, endOf);
    return index < 0 ? [page] : [...pages.slice(0, index + 1), joined(pages[index + 1], page)];
  }
  if (before != null) {
    const index = at(before, startOf);
    return index < 0 ? [page] : [joined(pages[index - 1], page), ...pages.slice(index)];
  }
  return [joined(pages[0], page)];
}

/** The same rows may have been asked for as edges by one component, and as nodes by another: both are kept. */
function joined(known: Incoming | undefined, page: Incoming): Incoming {
  const same = JSON.stringify(known?.nodes) === JSON.stringify(page.nodes);
  if (!known?.nodes || !page.nodes || !same) return page;
  const { pageInfo } = known;
  return { ...known, ...page, ...(pageInfo && { pageInfo: { ...pageInfo, ...page.pageInfo } }) };
}

const startOf = ({ pageInfo, edges }: Incoming): unknown => pageInfo?.startCursor ?? edges?.[0]?.cursor;
const endOf = ({ pageInfo, edges }: Incoming): unknown => pageInfo?.endCursor ?? edges?.at(-1)?.cursor;

/** The page information of all pages together: where the first starts, and where the last ends. */
function pageInfoOf(pages: readonly Incoming[]): PageInfo | undefined {
  const [first, last] = [pages[0]?.pageInfo, pages.at(-1)?.pageInfo];
  if (!first || !last || first === last) return last;
  const { startCursor, hasPreviousPage } = first;
  const { startCursor: _, hasPreviousPage: __, ...end } = last;
  return {
    ...end,
    ...(startCursor !== undefined && { startCursor }),
    ...(hasPreviousPage !== undefined && { hasPreviousPage }),
  };
}
