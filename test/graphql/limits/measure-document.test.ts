import { type DefinitionNode, parse } from 'graphql';
import { expect, test } from 'vitest';
import { measureDefinitions } from '../../../src/graphql/limits/measure-document.js';

const nameOf = (definition: DefinitionNode) => ('name' in definition ? definition.name?.value : undefined);

test('operations and fragments are measured, each fragment wherever it is used', () => {
  const sizes = measureDefinitions(
    parse(`
      query Page($n: Int) @a { list: refunds(first: $n) { edges { node { ...Some } } } refund(id: 1) @b { ...Some } }
      fragment Some on Refund @c @d { id ... @e { was: amount } }`),
  );
  expect([...sizes].map(([definition, size]) => [nameOf(definition), size])).toEqual([
    ['Page', { selections: 12, aliases: 3, directives: 4, depth: 4 }],
    ['Some', { selections: 3, aliases: 1, directives: 3, depth: 1 }],
  ]);
});

test('the definition of a type is not measured: a document that has one is refused by validation', () => {
  const sizes = measureDefinitions(parse('type Refund @a @b { id: ID } { __typename }'));
  expect([...sizes.keys()].map(({ kind }) => kind)).toEqual(['OperationDefinition']);
});

test('a cycle of fragments ends, and a missing fragment counts as its spread', () => {
  const sizes = measureDefinitions(
    parse('{ ...No } fragment A on Query { ...B } fragment B on Query { ...A }'),
  );
  expect([...sizes.values()][0]).toEqual({ selections: 1, aliases: 0, directives: 0, depth: 0 });
  expect(sizes.size).toBe(3);
});
