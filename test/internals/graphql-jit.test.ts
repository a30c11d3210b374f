import { buildSchema, type GraphQLError, parse } from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { expect, test } from 'vitest';

const schema = buildSchema('type Query { echo(amount: Int!): Int, fails: Int }');
const thrown = new Error('of this test');
const fields = schema.getQueryType()?.getFields();
if (fields?.['fails']) fields['fails'].resolve = () => Promise.reject(thrown);

function compile(document: string) {
  const compiled = compileQuery(schema, parse(document));
  if (!isCompiledQuery(compiled)) throw new Error('The document could not be compiled');
  return compiled;
}

test('refused variables give a result without data, unlike an operation that ran', async () => {
  const compiled = compile('query ($amount: Int!) { echo(amount: $amount) }');
  const refused = await compiled.query({}, {}, { amount: 'one' });
  expect(refused.errors).toHaveLength(1);
  expect(refused).not.toHaveProperty('data');
});

test('an error has its cause, its path and its locations, but no positions as in graphql-js', async () => {
  const { data, errors } = await compile('{\n  fails\n}').query({}, {}, {});
  expect(data).toEqual({ fails: null });
  const [error] = errors as unknown as GraphQLError[];
  expect(error?.originalError).toBe(thrown);
  expect(error).toMatchObject({
    message: 'of this test',
    path: ['fails'],
    locations: [{ line: 2, column: 3 }],
  });
  expect(error?.positions).toBeUndefined();
});
