import fastify from 'fastify';
import { type GraphQLResolveInfo, GraphQLScalarType, type SelectionNode } from 'graphql';
import mercurius from 'mercurius';
import { connectionOf, decodeCursor } from './cursor.js';
import {
  chargesAfter,
  issueRefund,
  type Joins,
  newestRefundsOf,
  refundById,
  refundsAfter,
} from './joined-rows.js';
import { amountTooLarge, type Charge, type CreateRefundInput, ledgerSchema } from './ledger-schema.js';
import { setting } from './pool.js';

// Mercurius at its fastest: the selection of the root field is read once, and related rows are joined.

const known = new WeakMap<object, Joins>();

/** The relations that are selected on the rows at `path` below this field. Computed once for each document. */
function joinsOf(info: GraphQLResolveInfo, path: readonly string[]): Joins {
  const [field] = info.fieldNodes;
  if (!field) throw new Error('A field without a node');
  let joins = known.get(field);
  if (!joins) {
    const names = namesAt(field.selectionSet?.selections ?? [], path);
    joins = { charge: names.has('charge'), paymentIntent: names.has('paymentIntent') };
    known.set(field, joins);
  }
  return joins;
}

function namesAt(selections: readonly SelectionNode[], [next, ...path]: readonly string[]): Set<string> {
  const fields = selections.filter((selection) => selection.kind === 'Field');
  if (next === undefined) return new Set(fields.map(({ name }) => name.value));
  return namesAt(fields.find(({ name }) => name.value === next)?.selectionSet?.selections ?? [], path);
}

const asIs = (name: string) => new GraphQLScalarType({ name, serialize: (value) => value });

/**
 * By Mercurius's documentation, a loader without a cache serialises no keys, but may load an id twice. The option of the
 * same name beside `jit` is another one: without it, every request is parsed, validated and interpreted anew.
 */
const uncached = { cache: false };
const app = fastify();
app.register(mercurius, {
  schema: ledgerSchema,
  jit: 1,
  resolvers: {
    SafeInt: asIs('SafeInt'),
    DateTime: asIs('DateTime'),
    Query: {
      refund: (_, { id }: { id: string }, __, info) => refundById(id, joinsOf(info, [])),
      async refunds(_, { first, after }: { first: number; after?: string }, __, info) {
        const { created, id } = decodeCursor(after);
        const rows = await refundsAfter(created, id, first + 1, joinsOf(info, ['edges', 'node']));
        return connectionOf('re', rows, first);
      },
      async charges(_, { first, after }: { first: number; after?: string }) {
        const { created, id } = decodeCursor(after);
        return connectionOf('ch', await chargesAfter(created, id, first + 1), first);
      },
    },
    Mutation: {
      async createRefund(_, { input }: { input: CreateRefundInput }) {
        const refund = await issueRefund(input.charge, input.amount, input.idempotencyKey);
        return refund
          ? { __typename: 'CreateRefundPayload', refund, idempotentReplay: false }
          : { __typename: 'AmountTooLargeError', ...amountTooLarge };
      },
    },
    CreateRefundResult: { resolveType: ({ __typename }: { __typename: string }) => __typename },
  },
  loaders: {
    Charge: {
      refunds: {
        async loader(queries: { obj: Charge; params: { first: number } }[]) {
          const most = Math.max(...queries.map(({ params }) => params.first));
          const lists = await newestRefundsOf(
            queries.map(({ obj }) => obj.id),
            most + 1,
          );
          return queries.map(({ params }, n) => connectionOf('re', lists[n] ?? [], params.first));
        },
        opts: uncached,
      },
    },
  },
});
await app.listen({ port: Number(setting('PORT')), host: '127.0.0.1' });
