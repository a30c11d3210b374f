import fc from 'fast-check';
import type { GraphQLSchema } from 'graphql';
import { REQUEST_LIMITS } from '../../../src/graphql/limits/request-limits.js';
import { createRandom, type Random } from '../../../src/sample-data/random.js';
import { requests } from '../../../test/support/clients/query-generator.js';
import { areApart, type Base, bodyOf, type Growth } from './growth.js';
import { operators } from './operators.js';
import { placesOf } from './places.js';

/** A request, and how it grows. */
export interface FuzzCase {
  /** The names of its operators. */
  readonly name: string;
  readonly base: Base;
  readonly growths: readonly Growth[];
}

/** How many times faster than the other of two operators one grows: some limits are a thousand times those of others. */
const FACTORS = [1, 10, 100, 1_000];
const MAX_PICKS = 50;
/** A size that has doubled a few times. */
const DOUBLED = 16;

/** The case of a seed: the same seed always gives the same case. */
export function caseOf(schema: GraphQLSchema, ids: readonly string[], seed: number): FuzzCase {
  const random = createRandom(seed);
  const base = broken(generated(schema, ids, random), random);
  const places = placesOf(schema, base);
  const wanted = random.happens(0.5) ? 2 : 1;
  for (let picks = 0; picks < MAX_PICKS; picks++) {
    const chosen = Array.from({ length: wanted }, () => random.pick(operators));
    const growths = chosen.flatMap((operator, at) => {
      const growth = operator.start(places, random);
      return growth ? [at === 0 ? growth : { ...growth, factor: random.pick(FACTORS) }] : [];
    });
    if (growths.length === wanted && areApart(growths) && doubles(base, growths))
      return { name: chosen.map(({ name }) => name).join(' + '), base, growths };
  }
  return { name: 'nothing', base, growths: [] };
}

/** Whether a request can double a few times before its body is too large. */
const doubles = (base: Base, growths: readonly Growth[]): boolean =>
  bodyOf(base, growths, DOUBLED).length <= REQUEST_LIMITS.maxBodyBytes;

function generated(schema: GraphQLSchema, ids: readonly string[], random: Random): Base {
  const kinds = [
    schema.getQueryType(),
    schema.getQueryType(),
    schema.getMutationType(),
    schema.getSubscriptionType(),
  ];
  const type = random.pick(kinds.filter((kind) => kind !== undefined && kind !== null));
  const roots = Object.keys(type.getFields()).map((name) => `${type.name}.${name}`);
  const seed = random.between(0, 2 ** 31 - 1);
  const [request] = fc.sample(requests({ schema, ids, roots }), { numRuns: 1, seed });
  if (!request) throw new Error('The generator gave no request');
  if (type !== schema.getSubscriptionType()) return request;
  // The generator knows queries and mutations only.
  return { ...request, query: request.query.replace(/^query/, 'subscription') };
}

/** One in four requests is not valid, but can still be parsed. */
function broken({ query, variables }: Base, random: Random): Base {
  if (!random.happens(0.25)) return { query, variables };
  const [word, other] = random.pick([
    ['__typename', 'unknown'],
    ['first:', 'unknown:'],
    [': Int', ': String'],
    ['$v1', '$unknown'],
    [' on ', ' on Un'],
  ] as const);
  return { query: query.replace(word, other), variables };
}
