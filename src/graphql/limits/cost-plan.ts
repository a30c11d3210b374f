import {
  type DefinitionNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isIntrospectionType,
  isListType,
  isObjectType,
  isUnionType,
  Kind,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  type SelectionSetNode,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
  type ValueNode,
} from 'graphql';
import { connectionModels } from './faulty-page.js';
import { type FieldCost, federationCosts, fieldCosts } from './field-costs.js';
import { introspectionSizes } from './introspection-sizes.js';
import type { Variables } from './list-size.js';
import { type Selecting, selectedFields } from './selected-fields.js';

const costs: Readonly<Record<string, FieldCost>> = { ...fieldCosts, ...federationCosts };

/** What is known of a field's cost without the values of variables. */
export interface FieldPlan {
  readonly node: FieldNode;
  readonly field: GraphQLField<unknown, unknown>;
  readonly cost: FieldCost;
  readonly isList: boolean;
  /** Whether its values are rows of the database: objects that have a global id. */
  readonly isRow: boolean;
  /** Whether it writes refunds. */
  readonly isWrite: boolean;
  /** The type of its values, if that is a connection. */
  readonly connection: string | null;
  /** How many items its list has, where the schema alone tells. */
  readonly knownSize: number | null;
  readonly readsVariables: boolean;
  readonly below: ObjectPlan;
}

/** What is selected of an object of one type, merged as in the answer. */
export interface TypePlan {
  /** The cost of its fields that hold one value each, whatever the variables are. Most fields do. */
  readonly values: number;
  readonly rows: number;
  /** The other fields. */
  readonly fields: readonly FieldPlan[];
}

/** What is selected of an object: once for each type that the object may have. */
export type ObjectPlan = readonly TypePlan[];

/** What an operation selects, with the fields that `variables` skip left out. */
export function planOf(
  schema: GraphQLSchema,
  { definitions }: DocumentNode,
  { operation, selectionSet }: OperationDefinitionNode,
  variables: Variables,
): ObjectPlan {
  const fragments = new Map(definitions.filter(isFragment).map((each) => [each.name.value, each]));
  const selecting: Selecting = { schema, fragments, variables };

  const ofObjects = (type: GraphQLNamedType, sets: readonly SelectionSetNode[]): ObjectPlan => {
    const types = isAbstractType(type) ? schema.getPossibleTypes(type) : isObjectType(type) ? [type] : [];
    return types.map((one) => {
      const all = [...selectedFields(selecting, one, sets).values()].map((nodes) => ofField(one, nodes));
      const leaves = all.filter(isLeaf);
      return {
        values: sum(leaves.map(({ cost }) => cost.values ?? 1)),
        rows: sum(leaves.map(({ cost }) => cost.rows ?? 0)),
        fields: all.filter((field) => !isLeaf(field)),
      };
    });
  };

  const ofField = (parent: GraphQLObjectType, nodes: readonly FieldNode[]): FieldPlan => {
    // Those with the same key in the answer have the same arguments.
    const [node] = nodes as readonly [FieldNode];
    const field = fieldOf(schema, parent, node.name.value);
    const type = getNamedType(field.type);
    return {
      node,
      field,
      cost: costs[`${parent.name}.${field.name}`] ?? {},
      isList: isListType(getNullableType(field.type)),
      isRow: isRowType(schema, type),
      isWrite: parent === schema.getMutationType(),
      connection: Object.hasOwn(connectionModels, type.name) ? type.name : null,
      knownSize: isIntrospectionType(parent) ? (introspectionSizes(schema)[field.name] ?? null) : null,
      readsVariables: node.arguments?.some(({ value }) => readsVariable(value)) === true,
      below: ofObjects(
        type,
        nodes.flatMap((each) => each.selectionSet ?? []),
      ),
    };
  };

  const root = schema.getRootType(operation);
  return root ? ofObjects(root, [selectionSet]) : [];
}

/** Whether a field has one value, whose cost no argument changes. */
const isLeaf = ({ below, isList }: FieldPlan): boolean => below.length === 0 && !isList;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

const isFragment = (node: DefinitionNode): node is FragmentDefinitionNode =>
  node.kind === Kind.FRAGMENT_DEFINITION;

const readsVariable = (value: ValueNode): boolean =>
  value.kind === Kind.VARIABLE ||
  (value.kind === Kind.LIST && value.values.some(readsVariable)) ||
  (value.kind === Kind.OBJECT && value.fields.some((field) => readsVariable(field.value)));

/** The definition of a selected field. Validation refuses a field that does not exist. */
function fieldOf(
  schema: GraphQLSchema,
  parent: GraphQLObjectType,
  name: string,
): GraphQLField<unknown, unknown> {
  const isQuery = parent === schema.getQueryType();
  const metaFields = [TypeNameMetaFieldDef, ...(isQuery ? [SchemaMetaFieldDef, TypeMetaFieldDef] : [])];
  return (
    metaFields.find((field) => field.name === name) ??
    (parent.getFields()[name] as GraphQLField<unknown, unknown>)
  );
}

/** A union of rows is a row, such as `_Entity`. */
const isRowType = (schema: GraphQLSchema, type: GraphQLNamedType): boolean =>
  type.name === 'Node' ||
  (isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'Node')) ||
  (isUnionType(type) && schema.getPossibleTypes(type).every((one) => isRowType(schema, one)));
