import type { GraphQLResolveInfo } from 'graphql';

/** A list field of several parents, as Mercurius gives it to a loader. */
interface ListQuery {
  readonly params: { readonly first: number };
  readonly info?: GraphQLResolveInfo;
}

const known = new WeakMap<object, boolean>();

/** Whether a query asks for the page info of a list. Computed once for each document. */
function asksPageInfo(info: GraphQLResolveInfo | undefined): boolean {
  const [field] = info?.fieldNodes ?? [];
  if (!field) return true;
  let asks = known.get(field);
  if (asks === undefined) {
    const selections = field.selectionSet?.selections ?? [];
    asks = selections.some((each) => each.kind !== 'Field' || each.name.value === 'pageInfo');
    known.set(field, asks);
  }
  return asks;
}

/** The number of rows to read for each parent: one more than the page, if a query asks whether a next page exists. */
export const rowsToRead = (queries: readonly ListQuery[]): number =>
  Math.max(...queries.map(({ params, info }) => params.first + (asksPageInfo(info) ? 1 : 0)));
