import {
  buildSchema,
  type ExecutionResult,
  GraphQLError,
  Kind,
  locatedError,
  type OperationDefinitionNode,
  parse,
  validate,
} from 'graphql';
import { describe, expect, test, vi } from 'vitest';
import { DatabaseUnavailableError, OutcomeUnknownError } from '../../../src/database/retry.js';
import {
  describeErrors,
  describeResult,
  describeUnreadRequests,
  maskError,
} from '../../../src/graphql/request/errors.js';
import { serverContext } from '../../support/gateways/server-context.js';

const SECRET = 'relation "secret_table" does not exist';
const DOCUMENT = 'query {\n  refunds { nodes { charge { id } } }\n}';
const document = parse(DOCUMENT);
const operation = document.definitions.find(
  (one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION,
);
const PATH = ['refunds', 'nodes', 0, 'charge'];
const LOCATIONS = [{ line: 2, column: 3 }];

/** The errors of an answer as JSON. */
const told = (error: Error, production = false) => {
  const { errors } = describeResult(
    { data: null, errors: [maskError(error) as GraphQLError] },
    serverContext({ requestId: 'mine' }),
    production,
  );
  return JSON.parse(JSON.stringify(errors));
};

/** How each executor places the error of a field: by its nodes, or by positions in the text. */
const placed: readonly [string, (cause: Error) => GraphQLError][] = [
  ['of the executor', (cause) => locatedError(cause, operation?.selectionSet.selections[0], PATH)],
  [
    'of a compiled operation',
    (cause) =>
      new GraphQLError(cause.message, {
        source: document.loc?.source ?? null,
        positions: [DOCUMENT.indexOf('refunds')],
        path: PATH,
        originalError: cause,
      }),
  ],
];

describe.each(placed)('an error of a field %s', (_, errorOf) => {
  test.each<[string, Error, object]>([
    [
      'a fault of the gateway',
      new Error(SECRET),
      { message: 'Unexpected error.', extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'mine' } },
    ],
    [
      'a database that is away',
      new DatabaseUnavailableError('lost', new Error(SECRET)),
      {
        message: 'Nothing was done. Try again.',
        extensions: { code: 'OVERLOADED', retryable: true, requestId: 'mine' },
      },
    ],
    [
      'an unknown outcome',
      new OutcomeUnknownError(SECRET, {}),
      {
        message: 'It is not known whether this was done. Look before you repeat it.',
        extensions: { code: 'OUTCOME_UNKNOWN', retryable: true, requestId: 'mine' },
      },
    ],
    [
      'an unknown outcome with its key',
      new OutcomeUnknownError(SECRET, { idempotencyKey: 'key-1' }),
      {
        message: 'It is not known whether this was done. Repeat it with this idempotencyKey to find out.',
        extensions: { code: 'OUTCOME_UNKNOWN', retryable: true, idempotencyKey: 'key-1', requestId: 'mine' },
      },
    ],
  ])('keeps its place when it is masked, and nothing else: %s', (__, cause, expected) => {
    const error = errorOf(cause);
    for (const production of [false, true])
      expect(told(error, production)).toEqual([{ ...expected, path: PATH, locations: LOCATIONS }]);
    expect((maskError(error) as GraphQLError).originalError).toBe(error);
  });

  test('that was written for the caller is passed as it is, with its place and its details', () => {
    const coded = new GraphQLError('A refusal', { extensions: { code: 'RESOURCE_MISSING', param: 'id' } });
    const error = errorOf(coded);
    expect(maskError(error)).toBe(error);
    expect(told(error)).toEqual([
      {
        message: 'A refusal',
        path: PATH,
        locations: LOCATIONS,
        extensions: { code: 'RESOURCE_MISSING', param: 'id', requestId: 'mine' },
      },
    ]);
  });
});

test.each<[string, unknown]>([
  ['an Error', new Error(SECRET)],
  ['text', SECRET],
  ['nothing', undefined],
  ['an Error with extensions', Object.assign(new Error(SECRET), { extensions: { code: 'MINE', secret: 1 } })],
])('an error of no field has no place: %s', (_, error) => {
  const { path, locations, originalError } = maskError(error) as GraphQLError;
  expect([path, locations]).toEqual([undefined, undefined]);
  expect(originalError?.message).toBe(error instanceof Error ? SECRET : String(error));
  expect(told(error as Error)).toEqual([
    { message: 'Unexpected error.', extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'mine' } },
  ]);
});

