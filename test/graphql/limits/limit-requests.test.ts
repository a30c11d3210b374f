import {
  buildSchema,
  type ExecutionResult,
  GraphQLError,
  type GraphQLSchema,
  parse,
  validate,
} from 'graphql';
import { describe, expect, test, vi } from 'vitest';
import { limitRequests } from '../../../src/graphql/limits/limit-requests.js';
import { REQUEST_LIMITS } from '../../../src/graphql/limits/request-limits.js';
import { schema } from '../../../src/graphql/schema.js';

const limits = {
  ...REQUEST_LIMITS,
  maxRows: 20,
  maxValues: 60,
  maxWrites: 2,
  maxErrors: 3,
  maxEventRows: 4,
  maxEventValues: 7,
  maxItems: 5,
  maxSelections: 3,
};
const plugin = limitRequests(limits);

/** The result of an operation that the plugin lets through, or the one that it gives in its place. */
function resultOf(
  document: string,
  {
    of = plugin,
    on = schema,
    variables = {},
    result = { data: {} },
    room = { isFull: false, makeRoomFor: (_bytes: number) => true },
  }: {
    of?: typeof plugin;
    on?: GraphQLSchema;
    variables?: Record<string, unknown>;
    result?: ExecutionResult;
    room?: object;
  } = {},
): ExecutionResult {
  let given = result;
  const setResult = (other: ExecutionResult) => {
    given = other;
  };
  const parsed = parse(document);
  expect(validate(on, parsed)).toEqual([]);
  const args = { schema: on, document: parsed, variableValues: variables, contextValue: { room } };
  const step = document.startsWith('subscription') ? of.onSubscribe : of.onExecute;
  const after: unknown = step?.({ args, setResultAndStopExecution: setResult } as never);
  const { onExecuteDone } = (after ?? {}) as { onExecuteDone?: (done: object) => void };
  if (given === result) onExecuteDone?.({ result, setResult });
  return given;
}

const told = ({ errors = [] }: ExecutionResult) =>
  errors.map(({ message, extensions }) => ({ message, extensions }));
const beyond = (limit: string, count: number, what: string, max: number) => ({
  message: `The request has ${count} ${what}; ${limit} allows ${max}. Ask for less, or raise this setting of the gateway.`,
  extensions: { code: 'LIMIT_EXCEEDED', http: { status: 400 }, limit, count, max },
});

const refunds = (count: number, fields = 'id'): string =>
  `{ refunds(first: ${count}) { nodes { ${fields} } } }`;
const faulty = (count: number): string =>
  `{ charges(first: ${count}) { nodes { refunds(first: 0) { totalCount } } } }`;
const writes = (count: number): string =>
  `mutation { ${Array.from({ length: count }, (_, at) => `a${at}: createRefund(input: { charge: "a" }) { __typename }`).join(' ')} }`;
const eventRefunds = (count: number): string =>
  `subscription { refundEvents { refund { charge { refunds(first: ${count}) { pageInfo { hasNextPage } nodes { __typename } } } } } }`;
const event = (fields: string): string => `subscription { refundEvents { ${fields} } }`;

