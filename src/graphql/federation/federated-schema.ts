import { extendSchema, type GraphQLSchema, type GraphQLUnionType, parse } from 'graphql';
import type { GatewayContext } from '../context.js';
import { federationScopes } from '../field-scopes.js';
import { rowSelection } from '../loading/selection.js';
import { typeNameOf, typeOfId } from '../node-types.js';
import { entityModels, readRepresentation, refuseTooMany } from './representation.js';
import { subgraphSdl } from './subgraph-sdl.js';

const DEFINITIONS = parse(`
"""What a router knows of an entity: an object with its __typename and its id."""
scalar _Any

"""An object that other subgraphs may refer to by its id."""
union _Entity = ${entityModels.map(typeNameOf).join(' | ')}

"""This subgraph."""
type _Service {
  """The schema with its federation directives."""
  sdl: String!
}

extend type Query {
  """
  The entities with these representations, in the same order; null for each id that does not exist. For routers. Needs the scope \`${federationScopes['Query._entities']}\`.
  """
  _entities(
    """At most 500, each with a __typename and an id."""
    representations: [_Any!]!
  ): [_Entity]!

  """This subgraph, for compositions."""
  _service: _Service!
}
`);

/**
 * The API as a subgraph of Apollo Federation: the same types and resolvers, and the two root fields that a router asks.
 * Entities are loaded as `nodes(ids:)` loads its objects: one statement for all of a type.
 */
export function federatedSchema(schema: GraphQLSchema): GraphQLSchema {
  const sdl = subgraphSdl(schema);
  const federated = extendSchema(schema, DEFINITIONS);
  const { _entities, _service } = federated.getQueryType()?.getFields() ?? {};
  if (!_entities || !_service) throw new Error('The definitions above have these fields');
  _entities.resolve = (_, { representations }: { representations: readonly unknown[] }, context, info) => {
    refuseTooMany(representations);
    const asked = representations.map(readRepresentation);
    const { load }: GatewayContext = context;
    return Promise.all(asked.map(({ model, id }) => load.row(model, id, rowSelection(info, model))));
  };
  _service.resolve = () => ({ sdl });
  const union = federated.getType('_Entity') as GraphQLUnionType;
  union.resolveType = (row: unknown) => typeOfId(`${(row as { id?: unknown }).id}`);
  return federated;
}
