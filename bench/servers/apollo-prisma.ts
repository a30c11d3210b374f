import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { PrismaPg } from '@prisma/adapter-pg';
import { GraphQLScalarType } from 'graphql';
import { PrismaClient } from '../../prisma/generated/prisma/client.js';
import { createRefund } from './apollo-create-refund.js';
import { chargeColumns, refundColumns, refundWithBoth } from './apollo-selects.js';
import { connectionOf, decodeCursor } from './cursor.js';
import { amountTooLarge, type CreateRefundInput, ledgerSchema } from './ledger-schema.js';
import { connections, setting } from './pool.js';
import { statementName } from './prisma-names.js';

// Apollo Server with Prisma: the root resolver selects the columns of the schema with those of related rows.

const prisma = new PrismaClient({
  adapter: new PrismaPg(
    { connectionString: setting('DATABASE_URL'), max: connections },
    { statementNameGenerator: statementName },
  ),
});

/** The page size of a charge's refunds in the only query that has them. Nothing asks for the page info there. */
const NESTED = 10;
const newestFirst: { created?: 'desc'; id?: 'desc' }[] = [{ created: 'desc' }, { id: 'desc' }];

/**
 * The rows after a coordinate. Prisma's own cursor makes a condition that cannot use an index. This one can, because
 * its first part limits the range.
 */
function after(cursor: string | undefined) {
  if (!cursor) return {};
  const { created, id } = decodeCursor(cursor);
  return { created: { lte: created }, OR: [{ created: { lt: created } }, { id: { lt: id } }] };
}

interface PageArguments {
  readonly first: number;
  readonly after?: string;
}

const server = new ApolloServer({
  typeDefs: ledgerSchema,
  introspection: false,
  resolvers: {
    SafeInt: new GraphQLScalarType({ name: 'SafeInt', serialize: Number }),
    DateTime: new GraphQLScalarType<unknown, string>({
      name: 'DateTime',
      serialize: (value) => (value instanceof Date ? value.toISOString() : String(value)),
    }),
    Query: {
      refund: (_: unknown, { id }: { id: string }) =>
        prisma.refund.findUnique({ where: { id }, select: refundWithBoth }),
      async refunds(_: unknown, { first, after: cursor }: PageArguments) {
        const rows = await prisma.refund.findMany({
          where: after(cursor),
          orderBy: newestFirst,
          take: first + 1,
          select: refundWithBoth,
        });
        return connectionOf('re', rows, first);
      },
      async charges(_: unknown, { first, after: cursor }: PageArguments) {
        const rows = await prisma.charge.findMany({
          where: after(cursor),
          orderBy: newestFirst,
          take: first + 1,
          select: {
            ...chargeColumns,
            refunds: { select: refundColumns, orderBy: newestFirst, take: NESTED },
          },
        });
        return connectionOf('ch', rows, first);
      },
    },
    Charge: {
      refunds: ({ refunds }: { refunds: { id: string; created: Date }[] }, { first }: PageArguments) =>
        connectionOf('re', refunds, first),
    },
    Mutation: {
      async createRefund(_: unknown, { input }: { input: CreateRefundInput }) {
        const refund = await createRefund(prisma, input);
        return refund
          ? { __typename: 'CreateRefundPayload', refund, idempotentReplay: false }
          : { __typename: 'AmountTooLargeError', ...amountTooLarge };
      },
    },
    CreateRefundResult: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
    RefundError: { __resolveType: () => 'AmountTooLargeError' },
  },
});
await startStandaloneServer(server, { listen: { port: Number(setting('PORT')), host: '127.0.0.1' } });
