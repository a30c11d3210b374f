import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  buildSchema,
  findBreakingChanges,
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';
import { expect, test } from 'vitest';
import { outdated } from '../../src/commands/written-file.js';
import { printErrorCodes } from '../../src/graphql/print-error-codes.js';
import { printSortedSchema } from '../../src/graphql/print-schema.js';
import { schema } from '../../src/graphql/schema.js';
import { packageRoot } from '../../src/process/package-root.js';

const read = (file: string): string => readFileSync(path.join(packageRoot, file), 'utf8');

test.each([
  ['schema.graphql', printSortedSchema],
  ['docs/error-codes.md', printErrorCodes],
])('%s is up to date with the code', (name, print) => {
  expect(read(name), outdated({ name, command: 'npm run schema' })).toBe(print());
});

test('the schema has no breaking change since the released one', () => {
  const released = buildSchema(read('test/graphql/released.graphql'));
  // A released element that is not implemented yet would be listed here, and fail the test once it is implemented.
  expect(findBreakingChanges(released, schema).map(({ description }) => description)).toEqual([]);
});

/** Yields every named element of a type with its description. */
function* described(type: GraphQLNamedType): Generator<[string, string | null | undefined]> {
  yield [type.name, type.description];
  if (isEnumType(type))
    for (const value of type.getValues()) yield [`${type.name}.${value.name}`, value.description];
  if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) return;
  for (const field of Object.values(type.getFields())) {
    const name = `${type.name}.${field.name}`;
    yield [name, field.description];
    if ('args' in field) for (const arg of field.args) yield [`${name}(${arg.name}:)`, arg.description];
  }
}

const own = Object.values(schema.getTypeMap()).filter(
  (type) => !isSpecifiedScalarType(type) && !type.name.startsWith('__'),
);
const all = own.flatMap((type) => [...described(type)]);

test('every type, field, argument, input field and enum value has a description', () => {
  expect(all.length).toBeGreaterThan(300);
  expect(all.filter(([, description]) => !description?.trim()).map(([name]) => name)).toEqual([]);
});

test('a description is a sentence or a phrase that does not repeat the name', () => {
  const words = (text: string): string[] => text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const idle = all.filter(([name, description = '']) => {
    const ofName = words((name.split(/[.(]/).at(-1) ?? '').replace(/([a-z])([A-Z])/g, '$1 $2'));
    const said = words(description ?? '').filter((word) => !ofName.includes(word));
    return said.length === 0 || !/^[A-Za-z`]/.test(description ?? '') || !/[.…]$/.test(description ?? '');
  });
  expect(idle).toEqual([]);
});
