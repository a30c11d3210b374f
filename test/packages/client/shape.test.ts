import { buildSchema, extendSchema, parse } from 'graphql';
import { expect, test } from 'vitest';
import { filesOf } from '../../../packages/client/build/files.js';
import { shapeOf } from '../../../packages/client/build/shape.js';

const schema = buildSchema(`
  scalar SafeInt
  interface Node { id: ID! }
  type Thing implements Node { id: ID! parts: [Part!]! tags: [String!]! others(first: Int, kind: String): ThingConnection! }
  type Part { name: String! size: SafeInt }
  type ThingConnection { edges: [ThingEdge!]! nodes: [Thing!]! pageInfo: PageInfo! }
  type ThingEdge { cursor: String! node: Thing! }
  type PageInfo { endCursor: String }
  union Any = Thing | Part
  type Query {
    thing(id: ID!): Thing
    node(id: ID!): Node
    part(id: ID!): Part
    found(id: ID!, of: Int): Thing
    any: [Any]
    things(after: String, before: String, first: Int, last: Int, filter: String): ThingConnection!
  }
`);

test('the shape of a schema', () => {
  expect(shapeOf(schema)).toEqual({
    possibleTypes: { Node: ['Thing'], Any: ['Thing', 'Part'] },
    connections: { Thing: { others: ['kind'] }, Query: { things: ['filter'] } },
    lists: { Thing: { parts: true }, Query: { any: true } },
    lookups: { thing: 'Thing' },
    typesWithoutId: ['Part', 'ThingConnection', 'ThingEdge', 'PageInfo'],
    scalars: ['SafeInt'],
  });
});

test('a scalar without a type stops the build', () => {
  expect(() => filesOf('scalar Duration type Query { since: Duration }')).toThrow(/Duration/);
});

test('a new connection gets into the files without any other change', () => {
  const sdl = 'extend type Query { more(first: Int, of: ID): ThingConnection! }';
  const extended = extendSchema(schema, parse(sdl));
  expect(shapeOf(extended).connections['Query']).toEqual({ things: ['filter'], more: ['of'] });
});
