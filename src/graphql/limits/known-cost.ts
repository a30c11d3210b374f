import {
  type ExecutionArgs,
  getOperationAST,
  type OperationDefinitionNode,
  OperationTypeNode,
} from 'graphql';
import { costOf, type QueryCost } from './query-cost.js';

/** The costs of operations whose lists have constant sizes. */
const constantCosts = new WeakMap<OperationDefinitionNode, QueryCost>();
const NOTHING: QueryCost = {
  operation: OperationTypeNode.QUERY,
  rows: 0,
  values: 0,
  writes: 0,
  isConstant: true,
  errors: 0,
  firstError: undefined,
  nullCondition: undefined,
};

/** The cost of an operation that is about to run. */
export function knownCost({ schema, document, operationName, variableValues }: ExecutionArgs): QueryCost {
  const operation = getOperationAST(document, operationName);
  // Execution refuses it.
  if (!operation) return NOTHING;
  const known = constantCosts.get(operation);
  if (known) return known;
  const cost = costOf(schema, document, operation, variableValues ?? {});
  if (cost.isConstant) constantCosts.set(operation, cost);
  return cost;
}
