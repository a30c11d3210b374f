import { type ExecutionResult, GraphQLError } from 'graphql';
import { isAsyncIterable, mapAsyncIterator, type Plugin } from 'graphql-yoga';
import { DatabaseUnavailableError, OutcomeUnknownError } from '../../database/retry.js';
import type { RequestErrorCode } from '../request-error.js';
import type { WhenKnown } from '../when-known.js';
import { nameLiterals } from './literal-places.js';
import type { Refusal, ServerContext } from './server-context.js';
import { shortMessage } from './short-message.js';

/** The message of an internal error. Its cause is only in the log. */
const UNEXPECTED = 'Unexpected error.';

/** Passes errors that were written for the caller. Any other error becomes one that only says what the caller can do. */
export function maskError(error: unknown): Error {
  if (isForCaller(error)) return error;
  const cause = error instanceof GraphQLError ? error.originalError : error;
  const { message, ...extensions } = answerTo(cause);
  return new GraphQLError(message, {
    ...(error instanceof GraphQLError && placeOf(error)),
    extensions,
    originalError: error instanceof Error ? error : new Error(String(error)),
  });
}

/**
 * The answer to an internal error. For a database failure it says whether and how the caller may try again. The HTTP
 * status stays 200, because clients repeat whole requests by their status, and another field may have been carried out.
 */
function answerTo(cause: unknown) {
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
      idempotencyKey,
    };
  }
  if (cause instanceof DatabaseUnavailableError)
    return { message: 'Nothing was done. Try again.', code: 'OVERLOADED', retryable: true };
  return { message: UNEXPECTED, code: 'INTERNAL_SERVER_ERROR' };
}

/** Where an error is in the document and in the answer. An error of a compiled operation has no nodes. */
const placeOf = ({ nodes, source, positions, path }: GraphQLError) => ({
  nodes: nodes ?? null,
  source: source ?? null,
  positions: positions ?? null,
  path: path ?? null,
});

/** How graphql-js and its compiler begin the only errors of a field that are the caller's mistakes and have no code. */
const INVALID_ARGUMENT = /^Argument "\w+" (of (required|non-null) type|has invalid value) /;

/**
 * The gateway's own errors have a code, and those of GraphQL itself have no cause. A field's error without a code is a
 * fault of the gateway, such as null in a field that is never null, unless it is about an argument.
 */
function isForCaller(error: unknown): error is GraphQLError {
  if (!(error instanceof GraphQLError)) return false;
  const { originalError, path, extensions, message } = error;
  if (originalError !== undefined && !isForCaller(originalError)) return false;
  return path === undefined || extensions['code'] !== undefined || INVALID_ARGUMENT.test(message);
}

/** What errors need of a request. */
interface ErrorContext extends Pick<ServerContext, 'requestId' | 'noteRefusal'> {
  readonly logUnexpected: (error: Error) => void;
}

interface Described {
  readonly production: boolean;
}

/** Gives every error of an answer, or of an event in a stream, its stable code and the request's id, and logs its cause. */
export const describeErrors = ({
  production,
}: Described): Plugin<object, ServerContext> & { readonly whenKnown: WhenKnown } => ({
  // The gateway masks and describes the errors of a known operation, as it does with those of a refused request.
  whenKnown: {},
  onValidate({ validateFn, setValidationFn }) {
    // It runs only for a document that is not cached.
    setValidationFn((schema, document, ...options) =>
      nameLiterals(document, validateFn(schema, document, ...options)),
    );
  },
  onExecutionResult({ result, context, setResult }) {
    if (!result || Array.isArray(result)) return;
    if (!isAsyncIterable(result)) return setResult(describeResult(result, context, production));
    const streamContext = { ...context, logUnexpected: onlyOnce(context.logUnexpected) };
    setResult(mapAsyncIterator(result, (one) => describeResult(one, streamContext, production)));
  },
});

/** Failures of streams that are logged. One failure of the feed ends the streams of all followers. */
const loggedFailures = new WeakSet<object>();

const onlyOnce = (log: (error: Error) => void) => (error: Error) => {
  const cause = error instanceof GraphQLError ? (causeOf(error) ?? error) : error;
  if (loggedFailures.has(cause)) return;
  loggedFailures.add(cause);
  log(error);
};

/** The same for a request that Yoga could not read, which has no execution. */
export const describeUnreadRequests = ({ production }: Described): Plugin<object, ServerContext> => ({
  onResultProcess({ result, serverContext, setResult }) {
    if (!Array.isArray(result) && 'errors' in result)
      setResult(describeResult(result, serverContext, production));
  },
});

