import {
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isInputType,
  isListType,
  type OperationDefinitionNode,
  typeFromAST,
} from 'graphql';

/** Whether a value has a list in the place of an object. */
type HasList = (value: unknown) => boolean;

/**
 * Finds a list in the place of an input object, anywhere in the variables of an operation. The compiler takes a list
 * without items for an object without fields, so that an empty list as a filter would list everything.
 *
 * @returns null for an operation without input objects
 */
export function listsForObjects(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
): ((variables: Readonly<Record<string, unknown>>) => boolean) | null {
  const known = new Map<GraphQLInputObjectType, HasList>();
  const checks = variableDefinitions.flatMap(({ variable, type }) => {
    // The type of a document that is valid.
    const declared = typeFromAST(schema, type);
    const check = isInputType(declared) ? checkOf(declared, known) : null;
    return check ? [[variable.name.value, check] as const] : [];
  });
  return checks.length === 0 ? null : (variables) => checks.some(([name, check]) => check(variables[name]));
}

/** Null for a type without input objects. */
function checkOf(type: GraphQLInputType, known: Map<GraphQLInputObjectType, HasList>): HasList | null {
  if (!isInputObjectType(getNamedType(type))) return null;
  const nullable = getNullableType(type) as GraphQLInputType;
  if (isListType(nullable)) {
    const check = checkOf(nullable.ofType, known);
    // A single value is taken for a list of one.
    return check && ((value) => (Array.isArray(value) ? value.some(check) : check(value)));
  }
  return checkOfObject(nullable as GraphQLInputObjectType, known);
}

function checkOfObject(type: GraphQLInputObjectType, known: Map<GraphQLInputObjectType, HasList>): HasList {
  const made = known.get(type);
  if (made) return made;
  const fields: (readonly [string, HasList])[] = [];
  const check: HasList = (value) => {
    if (typeof value !== 'object' || value === null) return false;
    return (
      Array.isArray(value) || fields.some(([name, has]) => has((value as Record<string, unknown>)[name]))
    );
  };
  // Before its fields, as one of them may be of the same type.
  known.set(type, check);
  for (const { name, type: typeOfField } of Object.values(type.getFields())) {
    const has = checkOf(typeOfField, known);
    if (has) fields.push([name, has]);
  }
  return check;
}
