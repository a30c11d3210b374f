import { GraphQLError } from 'graphql';
import { describe, expect, test } from 'vitest';
import { countRows, type ExportRequest, exportList } from '../../../src/graphql/export/export-list.js';
import { ExportRefusedError } from '../../../src/graphql/export/export-refused.js';
import type { RunQuery } from '../../../src/graphql/request/run-query.js';
import { allScopes, type Scope } from '../../../src/rules/scopes.js';

/** A list of refunds with pages of these ids, and the queries that it was asked. */
function pages(...ids: readonly (readonly string[])[]) {
  const asked: [query: string, variables: unknown][] = [];
  const run: RunQuery = async (query, variables) => {
    asked.push([query.replace(/\s+/g, ' '), variables]);
    const nodes = ids[asked.length - 1]?.map((id) => ({ id }));
    const pageInfo = { hasNextPage: asked.length < ids.length, endCursor: `after page ${asked.length}` };
    return { data: { refunds: { nodes, pageInfo, totalCount: ids.flat().length } } };
  };
  return { run, asked };
}
async function exported(
  request: Partial<ExportRequest>,
  run: RunQuery,
  scopes: readonly Scope[] = allScopes,
) {
  const parts = [];
  const whole = { list: 'refunds', columns: ['id'], args: {}, ...request };
  for await (const part of exportList(whole, run, new Set(scopes))) parts.push(part);
  return parts;
}
/** What an export is refused with. */
const refusalOf = (request: Partial<ExportRequest>, run = pages([]).run, scopes?: readonly Scope[]) =>
  exported(request, run, scopes).catch((error: unknown) => {
    if (!(error instanceof ExportRefusedError)) throw error;
    const { message, code, retryable } = error;
    return { message, code, retryable };
  });
const badInput = (message: string) => ({ message, code: 'BAD_USER_INPUT', retryable: undefined });

test('an export asks for pages of a hundred rows, one after the other, with the arguments of the list', async () => {
  const { run, asked } = pages(['re_1', 're_2'], ['re_3']);
  const filter = { status: ['FAILED'] };
  expect(await exported({ args: { filter } }, run)).toEqual([
    { csv: 'id\r\nre_1\r\nre_2\r\n', rows: 2 },
    { csv: 're_3\r\n', rows: 1 },
  ]);
  const query =
    'query Export($first: Int, $after: String, $filter: RefundFilter) { ' +
    'refunds(first: $first, after: $after, filter: $filter) { nodes { id } pageInfo { hasNextPage endCursor } } }';
  expect(asked).toEqual([
    [query, { filter, first: 100, after: null }],
    [query, { filter, first: 100, after: 'after page 1' }],
  ]);
});

test('amounts are written for en-US unless another locale is asked for', async () => {
  for (const [locale, expected] of [
    [undefined, 'en-US'],
    ['de-CH', 'de-CH'],
  ]) {
    const { run, asked } = pages([]);
    await exported({ columns: ['amountFormatted'], locale }, run);
    expect(asked).toEqual([
      [
        'query Export($first: Int, $after: String, $locale: String) { ' +
          'refunds(first: $first, after: $after) { nodes { amountFormatted(locale: $locale) } pageInfo { hasNextPage endCursor } } }',
        { first: 100, after: null, locale: expected },
      ],
    ]);
  }
});

test('a cell of CSV is a word for true and false, and in quotes if it has a line break of any system', async () => {
  const nodes = [true, false, 'one\ntwo', 'one\rtwo', 'one\r\ntwo', 'one,two', null].map((note) => ({
    note,
  }));
  const run: RunQuery = async () => ({ data: { refunds: { nodes, pageInfo: { hasNextPage: false } } } });
  expect(await exported({ columns: ['note'] }, run)).toEqual([
    {
      csv: 'note\r\ntrue\r\nfalse\r\n"one\ntwo"\r\n"one\rtwo"\r\n"one\r\ntwo"\r\n"one,two"\r\n\r\n',
      rows: 7,
    },
  ]);
});

test('a caller with the scope of a column gets the column', async () => {
  const { run } = pages(['re_1']);
  const scopes = ['refunds:read', 'customers:read'] as const;
  expect(await exported({ columns: ['instructionsEmail'] }, run, scopes)).toMatchObject([{ rows: 1 }]);
});

test('the rows are counted with the arguments of the list', async () => {
  const { run, asked } = pages(['re_1', 're_2']);
  const filter = { status: ['FAILED'] };
  expect(await countRows({ list: 'refunds', args: { filter } }, run)).toBe(2);
  expect(await countRows({ list: 'refunds', args: {} }, run)).toBe(2);
  expect(asked).toEqual([
    ['query Count($filter: RefundFilter) { refunds(filter: $filter) { totalCount } }', { filter }],
    ['query Count { refunds { totalCount } }', {}],
  ]);
});

describe('an export is refused', () => {
  test.each(['node', 'viewer', 'constructor', 'refund'])('if there is no such list: %s', async (list) => {
    expect(await refusalOf({ list })).toEqual(
      badInput(
        'There is no such list. Lists: refunds, charges, paymentIntents, refundApprovals, blockList, auditEntries, apiKeys.',
      ),
    );
  });

  test.each(['first', 'after', 'last', 'before', 'x'.repeat(65)])(
    'if it has a parameter of paging, or one that does not exist: %s',
    async (name) => {
      const message = `No such parameter: '${name.slice(0, 64)}'. Parameters: columns, locale, filter, orderBy.`;
      expect(await refusalOf({ args: { [name]: 1 } })).toEqual(badInput(message));
    },
  );

  test('if a column needs a scope that the caller lacks, before anything is asked', async () => {
    const { run, asked } = pages([]);
    expect(await refusalOf({ columns: ['instructionsEmail'] }, run, ['refunds:read'])).toEqual({
      message: 'A column needs the scope customers:read.',
      code: 'FORBIDDEN',
      retryable: undefined,
    });
    expect(asked).toEqual([]);
  });

  test.each([
    ['with its code', { code: 'OVERLOADED', retryable: true }, { code: 'OVERLOADED', retryable: true }],
    ['without a code', {}, { code: 'INTERNAL_SERVER_ERROR', retryable: undefined }],
  ])('if a page has an error, even beside rows: %s', async (_, extensions, expected) => {
    const errors = [new GraphQLError('It failed.', { extensions })];
    const data = { refunds: { nodes: [], pageInfo: { hasNextPage: false }, totalCount: 0 } };
    for (const answer of [
      { data, errors },
      { data: null, errors },
    ]) {
      const run: RunQuery = async () => answer;
      const refusal = { message: 'It failed.', ...expected };
      expect(await refusalOf({}, run)).toEqual(refusal);
      await expect(countRows({ list: 'refunds', args: {} }, run)).rejects.toMatchObject(refusal);
    }
  });

  test('if there is no answer', async () => {
    expect(await refusalOf({}, async () => ({ data: null }))).toEqual({
      message: 'The list gave no answer.',
      code: 'INTERNAL_SERVER_ERROR',
      retryable: undefined,
    });
  });
});