/** The same, for one result. */
export function describeResult(
  result: ExecutionResult,
  context: ErrorContext,
  production: boolean,
): ExecutionResult {
  const { errors } = result;
  if (!errors || errors.every(isDescribed)) return result;
  for (const error of distinctFailures(errors)) context.logUnexpected(error.originalError ?? error);
  for (const error of errors) noteRefusalBy(error, context);
  return { ...result, errors: errors.map((error) => describe(error, context, production)) };
}

const isDescribed = ({ extensions }: GraphQLError): boolean => 'requestId' in extensions;

/** Codes of the gateway's own failures, whose cause is logged. */
const INTERNAL_CODES: ReadonlySet<string> = new Set([
  'INTERNAL_SERVER_ERROR',
  'OUTCOME_UNKNOWN',
  'OVERLOADED',
]);
/** The failures to log: each kind once for each answer, because one cause often fails hundreds of fields. */
function distinctFailures(errors: readonly GraphQLError[]): GraphQLError[] {
  const byKind = new Map<string, GraphQLError>();
  for (const error of errors) {
    const { code } = error.extensions;
    const cause = causeOf(error);
    // A request beyond a limit of the process is OVERLOADED without a cause, and no failure.
    if (!INTERNAL_CODES.has(String(code)) || (code === 'OVERLOADED' && !cause)) continue;
    const kind = `${code} ${(cause ?? error).message}`;
    if (!byKind.has(kind)) byKind.set(kind, error);
  }
  return [...byKind.values()];
}

/** The error that is no error of GraphQL and made this one; undefined if there is none. */
function causeOf({ originalError }: GraphQLError): Error | undefined {
  return originalError instanceof GraphQLError ? causeOf(originalError) : originalError;
}

/** Codes of requests that are refused for what they cost. */
const REFUSED_FOR_COST: ReadonlySet<string> = new Set(['LIMIT_EXCEEDED', 'OVERLOADED', 'TIMEOUT']);

/** The log tells an operator by how much a limit was exceeded, which a caller in production is not told. */
function noteRefusalBy({ extensions }: GraphQLError, { noteRefusal }: ErrorContext): void {
  const { code, limit, count, max } = extensions as unknown as Refusal;
  if (REFUSED_FOR_COST.has(code)) noteRefusal({ code, limit, count, max });
}

/** Yoga's codes for requests that it refuses, in the gateway's own codes (rules, section 10). */
const yogaCodes: Readonly<Record<string, RequestErrorCode>> = {
  BAD_REQUEST: 'BAD_USER_INPUT',
  OPERATION_RESOLUTION_FAILURE: 'BAD_USER_INPUT',
  REQUEST_ENTITY_TOO_LARGE: 'LIMIT_EXCEEDED',
};
/** Suggestions of graphql-js, which would tell the schema to callers who guess. */
const SUGGESTION = / Did you mean [^?]*\?/g;
const FORBIDDEN_STATUS = 403;

function describe(error: GraphQLError, { requestId }: ErrorContext, production: boolean): GraphQLError {
  const { code, http, originalError, ...details } = error.extensions;
  const others = production ? withoutNumbers(details) : details;
  const message = production ? messageInProduction(error) : error.message;
  return new GraphQLError(shortMessage(message), {
    ...placeOf(error),
    extensions: {
      code: ourCode(code, http),
      ...others,
      requestId,
      // Yoga recognises a body that is not JSON by its cause, which the caller must not see, and would answer 200.
      ...(http !== undefined && { http: originalError === undefined ? http : { ...http, spec: false } }),
    },
  });
}

/** By how much a request exceeds a limit would tell an attacker how to stay just below it. */
const withoutNumbers = ({ count, max, ...others }: Record<string, unknown>) => others;

const messageInProduction = ({ message, extensions: { code, limit } }: GraphQLError): string =>
  typeof limit === 'string' && code !== 'OVERLOADED'
    ? `The request exceeds ${limit}.`
    : message.replace(SUGGESTION, '');

const ourCode = (code: unknown, http: { readonly status?: number } | undefined): string => {
  if (code === undefined) return http?.status === FORBIDDEN_STATUS ? 'FORBIDDEN' : 'BAD_USER_INPUT';
  return yogaCodes[String(code)] ?? String(code);
};
