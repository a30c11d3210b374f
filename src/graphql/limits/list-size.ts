import { type FieldNode, type GraphQLField, valueFromASTUntyped } from 'graphql';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from '../lists/page-args.js';
import type { FieldCost } from './field-costs.js';

export type Variables = Readonly<Record<string, unknown>>;

/**
 * How many items the list of a field may hold; null if the field does not tell. A variable has not been checked yet: a
 * value that is no size counts as the default, because it will be refused.
 */
export function listSizeOf(
  { args }: GraphQLField<unknown, unknown>,
  items: FieldCost['items'],
  node: FieldNode,
  variables: Variables,
): number | null {
  const given = (name: string): unknown => {
    const argument = node.arguments?.find((each) => each.name.value === name);
    return argument && valueFromASTUntyped(argument.value, variables);
  };
  if (typeof items === 'number') return items;
  if (items) {
    const [name = '', ...path] = items;
    const list = path.reduce<unknown>(
      (value, key) => (value as Variables | null | undefined)?.[key],
      given(name),
    );
    // GraphQL takes a single value for a list of one.
    return Array.isArray(list) ? list.length : 1;
  }
  if (!args.some(({ name }) => name === 'first')) return null;
  const size = given('first') ?? given('last');
  return typeof size === 'number' && size >= 1 ? Math.min(size, MAX_PAGE_SIZE) : DEFAULT_PAGE_SIZE;
}
