import { beforeAll, describe, expect, test } from 'vitest';
import { schema } from '../../../src/graphql/schema.js';
import { type InputPlace, inputPlaces } from '../../support/clients/input-places.js';
import { sentStatementsOf } from '../../support/databases/statements.js';
import { testGateway } from '../../support/gateways/test-gateway.js';
import { insertRichRefunds } from '../../support/rows/rich-refunds.js';

const gateway = testGateway();
const ID_OF = {
  Refund: 're_of_test',
  RefundApproval: 'apr_of_test',
  Charge: 'ch_of_test',
  PaymentIntent: 'pi_of_test',
  Dispute: 'dp_of_test',
};
const ofRefund = (field: string) => (selected: string) =>
  `refund(id: "re_of_test") { ${field} { ${selected} } }`;
const ofPreview = (type: string) => (selected: string) =>
  `refundPreview(input: { charge: "ch_of_test" }) { ... on ${type} { ${selected} } }`;
const places = inputPlaces(schema, ID_OF, {
  ApplicationFeeRefund: ofRefund('applicationFeeRefund'),
  AuditEntry: (selected) => `auditEntries { nodes { ${selected} } }`,
  BalanceTransaction: ofRefund('balanceTransaction'),
  RefundLimit: (selected) => `viewer { refundLimits { ${selected} } }`,
  RefundLimitExceededError: ofPreview('RefundLimitExceededError'),
  RefundPreview: ofPreview('RefundPreview'),
  Refundability: (selected) => `charge(id: "ch_of_test") { refundability { ${selected} } }`,
  TransferReversal: ofRefund('transferReversal'),
  RefundSummaryRow: (selected) => `refundSummary(by: STATUS) { ${selected} }`,
  RefundLine: (selected) => `node(id: "re_of_test") { ... on Refund { lines { ${selected} } } }`,
});

/** Nearly as large as a body may be. */
const SIZE = 190_000;
const X = 'x'.repeat(SIZE);
const texts: Readonly<Record<string, string>> = {
  word: X,
  words: 'it is '.repeat(SIZE / 6),
  quotes: '"\\'.repeat(SIZE / 8),
  lines: 'a\n'.repeat(SIZE / 4),
  'characters of four bytes': '😀'.repeat(SIZE / 4),
};
const otherValues: Readonly<Record<string, unknown>> = {
  'object with a long key': { [X]: 'value' },
  'object with many keys': Object.fromEntries(
    Array.from({ length: 500 }, (_, index) => [`${index}`.padEnd(370, 'y'), 'v']),
  ),
  'list of texts': Array.from({ length: 900 }, () => 'y'.repeat(200)),
  'list of lists': [[[X]]],
};
const otherLiterals: Readonly<Record<string, string>> = {
  name: X,
  'whole number': '9'.repeat(SIZE),
  fraction: `0.${'9'.repeat(SIZE)}`,
  'block of text': `"""${'a "b" '.repeat(SIZE / 6)}"""`,
  'unknown variable': `$${X}`,
  'object with a long key': `{ ${X}: 1 }`,
  'list of numbers': `[${'1 '.repeat(1_000)}]`,
};

const CODE = /"code":"([A-Z_]+)"/g;
const headers = { 'content-type': 'application/json' };

async function codesOf(
  query: string,
  variables: unknown,
  hint: string,
  more: object = {},
): Promise<string[]> {
  const response = await gateway.http({
    headers,
    body: JSON.stringify({ query, variables, ...more }),
  });
  const { body } = response;
  expect(body.length, hint).toBeLessThan(4_000);
  expect(longestRepetition(body), hint).toBeLessThanOrEqual(64);
  const codes = [...body.matchAll(CODE)].map(([, code = '']) => code);
  expect(codes, hint).not.toContain('INTERNAL_SERVER_ERROR');
  return codes;
}

/**
 * `npm test` tries every tenth place. `npm run test:long` tries the others with fewer texts, and with LONG_TEXT=all every
 * place with all of them, so often that its operation is compiled.
 */
const EVERY = process.env['LONG_TEXT'] === 'all' ? 1 : 10;
const isWhole = (place: InputPlace): boolean => places.indexOf(place) % EVERY === 0;

/** How many characters of the texts above an answer repeats at once. */
const longestRepetition = (body: string): number =>
  Math.max(0, ...[...body.matchAll(/x{30,}|(?:it is ){5,}|9{30,}|y{30,}/g)].map(([run]) => run.length));

beforeAll(async () => {
  const [first] = await Promise.all([insertRichRefunds(gateway.database, 1)]);
  for (const [type, id] of Object.entries(ID_OF)) replaced.set(id, `${first[type as keyof typeof ID_OF][0]}`);
});
const replaced = new Map<string, string>();
const withIds = (document: string): string =>
  [...replaced].reduce((text, [id, real]) => text.replaceAll(id, real), document);

/** Of these, a text that no object has is no error. */
const FINDS_NOTHING = ['Query.node(id)', 'Query.nodes(ids)'];
const codeOf: Readonly<Record<string, string>> = { ID: 'RESOURCE_MISSING', String: 'PARAMETER_INVALID' };
const expectedCodes = ({ name, type }: InputPlace): readonly string[] =>
  FINDS_NOTHING.includes(name) || name.endsWith('Formatted(locale)')
    ? []
    : [codeOf[type.name] ?? 'BAD_USER_INPUT'];