describe('an operation at its limit runs, and one beyond it is refused with the limit and the count', () => {
  test.each([
    ['rows', refunds(20), refunds(21), beyond('MAX_ROWS', 21, 'rows in its answer', 20)],
    [
      'values',
      refunds(19, 'id amount'),
      refunds(20, 'id amount'),
      beyond('MAX_VALUES', 61, 'values in its answer', 60),
    ],
    ['writes', writes(2), writes(3), beyond('MAX_WRITES', 3, 'refunds to write', 2)],
    [
      'pages with wrong arguments',
      faulty(3),
      faulty(4),
      beyond('MAX_ERRORS', 4, 'errors in its answer (“first must be from 1 to 100.”)', 3),
    ],
    [
      'rows of an event',
      event('refund { charge { paymentIntent { id } } }'),
      event('refund { charge { paymentIntent { id } refunds(first: 1) { nodes { id } } } }'),
      beyond('MAX_EVENT_ROWS', 5, 'rows for each event', 4),
    ],
    [
      'values of an event',
      event('a: id b: id c: id d: id e: id f: id'),
      event('a: id b: id c: id d: id e: id f: id g: id'),
      beyond('MAX_EVENT_VALUES', 8, 'values for each event', 7),
    ],
  ])('%s', (_, allowed, refused, error) => {
    expect(resultOf(allowed)).toEqual({ data: {} });
    expect(told(resultOf(refused))).toEqual([error]);
  });

  test('of several wrong pages, the reason of the first is told', () => {
    const document =
      '{ charges(first: 2) { nodes { a: refunds(first: 0) { totalCount } b: refunds(after: "x") { totalCount } } } }';
    expect(told(resultOf(document))).toEqual([
      beyond('MAX_ERRORS', 4, 'errors in its answer (“first must be from 1 to 100.”)', 3),
    ]);
  });

  test('the limits of an event are none of a query', () => {
    expect(resultOf(refunds(5, 'id amount'))).toEqual({ data: {} });
  });

  test('an event has the limits of a query too', () => {
    const of = limitRequests({ ...limits, maxEventRows: 1_000, maxEventValues: 1_000 });
    expect(told(resultOf(eventRefunds(100), { of }))).toEqual([
      beyond('MAX_ROWS', 103, 'rows in its answer', 20),
    ]);
  });

  test('a directive whose condition is null, which each object would answer with an error', () => {
    const document = 'query ($yes: Boolean = true) { viewer @include(if: $yes) { name } }';
    expect(told(resultOf(document, { variables: { yes: null } }))).toEqual([
      {
        message: 'Variable "$yes" must not be null, because a directive needs a boolean.',
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
    expect(resultOf(document, { variables: { yes: false } })).toEqual({ data: {} });
  });

  test('a subscription that selects nothing', () => {
    expect(told(resultOf('subscription { refundEvents @skip(if: true) { id } }'))).toEqual([
      { message: 'A subscription must select one field.', extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  });
});

describe('an answer is measured where it may be large', () => {
  const flat = buildSchema('type Query { value: ID } type Mutation { value: ID }');
  const values = (count: number): string =>
    `{ ${Array.from({ length: count }, (_, at) => `a${at}: value`).join(' ')} }`;
  const of = limitRequests({ ...REQUEST_LIMITS, maxAnswerBytes: 100 });
  /** Data of so many bytes: a name, its punctuation and a text. */
  const data = (bytes: number) => ({ a: 'x'.repeat(bytes - 5) });
  const answered = (document: string, bytes: number, isFull = false, hasRoom = true) => {
    const makeRoomFor = vi.fn((_bytes: number) => hasRoom);
    const result = { data: data(bytes) };
    const given = resultOf(document, { of, on: flat, result, room: { isFull, makeRoomFor } });
    return { isAnswered: given === result, errors: told(given), measured: makeRoomFor.mock.calls.flat() };
  };

  test('a query of 2,000 values', () => {
    expect(answered(values(2_000), 100)).toEqual({ isAnswered: true, errors: [], measured: [100] });
    expect(answered(values(2_000), 101)).toEqual({
      isAnswered: false,
      errors: [beyond('MAX_ANSWER_BYTES', 101, 'or more bytes in its answer', 100)],
      measured: [],
    });
  });

  test('none of fewer values, while there is room for large ones', () => {
    expect(answered(values(1_999), 101)).toEqual({ isAnswered: true, errors: [], measured: [] });
  });

  test('one of a hundred values, while there is none', () => {
    expect(answered(values(100), 50, true)).toEqual({ isAnswered: true, errors: [], measured: [50] });
    expect(answered(values(99), 101, true)).toEqual({ isAnswered: true, errors: [], measured: [] });
  });

  test('and refused if there is no room for it', () => {
    for (const [document, isFull] of [
      [values(2_000), false],
      [values(100), true],
    ] as const)
      expect(answered(document, 50, isFull, false)).toEqual({
        isAnswered: false,
        errors: [
          {
            message: 'The gateway holds too many answers that are not read yet. Try again soon.',
            extensions: {
              code: 'OVERLOADED',
              limit: 'MAX_UNREAD_BYTES',
              retryable: true,
              http: { status: 503, headers: { 'retry-after': '1' } },
            },
          },
        ],
        measured: [50],
      });
  });

  test('that of a mutation is not, because what was done must be told', () => {
    expect(answered(`mutation ${values(2_000)}`, 1_000, true, false)).toEqual({
      isAnswered: true,
      errors: [],
      measured: [],
    });
  });

  test('one without data is as small as null', () => {
    const makeRoomFor = vi.fn(() => true);
    const result = { errors: [new GraphQLError('broken')] };
    const room = { isFull: false, makeRoomFor };
    expect(resultOf(values(2_000), { of, on: flat, result, room })).toBe(result);
    expect(makeRoomFor.mock.calls).toEqual([[8]]);
  });

  test('a known operation is answered at once only if its answer needs no look', () => {
    const allows = (document: string, variableValues = {}, on = flat) =>
      of.whenKnown.allows?.({ schema: on, document: parse(document), variableValues } as never);
    expect(allows(values(99))).toBe(true);
    expect(allows(values(100))).toBe(false);
    expect(allows(`mutation ${values(100)}`)).toBe(true);
    const page = 'query ($n: Int) { refunds(first: $n) { nodes { id } } }';
    expect(allows(page, { n: 2 }, schema)).toBe(false);
    expect(allows(refunds(2), {}, schema)).toBe(true);
    expect(plugin.whenKnown.allows?.({ schema, document: parse(refunds(21)) } as never)).toBe(false);
  });
});

describe('the largest list or object of the variables', () => {
  const six = [1, 2, 3, 4, 5, 6];
  const sixKeys = { a: 1, b: 1, c: 1, d: 1, e: 1, f: 1 };
  const given = (variables: unknown): unknown => {
    try {
      plugin.onParams?.({ params: { variables } } as never);
      return null;
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      return { message: error.message, extensions: error.extensions };
    }
  };

  test.each<[string, unknown]>([
    ['a list', { ids: six }],
    ['an object', { input: sixKeys }],
    ['the variables themselves', sixKeys],
    ['a list in a list of an object', { input: { lists: [[1], six, [2]] } }],
    ['behind null and text', { a: null, b: 'text', c: [null, 'x', { d: six }], e: [] }],
    ['before smaller ones', { a: six, b: [1], c: { d: 1 } }],
    ['beside a variable without a value', { a: six, b: undefined }],
  ])('is beyond the limit: %s', (_, variables) => {
    expect(given(variables)).toEqual(beyond('MAX_ITEMS', 6, 'items in a list of its variables', 5));
    expect(plugin.whenKnown.passes?.({ variableValues: variables } as never)).toBe(false);
  });

  test.each<[string, unknown]>([
    ['a list at the limit', { ids: six.slice(1) }],
    ['many small ones', { a: [six.slice(1), six.slice(1)], b: {}, c: 'a long text' }],
    ['none', {}],
    ['nothing', undefined],
    ['null', null],
  ])('is within the limit: %s', (_, variables) => {
    expect(given(variables)).toBe(null);
    expect(plugin.whenKnown.passes?.({ variableValues: variables } as never)).toBe(true);
  });
});

describe('a document', () => {
  test('is parsed within the limits, and with the options', () => {
    let parsed = (_text: string, _options: object): unknown => null;
    plugin.onParse?.({
      setParseFn: (given: typeof parsed) => {
        parsed = given;
      },
    } as never);
    expect(() => parsed('{ a b c d }', {})).toThrow(
      'The request has 4 selected fields and fragments; MAX_SELECTIONS allows 3.',
    );
    expect(parsed('{ a b c }', { noLocation: true })).toEqual(parse('{ a b c }', { noLocation: true }));
  });

  /** The errors of a document by the validation that the plugin sets. */
  const faultsOf = (document: string): { message: string; extensions: object }[] => {
    let validated: typeof validate = validate;
    plugin.onValidate?.({
      setValidationFn: (given: typeof validate) => {
        validated = given;
      },
    } as never);
    return told({ errors: validated(schema, parse(document)) });
  };

  test('with many faults has ten of them told', () => {
    const unknown = (count: number) =>
      faultsOf(`{ ${Array.from({ length: count }, (_, at) => `xyz${at}`).join(' ')} }`);
    expect(unknown(10)).toHaveLength(10);
    expect(unknown(25).map(({ message }) => message)).toEqual([
      ...Array.from({ length: 10 }, (_, at) => `Cannot query field "xyz${at}" on type "Query".`),
      'Too many validation errors, error limit reached. Validation aborted.',
    ]);
  });

  test('with too many fields side by side to compare them is refused with a reason', () => {
    const fields = '__typename '.repeat(490);
    const document = Array.from({ length: 10 }, (_, index) => `query q${index} { ${fields} }`).join(' ');
    expect(faultsOf(document)).toEqual([
      {
        message:
          'The document has too many fields side by side to compare them with each other. Select fewer fields, or send fewer operations in one document.',
        extensions: { code: 'LIMIT_EXCEEDED' },
      },
    ]);
  });
});
