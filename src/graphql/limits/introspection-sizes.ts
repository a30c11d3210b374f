import { type GraphQLSchema, isEnumType, isInputObjectType, isInterfaceType, isObjectType } from 'graphql';

const known = new WeakMap<GraphQLSchema, Readonly<Record<string, number>>>();

/** How many items the lists of introspection have: `types` exactly, the others on average over all types. */
export function introspectionSizes(schema: GraphQLSchema): Readonly<Record<string, number>> {
  const sizes = known.get(schema) ?? sizesOf(schema);
  known.set(schema, sizes);
  return sizes;
}

function sizesOf(schema: GraphQLSchema): Readonly<Record<string, number>> {
  const types = Object.values(schema.getTypeMap());
  const composite = types.filter((type) => isObjectType(type) || isInterfaceType(type));
  const fields = composite.flatMap((type) => Object.values(type.getFields()));
  const share = (items: readonly unknown[], of: readonly unknown[] = types): number =>
    items.length / of.length;
  const directives = schema.getDirectives();
  return {
    types: types.length,
    fields: share(fields),
    args: share(
      fields.flatMap(({ args }) => args),
      fields,
    ),
    interfaces: share(composite.flatMap((type) => type.getInterfaces())),
    possibleTypes: share(composite.filter(isInterfaceType).flatMap((type) => schema.getPossibleTypes(type))),
    enumValues: share(types.filter(isEnumType).flatMap((type) => type.getValues())),
    inputFields: share(types.filter(isInputObjectType).flatMap((type) => Object.values(type.getFields()))),
    directives: directives.length,
    locations: share(
      directives.flatMap(({ locations }) => locations),
      directives,
    ),
  };
}
