import { GraphQLError } from 'graphql';
import { describe, expect, test } from 'vitest';
import { OutcomeUnknownError } from '../../src/database/retry.js';
import { errorText, loggableError } from '../../src/process/loggable-error.js';
import { createLogger } from '../../src/process/logger.js';

const SECRET = 'the blue cup';
const withProperties = (message: string, properties: object) => Object.assign(new Error(message), properties);
const thrown = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};

describe('an error is logged without the values that it holds', () => {
  test.each<[string, unknown]>([
    ['the row of a constraint', withProperties('violated', { detail: `Failing row contains (${SECRET}).` })],
    ['the context of a statement', withProperties('failed', { where: `COPY a, line 1: "${SECRET}"` })],
    ['a statement of PGlite', withProperties('failed', { query: `SELECT '${SECRET}'`, params: [SECRET] })],
    ['a hint', withProperties('failed', { hint: SECRET, internalQuery: SECRET })],
    ['what PostgreSQL quotes', withProperties(`invalid input syntax: "${SECRET}"`, { code: '22P02' })],
    [
      'what PostgreSQL quotes with a quotation mark',
      withProperties(`invalid value "${SECRET} " ${SECRET}" for x`, { code: '22P02' }),
    ],
    [
      'what PostgreSQL quotes, of several lines',
      withProperties(`invalid value "a\n${SECRET}" for x`, { code: '22P02' }),
    ],
    ['what anybody quotes after a colon', new Error(`Int cannot represent: "${SECRET}"`)],
    ['that, with a quotation mark of its own', new Error(`Int cannot represent: "a" ${SECRET}"`)],
    ['JSON that cannot be read', thrown(() => JSON.parse(SECRET))],
    [
      'an argument of Prisma',
      Object.assign(new Error(`\nInvalid \`x()\` invocation in\n\n where: { id: "${SECRET}" }\n\nUnknown.`), {
        name: 'PrismaClientValidationError',
      }),
    ],
    [
      'an error inside an error of Prisma',
      Object.assign(new Error('Raw query failed'), {
        name: 'PrismaClientKnownRequestError',
        meta: {
          driverAdapterError: {
            name: 'DriverAdapterError',
            message: 'InvalidInputValue',
            cause: {
              originalCode: '22P02',
              originalMessage: `invalid value "${SECRET}" for x`,
              kind: 'InvalidInputValue',
            },
          },
        },
      }),
    ],
    ['the idempotency key of an outcome', new OutcomeUnknownError('unknown', { idempotencyKey: SECRET })],
    ['extensions', new GraphQLError('refused', { extensions: { idempotencyKey: SECRET } })],
    ['a cause', new Error('failed', { cause: withProperties('violated', { detail: SECRET }) })],
    ['one of several', new AggregateError([withProperties('violated', { detail: SECRET })], 'failed')],
  ])('%s', (_, error) => {
    const lines: string[] = [];
    createLogger('trace', { write: (line) => void lines.push(line) }).error(
      { err: error },
      'Unexpected error',
    );
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toContain(SECRET);
    expect(errorText(error)).not.toContain(SECRET);
  });
});

test('names and places stay, and those of the causes', () => {
  const cause = withProperties('duplicate key value violates unique constraint "refund_pkey"', {
    code: '23505',
    table: 'refund',
    constraint: 'refund_pkey',
  });
  const told = loggableError(new TypeError('Not recorded', { cause }));
  expect(told).toEqual({
    type: 'TypeError',
    message: 'Not recorded',
    stack: expect.stringMatching(/^TypeError: Not recorded\n +at .*loggable-error\.test\.ts:\d+:\d+/),
    cause: {
      type: 'Error',
      message: 'duplicate key value violates unique constraint "refund_pkey"',
      stack: expect.stringMatching(/^Error: duplicate key .*\n +at /),
      code: '23505',
      table: 'refund',
      constraint: 'refund_pkey',
    },
  });
  expect(errorText(new Error('a', { cause }))).toMatch(/^Error: a\n +at .+\ncaused by: Error: duplicate/s);
});

test('each name that tells what failed stays, unless it is as long as a text', () => {
  const names = {
    code: '23505',
    errno: -111,
    syscall: 'connect',
    address: '127.0.0.1',
    port: 5432,
    severity: 'ERROR',
    schema: 'public',
    table: 'refund',
    column: 'id',
    dataType: 'text',
    constraint: 'refund_pkey',
    routine: '_bt_check_unique',
    kind: 'UniqueConstraintViolation',
    originalCode: '23505',
    failure: 'lost',
  };
  const values = { detail: SECRET, hint: SECRET, where: SECRET, query: SECRET, params: [SECRET] };
  const { type, message, stack, ...told } = loggableError(
    withProperties('failed', { ...names, ...values, meta: { message: SECRET } }),
  );
  expect(told).toEqual(names);
  const named = (name: string) =>
    withProperties('failed', Object.fromEntries(Object.keys(names).map((key) => [key, name])));
  expect(loggableError(named('x'.repeat(100)))).toHaveProperty('constraint', 'x'.repeat(100));
  for (const none of ['x'.repeat(101), ''])
    expect(Object.keys(loggableError(named(none)))).toEqual(['type', 'message', 'stack']);
});

