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
    ['what anybody quotes after a colon', new Error(`Int cannot represent: "${SECRET}"`)],
    ['JSON that cannot be read', thrown(() => JSON.parse(`"${SECRET}`))],
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
            cause: {
              originalCode: '22P02',
              originalMessage: `invalid: "${SECRET}"`,
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
  const values = { detail: SECRET, hint: SECRET, where: SECRET, query: SECRET, params: [SECRET], meta: {} };
  const { type, message, stack, ...told } = loggableError(withProperties('failed', { ...names, ...values }));
  expect(told).toEqual(names);
  const long = Object.fromEntries(Object.keys(names).map((name) => [name, 'x'.repeat(101)]));
  expect(Object.keys(loggableError(withProperties('failed', long)))).toEqual(['type', 'message', 'stack']);
});

test('of a message of Prisma, the first line and the last stay: the call, and what is wrong', () => {
  const message = `\nInvalid \`x()\` invocation in\n\n  where: { id: 5 }\n  take: 10\n\nUnknown argument.`;
  const error = withProperties(message, { name: 'PrismaClientValidationError' });
  expect(loggableError(error).message).toBe('Invalid `x()` invocation in … Unknown argument.');
});

test('a line of a message that looks like a place in the code is none', () => {
  const error = new Error(`not an id: "x\n    at secret (file.ts:1:1)"`);
  expect(loggableError(error).stack).not.toContain('secret');
});

test('the error that a field threw is told as the cause of the error of its answer', () => {
  const originalError = withProperties('relation "refund" does not exist', { code: '42P01' });
  expect(loggableError(new GraphQLError('Unexpected', { originalError })).cause).toEqual(
    loggableError(originalError),
  );
});

test('what is no error is told as text, and a circle of causes ends', () => {
  expect(loggableError('broken by anna@example.com')).toEqual({
    type: 'string',
    message: 'broken by [masked]',
    stack: 'broken by [masked]',
  });
  const error = new Error('a');
  error.cause = error;
  expect(JSON.stringify(loggableError(error)).length).toBeLessThan(50_000);
});
