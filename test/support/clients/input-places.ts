import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLLeafType,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';
import { leastValueOf } from './argument-values.js';

/** A place for a value: an argument, a field of an input at any depth, or an element of a list. */
export interface InputPlace {
  /** Such as `Query.refunds(filter.metadata.key)`. */
  readonly name: string;
  readonly type: GraphQLLeafType;
  /** A document with a literal in the place. */
  withLiteral(literal: string): string;
  /** A document with variables for the arguments of the field. */
  readonly document: string;
  /** The values of these variables, with a value in the place. */
  variablesWith(value: unknown): Readonly<Record<string, unknown>>;
}

/** Stands for the value in a literal. */
const HERE = '$HERE$';

/**
 * Every place of the schema for a caller's value.
 *
 * @param ids the id of an object of each type with an id whose fields have arguments
 * @param others a selection that leads to each other type whose fields have arguments
 */
export function inputPlaces(
  schema: GraphQLSchema,
  ids: Readonly<Record<string, string>>,
  others: Readonly<Record<string, (selected: string) => string>>,
): InputPlace[] {
  const roots = new Map([
    [schema.getQueryType()?.name, 'query'],
    [schema.getMutationType()?.name, 'mutation'],
    [schema.getSubscriptionType()?.name, 'subscription'],
  ]);
  return Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) && !type.name.startsWith('__'))
    .flatMap(({ name }) => {
      const type = schema.getType(name);
      if (!isObjectType(type)) return [];
      const fields = Object.values(type.getFields()).filter(({ args }) => args.length > 0);
      const operation = roots.get(name);
      if (operation !== undefined)
        return fields.flatMap((field) => placesOf(name, field, operation, (selected) => selected));
      const id = ids[name];
      const around =
        others[name] ?? ((selected: string) => `node(id: "${id}") { ... on ${name} { ${selected} } }`);
      if (fields.length > 0 && id === undefined && !others[name]) throw new Error(`Give the id of a ${name}`);
      return fields.flatMap((field) => placesOf(name, field, 'query', around));
    });
}

type Field = GraphQLField<unknown, unknown>;

function placesOf(
  parent: string,
  field: Field,
  operation: string,
  around: (selected: string) => string,
): InputPlace[] {
  const selection = selectionOf(field);
  return field.args.flatMap((argument) =>
    slotsOf(argument.type).map(({ path, type, fill }) => {
      const given = field.args.filter((other) => other === argument || isRequiredArgument(other));
      const valueFor = (other: GraphQLArgument, value: unknown) =>
        other === argument ? fill(value) : leastValueOf(other.type);
      const call = (text: (argument: GraphQLArgument) => string) =>
        around(`${field.name}(${given.map((other) => `${other.name}: ${text(other)}`)}) ${selection}`);
      return {
        name: `${parent}.${field.name}(${[argument.name, ...path].join('.')})`,
        type,
        document: `${operation} (${given.map(({ name, type: its }) => `$${name}: ${its}`)}) { ${call(({ name }) => `$${name}`)} }`,
        variablesWith: (value) =>
          Object.fromEntries(given.map((other) => [other.name, valueFor(other, value)])),
        withLiteral: (literal) =>
          `${operation} { ${call((other) => literalOf(other.type, valueFor(other, HERE))).replace(`"${HERE}"`, () => literal)} }`,
      };
    }),
  );
}

/** The message of a refusal, or just enough to run the field's resolver. */
function selectionOf(field: Field): string {
  const type = getNamedType(field.type);
  if (isLeafType(type)) return '';
  const refusal = '{ __typename ... on RefundError { code message param } }';
  if (type.name === 'CreateRefundsPayload') return `{ results ${refusal} }`;
  return type.name.endsWith('Result') ? refusal : '{ __typename }';
}

interface Slot {
  readonly path: readonly string[];
  readonly type: GraphQLLeafType;
  fill(value: unknown): unknown;
}

function slotsOf(type: GraphQLInputType): Slot[] {
  if (isNonNullType(type)) return slotsOf(type.ofType);
  if (isListType(type))
    return slotsOf(type.ofType).map((slot) => ({ ...slot, fill: (value) => [slot.fill(value)] }));
  if (!isInputObjectType(type)) return [{ path: [], type, fill: (value) => value }];
  const fields = Object.values(type.getFields());
  return fields.flatMap((field) =>
    slotsOf(field.type).map(({ path, type: leaf, fill }) => ({
      path: [field.name, ...path],
      type: leaf,
      fill: (value) => ({ ...besides(field, fields), [field.name]: fill(value) }),
    })),
  );
}

/** The other fields without which the field is not looked at: the required ones, and the charge to refund. */
const besides = (field: GraphQLInputField, fields: readonly GraphQLInputField[]) =>
  Object.fromEntries(
    fields
      .filter((other) => other !== field && (isNonNullType(other.type) || other.name === 'charge'))
      .map((other) => [other.name, leastValueOf(other.type)]),
  );

/** A value as GraphQL writes it in a document. */
function literalOf(type: GraphQLInputType, value: unknown): string {
  if (isNonNullType(type)) return literalOf(type.ofType, value);
  if (Array.isArray(value) && isListType(type))
    return `[${value.map((item) => literalOf(type.ofType, item))}]`;
  if (!isInputObjectType(type)) return value === HERE || isText(type) ? JSON.stringify(value) : `${value}`;
  const fields = type.getFields();
  return `{ ${Object.entries(value as object).map(([name, given]) => `${name}: ${literalOf((fields[name] as GraphQLInputField).type, given)}`)} }`;
}

const isText = (type: GraphQLInputType): boolean =>
  ['ID', 'String', 'DateTime', 'Metadata'].includes(getNamedType(type).name);
