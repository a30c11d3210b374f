import { type ExecutionResult, GraphQLError } from 'graphql';
import { isAsyncIterable, mapAsyncIterator, type Plugin } from 'graphql-yoga';
import { DatabaseUnavailableError, OutcomeUnknownError } from '../../database/retry.js';
import type { RequestErrorCode } from '../request-error.js';
import type { ServerContext } from './server-context.js';

/** What the caller is told of an error that is ours; its cause is only in the log. */
const UNEXPECTED = 'Unexpected error.';

/** Errors that were made for the caller pass; everything else becomes one that tells him what he can do, no more. */
export function maskError(error: unknown): Error {
  if (isForCaller(error)) return error;
  const cause = error instanceof GraphQLError ? error.originalError : error;
  const { message, ...extensions } = toldOf(cause);
  return new GraphQLError(message, {
    ...(error instanceof GraphQLError && { path: error.path ?? null, nodes: error.nodes ?? null }),
    extensions,
    originalError: error instanceof Error ? error : new Error(String(error)),
  });
}

/**
 * Of a database that fails, whether a caller may try again, and how. No HTTP status says it, since clients repeat whole
 * requests by the status, and another field of this one may have been done.
 */
function toldOf(cause: unknown) {
  if (cause instanceof OutcomeUnknownError) {
    const { idempotencyKey } = cause;
    const advice =
      idempotencyKey === undefined
        ? 'Look before you repeat it.'
        : 'Repeat it with this idempotencyKey to find out.';
    return {
      message: `It is not known whether this was done. ${advice}`,
      code: 'OUTCOME_UNKNOWN',
      retryable: true,
      ...(idempotencyKey !== undefined && { idempotencyKey }),
    };
  }
  if (cause instanceof DatabaseUnavailableError)
    return { message: 'Nothing was done. Try again.', code: 'OVERLOADED', retryable: true };
  return { message: UNEXPECTED, code: 'INTERNAL_SERVER_ERROR' };
}

/** An error without a cause was made by GraphQL itself or by us; with one, the cause has to be one of those. */
function isForCaller(error: unknown): error is GraphQLError {
  if (!(error instanceof GraphQLError)) return false;
  const { originalError } = error;
  return originalError === undefined || isForCaller(originalError);
}

/** What errors need of a request. */
type ErrorContext = Pick<ServerContext, 'requestId' | 'logUnexpected'>;

interface Described {
  readonly production: boolean;
}

/** Gives every error its stable code and the request's id, and the log its cause: in an answer and in each event of a stream. */
export const describeErrors = ({ production }: Described): Plugin<object, ServerContext> => ({
  onExecutionResult({ result, context, setResult }) {
    if (!result || Array.isArray(result)) return;
    const describeOne = (one: ExecutionResult) => describeResult(one, context, production);
    setResult(isAsyncIterable(result) ? mapAsyncIterator(result, describeOne) : describeOne(result));
  },
});

/** The same for a request that Yoga could not read, which has no execution. */
export const describeUnreadRequests = ({ production }: Described): Plugin<object, ServerContext> => ({
  onResultProcess({ result, serverContext, setResult }) {
    if (!Array.isArray(result) && 'errors' in result)
      setResult(describeResult(result, serverContext, production));
  },
});

/** The same, of one result. */
export function describeResult(
  result: ExecutionResult,
  context: ErrorContext,
  production: boolean,
): ExecutionResult {
  const { errors } = result;
  if (!errors || errors.every(isDescribed)) return result;
  return { ...result, errors: errors.map((error) => describe(error, context, production)) };
}

const isDescribed = ({ extensions }: GraphQLError): boolean => 'requestId' in extensions;

/** Codes of faults that are ours, whose cause is logged. */
const OURS: ReadonlySet<string> = new Set(['INTERNAL_SERVER_ERROR', 'OUTCOME_UNKNOWN', 'OVERLOADED']);
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
  { requestId, logUnexpected }: ErrorContext,
  production: boolean,
): GraphQLError {
  const { code, http, originalError, ...others } = error.extensions;
  if (OURS.has(String(code))) logUnexpected(error.originalError ?? error);
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
