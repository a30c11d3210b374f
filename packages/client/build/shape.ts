import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isIntrospectionType,
  isListType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
} from 'graphql';

/** What the caches of clients need to know of the schema. Every part follows from it, so no new field is forgotten. */
export interface Shape {
  /** The object types of each interface and union. */
  readonly possibleTypes: Readonly<Record<string, readonly string[]>>;
  /** The fields that are connections, by type: the names of the arguments that make another list. */
  readonly connections: Fields<readonly string[]>;
  /** The fields that are lists of objects without pages, by type. */
  readonly lists: Fields<true>;
  /** The root fields that find an object by its id: its type. */
  readonly lookups: Readonly<Record<string, string>>;
  /** The object types that have no id, so that a cache keeps them inside the object that has them. */
  readonly typesWithoutId: readonly string[];
  /** The scalars that GraphQL does not have. */
  readonly scalars: readonly string[];
}
type Fields<T> = Readonly<Record<string, Readonly<Record<string, T>>>>;

/** The arguments that select a page of a list. All others make another list. */
const PAGE_ARGUMENTS: ReadonlySet<string> = new Set(['after', 'before', 'first', 'last']);

export function shapeOf(schema: GraphQLSchema): Shape {
  const types = Object.values(schema.getTypeMap()).filter((type) => !isIntrospectionType(type));
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const objects = types.filter(isObjectType);
  return {
    possibleTypes: Object.fromEntries(
      types
        .filter(isAbstractType)
        .map((type) => [type.name, schema.getPossibleTypes(type).map(({ name }) => name)]),
    ),
    connections: fieldsOf(objects, (field) =>
      isConnection(field)
        ? field.args.map(({ name }) => name).filter((name) => !PAGE_ARGUMENTS.has(name))
        : null,
    ),
    // The lists of a connection belong to its pages.
    lists: fieldsOf(
      objects.filter((type) => !isConnectionType(type)),
      (field) => (isListOfObjects(field) ? true : null),
    ),
    lookups: Object.fromEntries(
      Object.values(schema.getQueryType()?.getFields() ?? {}).flatMap((field) => {
        const type = getNullableType(field.type);
        const [only, ...others] = field.args;
        return only?.name === 'id' && others.length === 0 && isObjectType(type) && hasId(type)
          ? [[field.name, type.name]]
          : [];
      }),
    ),
    typesWithoutId: objects.filter((type) => !roots.includes(type) && !hasId(type)).map(({ name }) => name),
    scalars: types
      .filter((type) => isScalarType(type) && !isSpecifiedScalarType(type))
      .map(({ name }) => name),
  };
}

type Field = GraphQLField<unknown, unknown>;

/** The fields that have something, by type. Types without such a field are left out. */
function fieldsOf<T>(types: readonly GraphQLObjectType[], of: (field: Field) => T | null): Fields<T> {
  const found = types.map((type) => {
    const own = Object.values(type.getFields()).flatMap((field) => {
      const value = of(field);
      return value === null ? [] : [[field.name, value] as const];
    });
    return [type.name, own] as const;
  });
  return Object.fromEntries(
    found.filter(([, own]) => own.length > 0).map(([name, own]) => [name, Object.fromEntries(own)]),
  );
}

const hasId = (type: GraphQLObjectType): boolean => 'id' in type.getFields();

/** As Relay's specification says: a type with edges and a PageInfo. */
const isConnectionType = (type: unknown): type is GraphQLObjectType =>
  isObjectType(type) && 'edges' in type.getFields() && 'pageInfo' in type.getFields();

const isConnection = (field: Field): boolean => isConnectionType(getNullableType(field.type));

function isListOfObjects({ type }: Field): boolean {
  const named = getNamedType(type);
  return isListType(getNullableType(type)) && (isObjectType(named) || isAbstractType(named));
}
