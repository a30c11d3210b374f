import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSchema, createYoga } from 'graphql-yoga';

/** The schema of a second subgraph: orders, which refer to charges of the gateway by their ids. */
export const ordersSdl = /* GraphQL */ `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.0", import: ["@key"])
  type Query { orders: [Order!]! }
  type Order @key(fields: "number") { number: ID! charge: Charge! }
  type Charge @key(fields: "id") { id: ID! order: Order! }
`;

const DIRECTIVES = /* GraphQL */ `
  directive @key(fields: String!) on OBJECT
  directive @link(url: String!, import: [String!]) on SCHEMA
  scalar _Any
  union _Entity = Order | Charge
  extend type Query { _entities(representations: [_Any!]!): [_Entity]! }
`;

interface Reference {
  readonly __typename: 'Order' | 'Charge';
  readonly number?: string;
  readonly id?: string;
}

/** Serves the orders of some charges, one for each. */
export async function serveOrders(charges: readonly string[]): Promise<{ url: string; close: () => void }> {
  const orders = charges.map((id, at) => ({ __typename: 'Order', number: `${6735 + at}`, charge: { id } }));
  const schema = createSchema({
    typeDefs:
      DIRECTIVES +
      ordersSdl.replace('extend schema', 'schema').replace(/(schema @link.*)/, '$1 { query: Query }'),
    resolvers: {
      Query: {
        orders: () => orders,
        _entities: (_: unknown, { representations }: { representations: readonly Reference[] }) =>
          representations,
      },
      Charge: { order: ({ id }: Reference) => orders.find(({ charge }) => charge.id === id) },
      _Entity: { __resolveType: ({ __typename }: Reference) => __typename },
    },
  });
  const server = createServer(createYoga({ schema, logging: false }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/graphql`, close: () => server.close() };
}
