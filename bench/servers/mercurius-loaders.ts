import fastify from 'fastify';
import { GraphQLScalarType } from 'graphql';
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

// Mercurius as its documentation shows it: jit, and loaders for related rows.

const asIs = (name: string) => new GraphQLScalarType({ name, serialize: (value) => value });
/**
 * By Mercurius's documentation, a loader without a cache serialises no keys, but may load an id twice. The option of the
 * same name beside `jit` is another one: without it, every request is parsed, validated and interpreted anew.
 */
const uncached = { cache: false };
interface PageArguments {
  readonly first: number;
  readonly after?: string;
}

const app = fastify();
app.register(mercurius, {
  schema: ledgerSchema,
  jit: 1,
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
        opts: uncached,
      },
      paymentIntent: {
        loader: async (queries: { obj: MadeRefund }[]) =>
          intentsByIds(queries.map(({ obj }) => obj.paymentIntentId)),
        opts: uncached,
      },
    },
    Charge: {
      refunds: {
        async loader(queries: { obj: Charge; params: PageArguments }[]) {
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
