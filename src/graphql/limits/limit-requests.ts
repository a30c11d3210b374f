import {
  type ExecutionArgs,
  getOperationAST,
  type OperationDefinitionNode,
  OperationTypeNode,
  validate,
} from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { answerBytes } from './answer-size.js';
import { exceeded } from './exceeded.js';
import { parseWithinLimits } from './parse-within-limits.js';
import { costOf, type QueryCost } from './query-cost.js';
import type { RequestLimits } from './request-limits.js';

/** An answer with fewer values cannot be too large. Counting its bytes would slow down every small request. */
const MIN_COUNTED_VALUES = 5_000;

/** Nobody reads more at once. Each error takes 3 KB of memory for as long as its document is cached. */
const MAX_VALIDATION_ERRORS = 10;

/**
 * Refuses documents that are too large before they are validated, operations that cost too much before they run, and
 * answers that are too large before they are written.
 */
export function limitRequests(limits: RequestLimits): Plugin {
  /** The error for an operation that costs too much, or else its cost. */
  const check = (args: ExecutionArgs) => {
    const cost = knownCost(args);
    const { rows, values, writes } = cost;
    if (rows > limits.maxRows) return exceeded('maxRows', 'rows in its answer', rows, limits);
    if (values > limits.maxValues) return exceeded('maxValues', 'values in its answer', values, limits);
    if (writes > limits.maxWrites) return exceeded('maxWrites', 'refunds to write', writes, limits);
    return cost;
  };

  return {
    onParse({ setParseFn }) {
      // It runs only for a document that is not cached.
      setParseFn((source, options) => parseWithinLimits(source, options, limits));
    },
    onValidate({ setValidationFn }) {
      setValidationFn((schema, document, rules) =>
        validate(schema, document, rules, { maxErrors: MAX_VALIDATION_ERRORS }),
      );
    },
    onExecute({ args, setResultAndStopExecution }) {
      const checked = check(args);
      if (checked instanceof Error) return setResultAndStopExecution({ errors: [checked] });
      // What a mutation did must be told, however large the answer is.
      if (checked.values < MIN_COUNTED_VALUES || checked.operation !== OperationTypeNode.QUERY)
        return undefined;
      return {
        onExecuteDone({ result, setResult }) {
          const bytes = answerBytes('data' in result ? result.data : null, limits.maxAnswerBytes);
          if (bytes > limits.maxAnswerBytes)
            setResult({ errors: [exceeded('maxAnswerBytes', 'or more bytes in its answer', bytes, limits)] });
        },
      };
    },
    onSubscribe({ args, setResultAndStopExecution }) {
      const checked = check(args);
      if (checked instanceof Error) setResultAndStopExecution({ errors: [checked] });
    },
  };
}

/** The costs of operations whose lists have constant sizes. */
const constantCosts = new WeakMap<OperationDefinitionNode, QueryCost>();
const NOTHING: QueryCost = {
  operation: OperationTypeNode.QUERY,
  rows: 0,
  values: 0,
  writes: 0,
  isConstant: true,
};

function knownCost({ schema, document, operationName, variableValues }: ExecutionArgs): QueryCost {
  const operation = getOperationAST(document, operationName);
  // Execution refuses it.
  if (!operation) return NOTHING;
  const known = constantCosts.get(operation);
  if (known) return known;
  const cost = costOf(schema, document, operation, variableValues ?? {});
  if (cost.isConstant) constantCosts.set(operation, cost);
  return cost;
}
