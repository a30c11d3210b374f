import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { RequestErrorCode } from './request-error.js';
import type { ServerContext } from './server-context.js';

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
export const describeErrors = ({
  production,
}: {
  readonly production: boolean;
}): Plugin<object, ServerContext> => ({
  onResultProcess({ result, serverContext, setResult }) {
    if (Array.isArray(result) || !('errors' in result) || !result.errors) return;
    const errors = result.errors.map((error) => describe(error, serverContext, production));
    setResult({ ...result, errors });
  },
});

/** What Yoga calls the requests that it does not take, in our words (rules, section 10). */
const yogaCodes: Readonly<Record<string, RequestErrorCode>> = {
  BAD_REQUEST: 'BAD_USER_INPUT',
  OPERATION_RESOLUTION_FAILURE: 'BAD_USER_INPUT',
  REQUEST_ENTITY_TOO_LARGE: 'LIMIT_EXCEEDED',
};
/** What graphql-js tells of the schema to those who guess. */
const SUGGESTION = / Did you mean [^?]*\?/g;
const FORBIDDEN_STATUS = 403;

function describe(
  error: GraphQLError,
  { requestId, logUnexpected }: ServerContext,
  production: boolean,
): GraphQLError {
  const { code, http, originalError, ...others } = error.extensions;
  if (code === 'INTERNAL_SERVER_ERROR') logUnexpected(error.originalError ?? error);
  return new GraphQLError(production ? error.message.replace(SUGGESTION, '') : error.message, {
    nodes: error.nodes ?? null,
    source: error.source ?? null,
    positions: error.positions ?? null,
    path: error.path ?? null,
    extensions: {
      code: ourCode(code, http),
      ...others,
      requestId,
      // Yoga tells a body that is no JSON by the cause, which is not for the caller, and would else answer 200.
      ...(http !== undefined && { http: originalError === undefined ? http : { ...http, spec: false } }),
    },
  });
}

const ourCode = (code: unknown, http: { readonly status?: number } | undefined): string => {
  if (code === undefined) return http?.status === FORBIDDEN_STATUS ? 'FORBIDDEN' : 'BAD_USER_INPUT';
  return yogaCodes[String(code)] ?? String(code);
};