test('the places are those of every argument', () => {
  expect(places.length).toBeGreaterThan(80);
  for (const place of ['Query.refunds(filter.metadata.key)', 'Mutation.createRefunds(input.refunds.charge)'])
    expect(places.map(({ name }) => name)).toContain(place);
});

describe('section 10: a long value is refused with a short answer, and does not reach the database', () => {
  const refuses = async (place: InputPlace) => {
    const document = withIds(place.document);
    const statements = await sentStatementsOf(async () => {
      const isText = ['ID', 'String', 'Metadata'].includes(place.type.name);
      for (const [kind, text] of Object.entries(isText && isWhole(place) ? texts : { word: X })) {
        // The first times the executor runs it, then the compiled query.
        for (let use = 1; use <= (kind === 'word' && isWhole(place) ? 4 : 1); use++)
          expect(await codesOf(document, place.variablesWith(text), kind), kind).toEqual(
            expectedCodes(place),
          );
        const codes = await codesOf(withIds(place.withLiteral(JSON.stringify(text))), {}, `"${kind}"`);
        if (isText) expect(codes, `"${kind}"`).toEqual(expectedCodes(place));
        else expect(['BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED'], kind).toContain(codes[0]);
      }
      if (!isWhole(place)) return;
      for (const [kind, value] of Object.entries(otherValues))
        expect((await codesOf(document, place.variablesWith(value), kind)).length, kind).toBeGreaterThan(0);
      for (const [kind, literal] of Object.entries(otherLiterals))
        await codesOf(withIds(place.withLiteral(literal)), {}, `${kind} as a literal`);
    });
    for (const { values } of statements) expect(JSON.stringify(values).length).toBeLessThan(2_000);
  };
  test.each(places.filter(isWhole))('$name', refuses);
  test.each(places.filter((place) => !isWhole(place)))('$name', { tags: ['long'] }, refuses);
});

describe('section 10: a long name in a document is refused with a short answer', () => {
  test.each([
    ['an alias', `{ ${X}: __typename }`],
    ['a field', `{ ${X} }`],
    ['a field of an object', `{ refunds { ${X} } }`],
    ['an argument', `{ refunds(${X}: 1) { totalCount } }`],
    ['an input field', `{ refunds(filter: { ${X}: 1 }) { totalCount } }`],
    ['an operation', `query ${X} { __typename }`],
    ['a variable', `query ($${X}: Int) { refunds(first: $${X}) { totalCount } }`],
    ['the type of a variable', `query ($id: ${X}) { __typename }`],
    ['a fragment', `fragment ${X} on Query { __typename } { ...${X} }`],
    ['a fragment that does not exist', `{ ...${X} }`],
    ['the type of a fragment', `{ ... on ${X} { id } }`],
    ['a directive', `{ __typename @${X} }`],
    ['an argument of a directive', `{ __typename @include(${X}: true) }`],
  ])('%s', async (_, query) => {
    const codes = await codesOf(query, {}, '');
    expect(codes).toContain('LIMIT_EXCEEDED');
    expect(codes.filter((code) => !['LIMIT_EXCEEDED', 'GRAPHQL_VALIDATION_FAILED'].includes(code))).toEqual(
      [],
    );
  });

  test('a name of 255 characters is accepted', async () => {
    expect(await codesOf(`query ${'q'.repeat(255)} { __typename }`, {}, '')).toEqual([]);
    expect(await codesOf(`query ${'q'.repeat(256)} { __typename }`, {}, '')).toEqual(['LIMIT_EXCEEDED']);
  });
});

describe('section 10: a long text elsewhere in a request is answered shortly', () => {
  const query = '{ __typename }';
  test.each<[string, string, unknown, object, string[]]>([
    ['a document of one word', X, {}, {}, ['GRAPHQL_PARSE_FAILED']],
    ['a document of one text', JSON.stringify(X), {}, {}, ['GRAPHQL_PARSE_FAILED']],
    ['a document of dots', '.'.repeat(SIZE), {}, {}, ['LIMIT_EXCEEDED']],
    ['a comment', `# ${X}\n${query}`, {}, {}, []],
    ['an enum value', `{ refundSummary(by: ${X}) { count } }`, {}, {}, ['GRAPHQL_VALIDATION_FAILED']],
    ['the name of the operation', query, {}, { operationName: X }, ['BAD_USER_INPUT']],
    ['the variables', query, X, {}, ['BAD_USER_INPUT']],
    ['the name of a variable', query, { [X]: 1 }, {}, []],
    ['the extensions', query, {}, { extensions: X }, ['BAD_USER_INPUT']],
    ['a parameter', query, {}, { [X]: 1 }, ['BAD_USER_INPUT']],
  ])('%s', async (_, document, variables, more, expected) => {
    expect(await codesOf(document, variables, '', more)).toEqual(expected);
  });

  test('a header with an idempotency key', async () => {
    const { data } = await gateway.query(
      'mutation { createRefund(input: { charge: "ch_1" }) { ... on RefundError { code message param } } }',
      {},
      { 'idempotency-key': X },
    );
    expect(data.createRefund).toEqual({
      code: 'PARAMETER_INVALID',
      message: 'Idempotency keys have 1 to 255 characters.',
      param: 'idempotencyKey',
    });
  });
});
