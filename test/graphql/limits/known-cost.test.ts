import { type ExecutionArgs, OperationTypeNode, parse } from 'graphql';
import { expect, test } from 'vitest';
import { knownCost } from '../../../src/graphql/limits/known-cost.js';
import { schema } from '../../../src/graphql/schema.js';

const costOf = (args: Omit<ExecutionArgs, 'schema'>) => knownCost({ schema, ...args });

test('an operation that execution refuses costs nothing', () => {
  expect(costOf({ document: parse('query a { refunds { nodes { id } } }'), operationName: 'b' })).toEqual({
    operation: OperationTypeNode.QUERY,
    ...{ rows: 0, values: 0, writes: 0, errors: 0 },
    isConstant: true,
  });
});

test('a cost that no variable changes is computed once, and another for each request', () => {
  const constant = parse('{ refunds(first: 3) { nodes { id } } }');
  expect(costOf({ document: constant })).toMatchObject({ rows: 3 });
  expect(costOf({ document: constant })).toBe(costOf({ document: constant }));
  const document = parse('query ($first: Int) { refunds(first: $first) { nodes { id } } }');
  expect(costOf({ document, variableValues: { first: 4 } })).toMatchObject({ rows: 4 });
  expect(costOf({ document, variableValues: { first: 5 } })).toMatchObject({ rows: 5 });
  expect(costOf({ document })).toMatchObject({ rows: 10 });
});
