import { connections, lookups, typesWithoutId } from '../generated/shape.js';
import { smallIntrospection } from '../generated/small-introspection.js';

// biome-ignore lint/suspicious/noExplicitAny: graphcache's types, which this package does not import.
type Resolver = (parent: any, args: any, cache: any, info: any) => any;

/** What graphcache's `relayPagination` answers for a list. */
interface Pages {
  readonly edges?: readonly unknown[];
  readonly nodes?: readonly unknown[];
}

/**
 * The options of graphcache's `cacheExchange`. This package imports no client, so it is given graphcache's own resolver
 * of pages:
 *
 *     cacheExchange(graphcacheOptions(relayPagination))
 *
 * @param relayPagination from `@urql/exchange-graphcache/extras`
 */
export function graphcacheOptions(relayPagination: () => Resolver) {
  const resolvers: Record<string, Record<string, Resolver>> = {};
  for (const [type, fields] of Object.entries(connections))
    resolvers[type] = Object.fromEntries(
      Object.keys(fields).map((name) => [name, onlyWhatWasAsked(relayPagination())]),
    );
  for (const [name, __typename] of Object.entries(lookups))
    resolvers['Query'] = { ...resolvers['Query'], [name]: (_, { id }) => ({ __typename, id }) };
  return {
    schema: structuredClone(smallIntrospection) as never,
    // Without an id, an object is part of the one that has it.
    keys: Object.fromEntries(typesWithoutId.map((type) => [type, () => null])),
    resolvers,
  };
}

/**
 * Edges that no query asked for are an empty list to `relayPagination`, and so are nodes. Left out, graphcache looks for
 * them, and asks the gateway.
 */
const onlyWhatWasAsked =
  (resolve: Resolver): Resolver =>
  (...args) => {
    const pages: (Pages & object) | undefined = resolve(...args);
    if (!pages?.edges || !pages.nodes) return pages;
    const { edges, nodes, ...others } = pages;
    if (edges.length === 0 && nodes.length > 0) return { ...others, nodes };
    if (nodes.length === 0 && edges.length > 0) return { ...others, edges };
    return pages;
  };
