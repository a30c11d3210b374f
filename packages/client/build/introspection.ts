import { type GraphQLSchema, type IntrospectionType, introspectionFromSchema } from 'graphql';

const withoutTexts = (schema: GraphQLSchema) =>
  introspectionFromSchema(schema, { descriptions: false, specifiedByUrl: false }).__schema;

/** What graphcache reads of the introspection: the fields of objects, and which types an interface or union has. */
export function smallIntrospection(schema: GraphQLSchema): object {
  const { queryType, mutationType, subscriptionType, types } = withoutTexts(schema);
  return {
    __schema: {
      queryType,
      mutationType,
      subscriptionType,
      types: types.flatMap((type) => {
        const small = smallType(type);
        return small ? [small] : [];
      }),
    },
  };
}

/** As much of a type as graphcache reads; null for types that no field of an answer leads into. */
function smallType(type: IntrospectionType): object | null {
  const { kind, name } = type;
  if (name.startsWith('__')) return null;
  if (kind === 'UNION') return { kind, name, possibleTypes: type.possibleTypes.map(reference) };
  if (kind !== 'OBJECT' && kind !== 'INTERFACE') return null;
  const fields = type.fields.map((field) => ({
    name: field.name,
    // Any argument makes another entry of the cache. Their types do not matter.
    args: [],
    type: field.type,
  }));
  const interfaces = type.interfaces.map(reference);
  return kind === 'OBJECT'
    ? { kind, name, fields, interfaces }
    : { kind, name, fields, interfaces, possibleTypes: type.possibleTypes.map(reference) };
}

const reference = ({ kind, name }: { readonly kind: string; readonly name: string }) => ({ kind, name });

/** The whole introspection, with descriptions. */
export const wholeIntrospection = (schema: GraphQLSchema): object => introspectionFromSchema(schema);

/** The introspection as a type, from which gql.tada tells the types of documents. */
export function introspectionType(schema: GraphQLSchema): string {
  const { types, ...roots } = withoutTexts(schema);
  const own = types.filter(({ name }) => !name.startsWith('__'));
  const json = JSON.stringify({ __schema: { ...roots, directives: [], types: own } }, null, 1);
  return json.replace(/^(\s*)"(\w+)":/gm, '$1$2:');
}