describe('a mistake of the caller in an argument is told as it is, and any other error of a field is not', () => {
  test.each([
    'Argument "id" of required type "ID!" was not provided.',
    'Argument "id" of non-null type "ID!" must not be null.',
    'Argument "first" has invalid value "x".',
  ])('told: %s', (message) => {
    const error = new GraphQLError(message, { path: PATH });
    expect(maskError(error)).toBe(error);
    expect(told(error)).toEqual([
      { message, path: PATH, extensions: { code: 'BAD_USER_INPUT', requestId: 'mine' } },
    ]);
  });

  test.each([
    'The Argument "first" has invalid value "x".',
    'Argument "" has invalid value "x".',
    'Argument "first" is secret.',
    'Argument "first" has invalid values.',
    'Argument "first" of another type.',
    'Cannot return null for non-nullable field Refund.id.',
  ])('not told: %s', (message) => {
    expect(told(new GraphQLError(message, { path: PATH }))).toEqual([
      {
        message: 'Unexpected error.',
        path: PATH,
        extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'mine' },
      },
    ]);
  });

  test('an error that has a cause is told only if its cause may be', () => {
    const caused = (originalError: Error, extensions: object) =>
      new GraphQLError('A refusal', { originalError, extensions: { ...extensions } });
    const forCaller = caused(new GraphQLError('A refusal'), {});
    expect(maskError(forCaller)).toBe(forCaller);
    const internal = caused(new Error(SECRET), { code: 'MINE' });
    expect(maskError(internal)).toMatchObject({ message: 'Unexpected error.', originalError: internal });
  });
});

/** An error of a request that was refused, with its code and what else it tells. */
const refusal = (extensions: Record<string, unknown>, message = 'A refusal'): GraphQLError =>
  new GraphQLError(message, { extensions });

/** What a request's context is told by the description of some errors. */
function describedBy(errors: readonly GraphQLError[], production = false) {
  const logUnexpected = vi.fn();
  const noteRefusal = vi.fn();
  const context = serverContext({ requestId: 'mine', logUnexpected, noteRefusal });
  const result = describeResult({ data: null, errors }, context, production);
  return {
    extensions: (result.errors ?? []).map((error) => error.extensions),
    messages: (result.errors ?? []).map(({ message }) => message),
    logged: logUnexpected.mock.calls.map(([error]) => error),
    noted: noteRefusal.mock.calls.map(([refused]) => refused),
  };
}

describe('section 10: the code of an error', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['of the gateway', { code: 'RESOURCE_MISSING' }, 'RESOURCE_MISSING'],
    ['of a bad request', { code: 'BAD_REQUEST' }, 'BAD_USER_INPUT'],
    ['of an unknown operation', { code: 'OPERATION_RESOLUTION_FAILURE' }, 'BAD_USER_INPUT'],
    ['of a large body', { code: 'REQUEST_ENTITY_TOO_LARGE' }, 'LIMIT_EXCEEDED'],
    ['that has none', {}, 'BAD_USER_INPUT'],
    ['that has none, with the status 403', { http: { status: 403 } }, 'FORBIDDEN'],
    ['that has none, with another status', { http: { status: 400 } }, 'BAD_USER_INPUT'],
    ['that has none, with headers only', { http: { headers: {} } }, 'BAD_USER_INPUT'],
    ['that has one, with the status 403', { code: 'BAD_REQUEST', http: { status: 403 } }, 'BAD_USER_INPUT'],
  ])('%s', (_, given, code) => {
    const { http } = given;
    expect(describedBy([refusal(given)]).extensions).toEqual([
      { code, requestId: 'mine', ...(http !== undefined && { http }) },
    ]);
  });

  test('of a body that is not JSON keeps its HTTP status, and the caller is not told the cause', () => {
    const given = {
      code: 'BAD_REQUEST',
      http: { status: 400, spec: true },
      originalError: { name: 'SyntaxError', message: SECRET },
    };
    expect(describedBy([refusal(given)]).extensions).toEqual([
      { code: 'BAD_USER_INPUT', requestId: 'mine', http: { status: 400, spec: false } },
    ]);
  });
});

test('section 10: a message repeats no long value', () => {
  const { errors } = describeResult(
    { errors: [refusal({}, `No such name: "${'x'.repeat(100)}"`)] },
    serverContext(),
    false,
  );
  expect(errors?.[0]?.message).not.toContain('x'.repeat(65));
});

