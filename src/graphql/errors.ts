import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { ServerContext } from './yoga.js';

/** What the caller is told of an error that is ours; its cause is only in the log. */
const UNEXPECTED = 'Unexpected error.';

/** Errors that were made for the caller pass; everything else becomes INTERNAL_SERVER_ERROR. */
export function maskError(error: unknown): Error {
  return isForCaller(error)
    ? error
    : new GraphQLError(UNEXPECTED, {
        ...(error instanceof GraphQLError && { path: error.path ?? null, nodes: error.nodes ?? null }),
        extensions: { code: 'INTERNAL_SERVER_ERROR' },
        originalError: error instanceof Error ? error : new Error(String(error)),
      });
}

/** An error without a cause was made by GraphQL itself or by us; with one, the cause has to be one of those. */
function isForCaller(error: unknown): error is GraphQLError {
  if (!(error instanceof GraphQLError)) return false;
  const { originalError } = error;
  return originalError === undefined || isForCaller(originalError);
}

/** Gives every error its stable code and the request's id, and the log its cause. */
export const describeErrors: Plugin<object, ServerContext> = {
  onResultProcess({ result, serverContext, setResult }) {
    if (Array.isArray(result) || !('errors' in result) || !result.errors) return;
    const errors = result.errors.map((error) => describe(error, serverContext));
    setResult({ ...result, errors });
  },
};

function describe(error: GraphQLError, { requestId, logUnexpected }: ServerContext): GraphQLError {
  const { code = 'BAD_USER_INPUT', ...others } = error.extensions;
  if (code === 'INTERNAL_SERVER_ERROR') logUnexpected(error.originalError ?? error);
  return new GraphQLError(error.message, {
    nodes: error.nodes ?? null,
    source: error.source ?? null,
    positions: error.positions ?? null,
    path: error.path ?? null,
    extensions: { code, ...others, requestId },
  });
}