test.each<[string, unknown, string]>([
  ['its class, whatever its name', withProperties('a', { name: 'Renamed' }), 'Error'],
  ['its name without a class', Object.assign(Object.create(null), { message: 'a', name: 'Named' }), 'Named'],
  ['Error without both', Object.assign(Object.create(null), { message: 'a' }), 'Error'],
])('the type of an error is %s', (_, error, type) => {
  expect(loggableError(error).type).toBe(type);
});

test.each([
  'at check (/srv/dist/src/rules/ids.js:10:7)',
  'at wasm-function[12] (wasm://wasm/pglite:wasm-function[12]:0x1f2e)',
  'at new Promise (<anonymous>)',
  'at Array.map (native)',
  'at async Promise.all (index 0)',
])('a place in the code stays: %s', (place) => {
  const error = withProperties('a', { stack: `Error: a\n    ${place}\n    no place` });
  expect(loggableError(error).stack).toBe(`Error: a\n    ${place}`);
});

test('of a message of Prisma, the first line and the last stay: the call, and what is wrong', () => {
  const outlineOf = (message: string) =>
    loggableError(withProperties(message, { name: 'PrismaClientValidationError' })).message;
  const message = `\nInvalid \`x()\` invocation in\n\n  where: { id: 5 }\n  take: 10\n\nUnknown argument.\n  `;
  expect(outlineOf(message)).toBe('Invalid `x()` invocation in … Unknown argument.');
  expect(outlineOf('Timed out.')).toBe('Timed out.');
});

test('a line of a message that looks like a place in the code is none', () => {
  const error = new Error(`not an id: "x\n    at secret (file.ts:1:1)\n"`);
  expect(loggableError(error).stack).toMatch(/^Error: not an id: "…"\n +at /);
  expect(loggableError(error).stack).not.toContain('secret');
  // Nobody knows where the message ends that the stack begins with.
  const nameless = { originalMessage: 'no row', stack: 'no row\n    at secret (file.ts:1:1)' };
  expect(loggableError(nameless).stack).toBe('Object: no row');
});

test('the places stay although the message was changed, and addresses in the message are masked', () => {
  const error = new Error('a');
  const places = loggableError(error).stack.slice('Error: a'.length);
  error.message = `${'b'.repeat(500)} of anna@example.com`;
  expect(loggableError(error).stack).toBe(`Error: ${'b'.repeat(500)} of [masked]${places}`);
});

test('the error that a field threw is told as the cause of the error of its answer', () => {
  const originalError = withProperties('relation "refund" does not exist', { code: '42P01' });
  expect(loggableError(new GraphQLError('Unexpected', { originalError })).cause).toEqual(
    loggableError(originalError),
  );
  const both = withProperties('a', { cause: new Error('nearer'), originalError });
  expect(loggableError(both).cause?.message).toBe('nearer');
});

test('what the database said is told, although Prisma keeps it as no error', () => {
  const cause = { originalCode: '42P01', originalMessage: 'relation "refund" does not exist' };
  expect(loggableError(withProperties('failed', { cause })).cause).toMatchObject({
    message: cause.originalMessage,
    originalCode: '42P01',
  });
});

test('what is no error is told as text, and a circle of causes ends', () => {
  expect(loggableError('broken by anna@example.com')).toEqual({
    type: 'string',
    message: 'broken by [masked]',
    stack: 'broken by [masked]',
  });
  expect(loggableError(null)).toEqual({ type: 'object', message: 'null', stack: 'null' });
  const error = new Error('a');
  error.cause = error;
  expect(errorText(error).match(/^(caused by: )?Error: a$/gm)).toHaveLength(6);
});

test('of the errors in an error, the first ten are told, and a circle of them ends', () => {
  const many = new AggregateError(Array.from({ length: 12 }, (_, index) => new Error(`${index}`)));
  expect(loggableError(many).aggregateErrors?.map(({ message }) => message)).toEqual([...'0123456789']);
  const circle = new AggregateError([], 'a');
  circle.errors.push(circle);
  let levels = 0;
  for (let one = [loggableError(circle)]; one[0]; one = [...(one[0].aggregateErrors ?? [])]) levels++;
  expect(levels).toBe(6);
});