describe('what only a caller in development is told', () => {
  const tooMany = { code: 'LIMIT_EXCEEDED', limit: 'MAX_ROWS', count: 25, max: 20 };
  const unread = { code: 'OVERLOADED', limit: 'MAX_UNREAD_BYTES', retryable: true };
  const suggestion = 'Cannot query field "chargge" on type "Refund". Did you mean "charge" or "created"?';
  test.each<[string, Record<string, unknown>, string, string, Record<string, unknown>]>([
    [
      'by how much a limit is exceeded',
      tooMany,
      'The request has 25 rows; MAX_ROWS allows 20.',
      'The request exceeds MAX_ROWS.',
      { code: 'LIMIT_EXCEEDED', limit: 'MAX_ROWS' },
    ],
    ['nothing of a limit of the process', unread, 'Try again soon.', 'Try again soon.', unread],
    [
      'suggestions',
      { code: 'GRAPHQL_VALIDATION_FAILED' },
      suggestion,
      'Cannot query field "chargge" on type "Refund".',
      { code: 'GRAPHQL_VALIDATION_FAILED' },
    ],
    [
      'each of several suggestions, and what is behind them stays',
      { code: 'GRAPHQL_VALIDATION_FAILED' },
      'One. Did you mean "a"? Two. Did you mean "b"? Three.',
      'One. Two. Three.',
      { code: 'GRAPHQL_VALIDATION_FAILED' },
    ],
  ])('%s', (_, given, message, inProduction, extensions) => {
    const there = describedBy([refusal(given, message)]);
    expect([there.messages, there.extensions]).toEqual([[message], [{ ...given, requestId: 'mine' }]]);
    const here = describedBy([refusal(given, message)], true);
    expect([here.messages, here.extensions]).toEqual([
      [inProduction],
      [{ ...extensions, requestId: 'mine' }],
    ]);
  });
});

describe('the log tells why a request is refused for what it costs', () => {
  const numbers = { limit: 'MAX_ROWS', count: 25, max: 20 };
  test.each([
    ['LIMIT_EXCEEDED', [{ code: 'LIMIT_EXCEEDED', ...numbers }]],
    ['OVERLOADED', [{ code: 'OVERLOADED', ...numbers }]],
    ['TIMEOUT', [{ code: 'TIMEOUT', ...numbers }]],
    ['BAD_USER_INPUT', []],
    ['INTERNAL_SERVER_ERROR', []],
  ])('%s, also in production', (code, noted) => {
    for (const production of [false, true])
      expect(describedBy([refusal({ code, ...numbers, retryable: true })], production).noted).toEqual(noted);
  });
});

describe('the causes that are logged', () => {
  /** As an error of a field arrives: with its code in place of its cause. */
  const failed = (cause: Error) => maskError(locatedError(cause, undefined, PATH)) as GraphQLError;

  test('those of the gateway’s own failures, once for each kind', () => {
    const broken = failed(new Error('broken'));
    const other = failed(new Error('another'));
    const unknown = failed(new OutcomeUnknownError('broken', {}));
    const away = failed(new DatabaseUnavailableError('lost', {}));
    const { logged } = describedBy([broken, failed(new Error('broken')), other, unknown, away]);
    expect(logged).toEqual([broken, other, unknown, away].map(({ originalError }) => originalError));
  });

  test('an internal error without a cause', () => {
    const internal = refusal({ code: 'INTERNAL_SERVER_ERROR' }, 'one');
    const other = refusal({ code: 'INTERNAL_SERVER_ERROR' }, 'other');
    expect(describedBy([internal, other]).logged).toEqual([internal, other]);
  });

  test('no refusal, and no limit of the process', () => {
    const caused = new GraphQLError('A refusal', {
      originalError: new GraphQLError('A refusal', { extensions: { code: 'RESOURCE_MISSING' } }),
    });
    const overloaded = refusal({ code: 'OVERLOADED' });
    // As graphql-js tells the place of an error that a field throws.
    const ofField = new GraphQLError('Full', { originalError: overloaded, path: PATH });
    expect(describedBy([overloaded, refusal({}), caused, ofField]).logged).toEqual([]);
  });
});

describe('a result', () => {
  const context = serverContext({ requestId: 'mine' });
  const described = new GraphQLError('told', { extensions: { requestId: 'other' } });

  test.each<[string, ExecutionResult]>([
    ['without errors', { data: { a: 1 } }],
    ['whose errors are all described', { data: null, errors: [described, described] }],
  ])('%s stays as it is', (_, result) => {
    expect(describeResult(result, context, false)).toBe(result);
  });

  test('with one error that is not described is described', () => {
    const { data, errors } = describeResult(
      { data: { a: 1 }, errors: [described, refusal({})] },
      context,
      false,
    );
    expect(data).toEqual({ a: 1 });
    expect(errors?.map(({ extensions }) => extensions['requestId'])).toEqual(['mine', 'mine']);
  });
});

