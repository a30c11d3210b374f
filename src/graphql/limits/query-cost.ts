import {
  type DefinitionNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInterfaceType,
  isIntrospectionType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type OperationTypeNode,
  SchemaMetaFieldDef,
  type SelectionSetNode,
  TypeMetaFieldDef,
  type ValueNode,
  valueFromASTUntyped,
} from 'graphql';
import { MAX_PAGE_SIZE } from '../lists/page-args.js';
import { isFaultyPage } from './faulty-page.js';
import { fieldCosts } from './field-costs.js';
import { introspectionSizes } from './introspection-sizes.js';
import { listSizeOf, type Variables } from './list-size.js';

/** What the answer to an operation may hold at most. */
export interface QueryCost {
  readonly operation: OperationTypeNode;
  /** Objects with a global id, and what costs the database as much. */
  rows: number;
  /** Fields, once for each object that has them. */
  values: number;
  /** Refunds that are created or changed. */
  writes: number;
  /** Whether it is the same for all values of variables. */
  isConstant: boolean;
  /** Pages that will be refused, once for each object that has them. */
  errors: number;
}

/**
 * The cost of an operation, from the sizes of its lists in literals, variables and defaults alike. The document must be
 * valid and within the limits of its size, because each use of a fragment is followed.
 */
export function costOf(
  schema: GraphQLSchema,
  { definitions }: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
): QueryCost {
  const fragments = new Map(definitions.filter(isFragment).map((each) => [each.name.value, each]));
  const given = { ...defaultsOf(operation), ...variables };
  const cost: QueryCost = {
    operation: operation.operation,
    rows: 0,
    values: 0,
    writes: 0,
    isConstant: true,
    errors: 0,
  };

  /**
   * Adds what is selected of `times` objects of a type.
   *
   * @param below how many items the lists right below have, if the field above tells
   */
  const addSet = (parent: Parent, set: SelectionSetNode | undefined, times: number, below: number | null) => {
    for (const selection of set?.selections ?? [])
      if (selection.kind === Kind.FIELD) addField(parent, selection, times, below);
      else {
        const fragment =
          selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
        const condition = fragment?.typeCondition;
        const type = condition ? schema.getType(condition.name.value) : parent;
        addSet(type, fragment?.selectionSet, times, below);
      }
  };

  const addField = (parent: Parent, node: FieldNode, times: number, below: number | null): void => {
    const field = fieldOf(schema, parent, node.name.value);
    if (!field) {
      // `__typename`, which every type has.
      cost.values += times;
      return;
    }
    const { items, rows = 0, values = 1 } = fieldCosts[`${parent?.name}.${field.name}`] ?? {};
    const size = listSizeOf(field, items, node, given) ?? introspectionSize(schema, parent, field);
    if (size !== null && node.arguments?.some(({ value }) => readsVariable(value))) cost.isConstant = false;
    const isList = isListType(getNullableType(field.type));
    const count = isList ? times * (size ?? below ?? MAX_PAGE_SIZE) : times;
    const type = getNamedType(field.type);
    cost.values += count * values;
    cost.rows += times * rows + (isRow(type) ? count : 0);
    if (parent === schema.getMutationType()) cost.writes += size ?? 1;
    if (isFaultyPage(type, node, given)) cost.errors += times;
    addSet(type, node.selectionSet, count, isList ? null : size);
  };

  addSet(schema.getRootType(operation.operation), operation.selectionSet, 1, null);
  return cost;
}

type Parent = GraphQLNamedType | null | undefined;
type Field = GraphQLField<unknown, unknown>;

const isFragment = (node: DefinitionNode): node is FragmentDefinitionNode =>
  node.kind === Kind.FRAGMENT_DEFINITION;

const defaultsOf = ({ variableDefinitions = [] }: OperationDefinitionNode): Variables =>
  Object.fromEntries(
    variableDefinitions.flatMap(({ variable, defaultValue }) =>
      defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)]] : [],
    ),
  );

const readsVariable = (value: ValueNode): boolean =>
  value.kind === Kind.VARIABLE ||
  (value.kind === Kind.LIST && value.values.some(readsVariable)) ||
  (value.kind === Kind.OBJECT && value.fields.some((field) => readsVariable(field.value)));

function fieldOf(schema: GraphQLSchema, parent: Parent, name: string): Field | undefined {
  if (parent === schema.getQueryType())
    for (const field of [SchemaMetaFieldDef, TypeMetaFieldDef]) if (field.name === name) return field;
  return isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
}

/** Whether objects of this type are rows of the database: those that have a global id. */
const isRow = (type: GraphQLNamedType): boolean =>
  type.name === 'Node' || (isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'Node'));

const introspectionSize = (schema: GraphQLSchema, parent: Parent, { name }: Field): number | null =>
  parent && isIntrospectionType(parent) ? (introspectionSizes(schema)[name] ?? null) : null;
