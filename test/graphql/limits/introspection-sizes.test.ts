import { buildSchema } from 'graphql';
import { expect, test } from 'vitest';
import { introspectionSizes } from '../../../src/graphql/limits/introspection-sizes.js';

test('the lists of introspection are as long as they are on average over all types', () => {
  const schema = buildSchema(`
    directive @here(a: Int, b: Int) on FIELD | QUERY | MUTATION
    interface Named { name: ID }
    type Query implements Named { name: ID, one(a: Int, b: In): Other, many: [Sort] }
    type Other implements Named { name: ID }
    union Any = Query | Other
    input In { a: Int, b: Int, c: Int }
    enum Sort { UP DOWN }
  `);
  const types = Object.values(schema.getTypeMap());
  // Query, Other, Named, Any, In, Sort, four scalars, and the eight types of introspection.
  expect(types).toHaveLength(18);
  const introspection = types.filter(({ name }) => name.startsWith('__'));
  const fieldsOf = introspection.flatMap((type) =>
    'getFields' in type ? Object.values(type.getFields()) : [],
  ) as { args: unknown[] }[];
  const valuesOf = introspection.flatMap((type) => ('getValues' in type ? type.getValues() : []));
  const directives = schema.getDirectives();
  const fields = fieldsOf.length + 5;
  expect(introspectionSizes(schema)).toEqual({
    types: 18,
    fields: fields / 18,
    args: (fieldsOf.flatMap(({ args }) => args).length + 2) / fields,
    interfaces: 2 / 18,
    possibleTypes: 2 / 18,
    enumValues: (valuesOf.length + 2) / 18,
    inputFields: 3 / 18,
    directives: directives.length,
    locations: directives.flatMap(({ locations }) => locations).length / directives.length,
  });
  expect(introspectionSizes(schema)).toBe(introspectionSizes(schema));
});
