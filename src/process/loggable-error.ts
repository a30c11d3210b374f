import { maskSecrets } from './mask-secrets.js';

/** What the log has of an error. */
export interface LoggableError {
  readonly type: string;
  readonly message: string;
  /** The message and the places in the code, without the causes. */
  readonly stack: string;
  readonly cause?: LoggableError;
  readonly aggregateErrors?: readonly LoggableError[];
  /** `code`, `constraint` and the others of `TOLD`. */
  readonly [property: string]: unknown;
}

/**
 * The properties of an error that are names of the gateway, of Node.js or of the schema. All others may have values of
 * callers: `detail` and `where` of PostgreSQL, `query` and `params` of PGlite, `meta` of Prisma, `idempotencyKey`.
 */
const TOLD = [
  'code',
  'errno',
  'syscall',
  'address',
  'port',
  'severity',
  'schema',
  'table',
  'column',
  'dataType',
  'constraint',
  'routine',
  'kind',
  'originalCode',
  'failure',
] as const;

/** Errors inside an error, more than any library makes. */
const MAX_DEPTH = 6;
/** Of the errors of an `AggregateError`, such as one for each address of a host. */
const MAX_ERRORS = 10;
/** PostgreSQL's class of data exceptions, whose messages quote the value. */
const DATA_EXCEPTION = /^22...$/;
const FRAME = /^ +at .*(?::\d+:\d+|:0x[\da-f]+|<anonymous>|native|index \d+)\)?$/;

/**
 * What may be logged of an error: its kind, its place, the names of what failed, and a message without values. Whatever
 * a caller sent or a row holds is left out, because it may be a personal or secret text.
 */
export function loggableError(error: unknown): LoggableError {
  return describe(error, MAX_DEPTH);
}

/** The same as text, for errors that end a program. */
export function errorText(error: unknown): string {
  const texts: string[] = [];
  for (let one: LoggableError | undefined = loggableError(error); one; one = one.cause) texts.push(one.stack);
  return texts.join('\ncaused by: ');
}

function describe(error: unknown, depth: number): LoggableError {
  if (!isErrorLike(error)) {
    const message = maskSecrets(String(error));
    return { type: typeof error, message, stack: message };
  }
  const type = String(error.constructor?.name ?? error['name'] ?? 'Error');
  const message = messageOf(error);
  const cause = causeOf(error);
  return {
    type,
    message,
    stack: [`${type}: ${message}`, ...framesOf(error)].join('\n'),
    ...Object.fromEntries(TOLD.flatMap((name) => (isName(error[name]) ? [[name, error[name]]] : []))),
    ...(Array.isArray(error['errors']) &&
      depth > 1 && {
        aggregateErrors: error['errors'].slice(0, MAX_ERRORS).map((one) => describe(one, depth - 1)),
      }),
    ...(isErrorLike(cause) && depth > 1 && { cause: describe(cause, depth - 1) }),
  };
}

type ErrorLike = Readonly<Record<string, unknown>>;

/** Prisma keeps the error of the database as an object without a `message`. */
const isErrorLike = (error: unknown): error is ErrorLike =>
  typeof error === 'object' &&
  error !== null &&
  [(error as ErrorLike)['message'], (error as ErrorLike)['originalMessage']].some(
    (message) => typeof message === 'string',
  );

/** A short text or a number. */
const isName = (value: unknown): boolean =>
  typeof value === 'number' || (typeof value === 'string' && value.length > 0 && value.length <= 100);

/** The error behind an error, by the names that Node.js, graphql-js and Prisma give it. */
const causeOf = (error: ErrorLike): unknown =>
  error['cause'] ??
  error['originalError'] ??
  (error['meta'] as { readonly driverAdapterError?: unknown } | undefined)?.driverAdapterError;

/** A message without the values that it quotes. */
function messageOf(error: ErrorLike): string {
  const message = String(error['message'] ?? error['originalMessage']);
  const name = String(error['name']);
  const isPrismas = name.startsWith('Prisma');
  const quotesValues =
    isPrismas ||
    name === 'SyntaxError' ||
    [error['code'], error['originalCode']].some((code) => DATA_EXCEPTION.test(String(code)));
  // From the first quotation mark to the last: a value may have some of its own.
  const withoutValues = (isPrismas ? outline(message) : message).replace(
    quotesValues ? /".*"/s : /(?<=: )".*"/s,
    '"…"',
  );
  return maskSecrets(withoutValues);
}

/** Prisma prints the code around a call and the whole argument between the first and the last line. */
function outline(message: string): string {
  const lines = message.split('\n').filter((line) => line.trim() !== '');
  return [...new Set([lines[0], lines.at(-1)])].join(' … ');
}

/** The places in the code. A message may have lines that look like one. */
function framesOf({ stack, message }: ErrorLike): string[] {
  if (typeof stack !== 'string' || typeof message !== 'string') return [];
  const end = stack.indexOf(message);
  const frames = end === -1 ? stack : stack.slice(end + message.length);
  return frames.split('\n').filter((line) => FRAME.test(line));
}