describe('the errors of a stream', () => {
  /** Sends a result through the plugin, in a request with this log. */
  function sent(result: unknown, logUnexpected = vi.fn()): unknown {
    let given = result;
    describeErrors({ production: true }).onExecutionResult?.({
      result,
      context: serverContext({ requestId: 'mine', logUnexpected }),
      setResult: (other: unknown) => {
        given = other;
      },
    } as never);
    return given;
  }
  async function* eventsOf(...results: ExecutionResult[]) {
    yield* results;
  }
  const failing = (cause: Error): ExecutionResult => ({
    errors: [maskError(locatedError(cause, undefined, PATH)) as GraphQLError],
  });
  const all = async (stream: unknown) => {
    const results: ExecutionResult[] = [];
    for await (const result of stream as AsyncIterable<ExecutionResult>) results.push(result);
    return results;
  };

  test('are described as those of an answer', async () => {
    const tooMany = refusal({ code: 'LIMIT_EXCEEDED', limit: 'MAX_ROWS', count: 2, max: 1 });
    const told = [
      {
        message: 'The request exceeds MAX_ROWS.',
        extensions: { code: 'LIMIT_EXCEEDED', limit: 'MAX_ROWS', requestId: 'mine' },
      },
    ];
    expect(JSON.parse(JSON.stringify(sent({ errors: [tooMany] })))).toEqual({ errors: told });
    const results = await all(sent(eventsOf({ data: { a: 1 } }, { errors: [tooMany] })));
    expect(JSON.parse(JSON.stringify(results))).toEqual([{ data: { a: 1 } }, { errors: told }]);
  });

  test('have causes that are logged once for all followers, and in each answer to another request', async () => {
    const cause = new Error(SECRET);
    const logs = [vi.fn(), vi.fn()];
    for (const log of logs) await all(sent(eventsOf(failing(cause), failing(cause)), log));
    expect(logs.map((log) => log.mock.calls.length)).toEqual([1, 0]);
    const other = vi.fn();
    await all(sent(eventsOf(failing(new Error(SECRET))), other));
    expect(other).toHaveBeenCalledOnce();
    const unary = [vi.fn(), vi.fn()];
    for (const log of unary) sent(failing(cause), log);
    expect(unary.map((log) => log.mock.calls.length)).toEqual([1, 1]);
  });

  test('without a cause, or of no field, are logged once', async () => {
    const log = vi.fn();
    const internal = refusal({ code: 'INTERNAL_SERVER_ERROR' });
    const masked = maskError(new Error('of no field')) as GraphQLError;
    const errors = [internal, masked];
    await all(sent(eventsOf({ errors }, { errors }), log));
    expect(log.mock.calls).toEqual([[internal], [masked.originalError]]);
  });

  test.each([undefined, [[{ data: {} }]]])(
    'no result, or several at once, are left as they are: %j',
    (result) => {
      expect(sent(result)).toBe(result);
    },
  );
});

describe('a request that could not be read', () => {
  const processed = (result: unknown) => {
    const setResult = vi.fn();
    describeUnreadRequests({ production: true }).onResultProcess?.({
      result,
      serverContext: serverContext({ requestId: 'mine' }),
      setResult,
    } as never);
    return setResult.mock.calls.map(([given]) => JSON.parse(JSON.stringify(given)));
  };

  test('is answered with its code and the request’s id', () => {
    expect(processed({ errors: [refusal({ code: 'BAD_REQUEST' }, 'A. Did you mean "b"?')] })).toEqual([
      { errors: [{ message: 'A.', extensions: { code: 'BAD_USER_INPUT', requestId: 'mine' } }] },
    ]);
  });

  test('and other results are not touched', () => {
    for (const result of [{ data: {} }, [{ errors: [refusal({})] }]]) expect(processed(result)).toEqual([]);
  });
});

test('validation tells the place of a literal that it refuses', () => {
  const schema = buildSchema('type Query { refund(id: ID): ID }');
  let validated: typeof validate = validate;
  describeErrors({ production: false }).onValidate?.({
    validateFn: validate,
    setValidationFn: (given: typeof validate) => {
      validated = given;
    },
  } as never);
  const errors = validated(schema, parse('{ refund(id: {}) }'));
  expect(errors.map(({ message }) => message)).toEqual([
    'Argument "id" got invalid value {}; ID cannot represent a non-string and non-integer value: {}',
  ]);
});
