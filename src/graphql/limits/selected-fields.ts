import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  type NamedTypeNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';
import type { Variables } from './list-size.js';

/** What the fields of a document depend on. */
export interface Selecting {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Variables;
}

/**
 * The fields that are selected of an object, by their key in the answer. Fields with the same key are one field of the
 * answer, as the executor merges them, also those of a fragment that is used twice. What is skipped is left out.
 */
export function selectedFields(
  { schema, fragments, variables }: Selecting,
  type: GraphQLObjectType,
  sets: readonly SelectionSetNode[],
): ReadonlyMap<string, readonly FieldNode[]> {
  const fields = new Map<string, FieldNode[]>();

  const isOf = (condition: NamedTypeNode | undefined): boolean => {
    const on = condition ? schema.getType(condition.name.value) : type;
    return on === type || (isAbstractType(on) && schema.isSubType(on, type));
  };
  const add = (set: SelectionSetNode): void => {
    for (const selection of set.selections) {
      if (isSkipped(selection, variables)) continue;
      if (selection.kind === Kind.FIELD) {
        const key = (selection.alias ?? selection.name).value;
        const same = fields.get(key);
        if (same) same.push(selection);
        else fields.set(key, [selection]);
        continue;
      }
      const fragment =
        selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
      if (fragment && isOf(fragment.typeCondition)) add(fragment.selectionSet);
    }
  };
  for (const set of sets) add(set);
  return fields;
}

/** Whether a directive certainly removes a selection. One whose value is no boolean will be refused, and removes nothing. */
function isSkipped({ directives }: SelectionNode, variables: Variables): boolean {
  return (directives ?? []).some(({ name, arguments: args }) => {
    // The only argument of these two is `if`.
    const condition = args?.[0]?.value;
    if (!condition) return false;
    const removing = name.value === 'skip' ? true : name.value === 'include' ? false : null;
    if (condition.kind === Kind.BOOLEAN) return condition.value === removing;
    return condition.kind === Kind.VARIABLE && variables[condition.name.value] === removing;
  });
}

/** The values of variables that are not given. */
export const defaultsOf = ({ variableDefinitions = [] }: OperationDefinitionNode): Variables =>
  Object.fromEntries(
    variableDefinitions.flatMap(({ variable, defaultValue }) =>
      defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)]] : [],
    ),
  );
