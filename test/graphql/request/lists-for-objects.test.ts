import { buildSchema, getOperationAST, parse } from 'graphql';
import { expect, test } from 'vitest';
import { listsForObjects } from '../../../src/graphql/request/lists-for-objects.js';

const schema = buildSchema(`
  input Part { size: Int, sizes: [Int], not: Part, any: [Part!], table: [[Part!]!] }
  type Query { find(part: Part, parts: [Part!], size: Int): Int }
`);

/** What finds lists in the variables of an operation with these definitions. */
function finder(definitions: string) {
  const operation = getOperationAST(parse(`query (${definitions}) { find }`));
  return operation && listsForObjects(schema, operation);
}

test.each<[string, Record<string, unknown>, boolean]>([
  ['an object', { part: { size: 1, sizes: [1] } }, false],
  ['null', { part: null }, false],
  ['nothing', {}, false],
  ['a list', { part: [] }, true],
  ['a list in a field', { part: { size: 1, not: [] } }, true],
  ['a list deep in a field', { part: { not: { not: [{}] } } }, true],
  ['null in a field', { part: { not: null } }, false],
  ['a list of objects', { part: { any: [{}, { size: 1 }] } }, false],
  ['a list with one list', { part: { any: [{}, []] } }, true],
  ['an object in the place of a list of one', { part: { any: {} } }, false],
  ['an object with a list, in the place of a list of one', { part: { any: { not: [] } } }, true],
  ['a list of lists', { part: { table: [[{}]] } }, false],
  ['a list of lists of lists', { part: { table: [[[]]] } }, true],
  ['a list of objects in a variable', { parts: [{}] }, false],
  ['a list of lists in a variable', { parts: [[]] }, true],
])('a list in the place of an object is found: %s', (_, variables, isFound) => {
  expect(finder('$part: Part, $parts: [Part!], $size: Int')?.(variables)).toBe(isFound);
});

test('an operation without input objects has nothing to look at', () => {
  expect(finder('$size: Int, $sizes: [Int!]')).toBeNull();
});
