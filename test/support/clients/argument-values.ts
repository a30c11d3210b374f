import {
  type GraphQLInputObjectType,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
} from 'graphql';

/** Two values of each scalar: the code might ignore an argument and use one of them as a constant. */
const scalarValues: Readonly<Record<string, readonly unknown[]>> = {
  Boolean: [true, false],
  DateTime: ['2026-01-15T10:00:00.000Z', '2026-02-15T10:00:00.000Z'],
  ID: ['re_1', 're_2'],
  Metadata: ['', { key: 'value' }],
  SafeInt: [5, 6],
  String: ['text', 'other text'],
};

/** The same for input fields that take only some values of their type. */
const fieldValues: Readonly<Record<string, readonly unknown[]>> = {
  currency: [[], ['usd'], ['eur'], ['usd', 'eur']],
};

/**
 * Values that show whether an argument of this type has an effect: every value of an enum; of a list, the empty one,
 * each element alone, and all elements; of an input type, each value of each field, together with the required fields.
 */
export function valuesOf(type: GraphQLInputType): readonly unknown[] {
  if (isNonNullType(type)) return valuesOf(type.ofType);
  if (isListType(type)) {
    const elements = valuesOf(type.ofType);
    return [[], ...elements.map((element) => [element]), ...(elements.length > 1 ? [elements] : [])];
  }
  if (isEnumType(type)) return type.getValues().map(({ name }) => name);
  if (isInputObjectType(type)) return inputsOf(type);
  const values = scalarValues[type.name];
  if (!values) throw new Error(`Add values of the scalar ${type.name}`);
  return values;
}

function inputsOf(type: GraphQLInputObjectType): readonly unknown[] {
  const least = leastOf(type);
  const inputs = Object.values(type.getFields()).flatMap((field) =>
    (fieldValues[field.name] ?? valuesOf(field.type)).map((value) => ({ ...least, [field.name]: value })),
  );
  // Two required fields both begin with the input that has nothing else.
  return [...new Map(inputs.map((input) => [JSON.stringify(input), input])).values()];
}

/** A value that says as little as possible: for an input type, one with the required fields alone. */
export const leastValueOf = (type: GraphQLInputType): unknown => {
  if (isNonNullType(type)) return leastValueOf(type.ofType);
  return isInputObjectType(type) ? leastOf(type) : valuesOf(type)[0];
};

const leastOf = (type: GraphQLInputObjectType): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.values(type.getFields())
      .filter(isRequiredInputField)
      .map((field) => [field.name, leastValueOf(field.type)]),
  );
