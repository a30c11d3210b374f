import { GraphQLError, Kind, locatedError, type OperationDefinitionNode, parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { DatabaseUnavailableError, OutcomeUnknownError } from '../../../src/database/retry.js';
import { describeResult, maskError } from '../../../src/graphql/request/errors.js';
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
