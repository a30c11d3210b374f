import fastify from 'fastify';
import { type GraphQLResolveInfo, GraphQLScalarType } from 'graphql';
import mercurius from 'mercurius';
import { createRefund, type MadeRefund } from './create-refund.js';
import { connectionOf, decodeCursor } from './cursor.js';
import { amountTooLarge, type Charge, type CreateRefundInput, ledgerSchema } from './ledger-schema.js';
import {
  chargesAfter,
  chargesByIds,
  intentsByIds,
  newestRefundsOf,
  refundById,
  refundsAfter,
} from './plain-rows.js';
import { setting } from './pool.js';
import { rowsToRead } from './rows-to-read.js';

// Mercurius as its documentation shows it: jit, and loaders for related rows.

const asIs = (name: string) => new GraphQLScalarType({ name, serialize: (value) => value });
interface PageArguments {
  readonly first: number;
  readonly after?: string;
}

const app = fastify();
app.register(mercurius, {
  schema: ledgerSchema,
  jit: 1,
  // By Mercurius's documentation, loaders without a cache serialise no keys, but may load an id twice. They also get the
  // selection, which tells whether one more row of a list is needed.
  cache: false,
  resolvers: {
    SafeInt: asIs('SafeInt'),
    DateTime: asIs('DateTime'),
    Query: {
      refund: (_, { id }: { id: string }) => refundById(id),
      async refunds(_, { first, after }: PageArguments) {
        const { created, id } = decodeCursor(after);
        return connectionOf('re', await refundsAfter(created, id, first + 1), first);
      },
      async charges(_, { first, after }: PageArguments) {
        const { created, id } = decodeCursor(after);
        return connectionOf('ch', await chargesAfter(created, id, first + 1), first);
      },
    },
    Mutation: {
      async createRefund(_, { input }: { input: CreateRefundInput }) {
        const refund = await createRefund(input);
        return refund
          ? { __typename: 'CreateRefundPayload', refund, idempotentReplay: false }
          : { __typename: 'AmountTooLargeError', ...amountTooLarge };
      },
    },
    CreateRefundResult: { resolveType: ({ __typename }: { __typename: string }) => __typename },
  },
  loaders: {
    Refund: {
      charge: {
        async loader(queries: { obj: MadeRefund }[]) {
          const [only] = queries;
          if (queries.length === 1 && only?.obj.charge) return [only.obj.charge];
          return chargesByIds(queries.map(({ obj }) => obj.chargeId));
        },
      },
      paymentIntent: {
        loader: async (queries: { obj: MadeRefund }[]) =>
          intentsByIds(queries.map(({ obj }) => obj.paymentIntentId)),
      },
    },
    Charge: {
      refunds: {
        async loader(queries: { obj: Charge; params: PageArguments; info?: GraphQLResolveInfo }[]) {
          const lists = await newestRefundsOf(
            queries.map(({ obj }) => obj.id),
            rowsToRead(queries),
          );
          return queries.map(({ params }, n) => connectionOf('re', lists[n] ?? [], params.first));
        },
      },
    },
  },
});
await app.listen({ port: Number(setting('PORT')), host: '127.0.0.1' });
