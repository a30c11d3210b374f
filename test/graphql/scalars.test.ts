import { GraphQLScalarType, parseValue } from 'graphql';
import { describe, expect, test } from 'vitest';
import { schema } from '../../src/graphql/schema.js';

function scalar(name: string): GraphQLScalarType {
  const type = schema.getType(name);
  if (!(type instanceof GraphQLScalarType)) throw new Error(`There is no scalar ${name}`);
  return type;
}
const badInput = (message: string) =>
  expect.objectContaining({ message, extensions: { code: 'BAD_USER_INPUT' } });

/** Whether a refused literal has its place in the document. */
function placeOf(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    return (error as { locations?: unknown }).locations;
  }
}

const NO_NUMBER = 'SafeInt cannot represent a value that is not a whole number within ±(2^53 - 1).';
const NO_TIME =
  'DateTime cannot represent a value that is not a date and time with an offset, as RFC 3339 writes it.';
const NO_OBJECT = 'Metadata cannot represent a value that is neither an object nor the empty string.';
const NO_TEXT = 'Metadata cannot represent a value of a key that is neither text nor null.';

describe('a value of the wrong form is refused with its reason, and a literal with its place', () => {
  test.each([
    ['SafeInt', 2 ** 53, '9007199254740992', NO_NUMBER],
    ['SafeInt', '5', '"5"', NO_NUMBER],
    ['DateTime', '2026-01-01', '"2026-01-01"', NO_TIME],
    ['DateTime', 5, '5', NO_TIME],
    ['Metadata', ['a'], '["a"]', NO_OBJECT],
    ['Metadata', 'a', '"a"', NO_OBJECT],
    ['Metadata', null, 'null', NO_OBJECT],
    ['Metadata', { a: 5 }, '{ a: 5 }', NO_TEXT],
    ['Metadata', { a: ['b'] }, '{ a: A }', NO_TEXT],
    ['Metadata', { a: 'b', c: 5 }, '{ a: "b", c: C }', NO_TEXT],
  ])('%s %j', (name, value, literal, message) => {
    const { parseValue: read, parseLiteral } = scalar(name);
    expect(() => read(value)).toThrow(badInput(message));
    const readLiteral = () => parseLiteral(parseValue(`\n  ${literal}`));
    expect(readLiteral).toThrow(badInput(message));
    expect(placeOf(readLiteral)).toEqual([{ line: 2, column: 3 }]);
  });
});

test('section 2: amounts are answered up to 2^53 - 1, and nothing else is', () => {
  const { serialize } = scalar('SafeInt');
  expect(serialize(-(2n ** 53n) + 1n)).toBe(-9_007_199_254_740_991);
  expect(() => serialize(2n ** 53n)).toThrow('9007199254740992 is beyond the safe integers');
});
