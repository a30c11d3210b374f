import { type GraphQLError, Kind, type ValueNode, valueFromASTUntyped } from 'graphql';
import type { TimeBound } from '../ledger/time-bound.js';
import { isSafeAmount } from '../rules/currency.js';
import type { MetadataChange } from '../rules/metadata.js';
import { builder } from './builder.js';
import { parseDateTime } from './date-time.js';
import { requestError } from './request-error.js';

const badInput = (message: string, node?: ValueNode): GraphQLError =>
  requestError('BAD_USER_INPUT', message, undefined, node);

builder.scalarType('SafeInt', {
  description:
    "Whole number of the currency's smallest unit, within ±(2^53 - 1), so that every client reads it exactly. Text is not accepted.",
  serialize: (value) => {
    if (!isSafeAmount(value)) throw new Error(`${value} is beyond the safe integers`);
    return Number(value);
  },
  parseValue: (value) => {
    if (typeof value !== 'number' || !Number.isSafeInteger(value))
      throw badInput('SafeInt cannot represent a value that is not a whole number within ±(2^53 - 1).');
    return BigInt(value);
  },
  parseLiteral: (node) => {
    const number = node.kind === Kind.INT ? Number(node.value) : Number.NaN;
    if (!Number.isSafeInteger(number))
      throw badInput('SafeInt cannot represent a value that is not a whole number within ±(2^53 - 1).', node);
    return BigInt(number);
  },
});

function readDateTime(value: unknown, node?: ValueNode): TimeBound {
  const bound = typeof value === 'string' ? parseDateTime(value) : null;
  if (bound) return bound;
  throw badInput(
    'DateTime cannot represent a value that is not a date and time with an offset, as RFC 3339 writes it.',
    node,
  );
}

builder.scalarType('DateTime', {
  specifiedByURL: 'https://scalars.graphql.org/andimarek/date-time',
  description:
    'ISO 8601 with milliseconds, UTC: `2023-08-25T05:45:18.000Z`. As an input every form of RFC 3339 is accepted, with any offset and any number of decimals.',
  serialize: (value) => value.toISOString(),
  parseValue: (value) => readDateTime(value),
  parseLiteral: (node) => readDateTime(node.kind === Kind.STRING ? node.value : undefined, node),
});

function parseMetadata(value: unknown, node?: ValueNode): MetadataChange {
  if (value === '') return '';
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw badInput('Metadata cannot represent a value that is neither an object nor the empty string.', node);
  for (const text of Object.values(value))
    if (text !== null && typeof text !== 'string')
      throw badInput('Metadata cannot represent a value of a key that is neither text nor null.', node);
  return Object.fromEntries(Object.entries(value));
}

/** A variable is not known while the document is validated, and a variable that is not given leaves its key out. */
function parseMetadataLiteral(
  node: ValueNode,
  given?: Readonly<Record<string, unknown>> | null,
): MetadataChange {
  // A variable may be called `constructor`, which every ordinary object has.
  const variables = given && Object.assign(Object.create(null), given);
  if (node.kind !== Kind.OBJECT) return parseMetadata(valueFromASTUntyped(node, variables), node);
  if (node.fields.some(({ value: { kind } }) => kind === Kind.ENUM))
    throw badInput('Metadata cannot represent a value of a key that is neither text nor null.', node);
  const entries = node.fields.map(({ name, value }) => [name.value, valueFromASTUntyped(value, variables)]);
  return parseMetadata(Object.fromEntries(entries.filter(([, value]) => value !== undefined)), node);
}

builder.scalarType('Metadata', {
  description:
    'Set of string keys and string values. As an input: an object, in which the empty string or null unsets a key, or the empty string alone, which unsets every key. In a document, keys must be GraphQL names; send others through a variable.',
  serialize: (value) => value,
  parseValue: (value) => parseMetadata(value),
  parseLiteral: parseMetadataLiteral,
});
