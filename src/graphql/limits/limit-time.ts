import {
  type ExecutionArgs,
  type ExecutionResult,
  GraphQLError,
  getOperationAST,
  OperationTypeNode,
} from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { GatewayContext } from '../context.js';

/**
 * Answers an operation that takes too long with an error, and lets it read nothing more. A write that has begun goes on,
 * so its outcome is not known.
 */
export const limitTime = (timeoutMs: number): Plugin<GatewayContext> => ({
  onExecute({ executeFn, setExecuteFn }) {
    setExecuteFn((args: ExecutionArgs) => {
      const result = executeFn(args);
      return result instanceof Promise ? beforeDeadline(result, args, timeoutMs) : result;
    });
  },
});

function beforeDeadline(
  result: Promise<ExecutionResult>,
  args: ExecutionArgs,
  timeoutMs: number,
): Promise<ExecutionResult> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      const error = timeoutError(args, timeoutMs);
      (args.contextValue as GatewayContext).load.stop(error);
      resolve({ errors: [error] });
    }, timeoutMs);
    result.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function timeoutError(
  { document, operationName, contextValue }: ExecutionArgs,
  timeoutMs: number,
): GraphQLError {
  const isMutation = getOperationAST(document, operationName)?.operation === OperationTypeNode.MUTATION;
  if (!isMutation)
    return new GraphQLError(`The operation took longer than OPERATION_TIMEOUT_MS, which is ${timeoutMs}.`, {
      extensions: { code: 'TIMEOUT', limit: 'OPERATION_TIMEOUT_MS', retryable: true },
    });
  const { idempotencyKey } = contextValue as GatewayContext;
  return new GraphQLError(
    'It is not known whether this was done. Repeat it with the same idempotency key to find out, or look before you repeat it.',
    {
      extensions: {
        code: 'OUTCOME_UNKNOWN',
        retryable: true,
        ...(idempotencyKey !== null && { idempotencyKey }),
      },
    },
  );
}
