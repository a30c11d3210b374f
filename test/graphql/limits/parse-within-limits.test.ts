import { GraphQLError, Source } from 'graphql';
import { describe, expect, test } from 'vitest';
import { parseWithinLimits } from '../../../src/graphql/limits/parse-within-limits.js';
import { REQUEST_LIMITS } from '../../../src/graphql/limits/request-limits.js';

/** The limit that a document exceeds, with its count; null if it is parsed. */
function exceededBy(document: string, limits = {}): unknown {
  try {
    parseWithinLimits(document, undefined, { ...REQUEST_LIMITS, ...limits });
    return null;
  } catch (error) {
    if (!(error instanceof GraphQLError) || error.extensions['code'] !== 'LIMIT_EXCEEDED') throw error;
    return [error.extensions['limit'], error.extensions['count']];
  }
}

/** The message of a document that exceeds a limit. */
function refusalOf(document: string, limits = {}): string {
  try {
    parseWithinLimits(document, undefined, { ...REQUEST_LIMITS, ...limits });
    return 'parsed';
  } catch (error) {
    return (error as Error).message;
  }
}

const repeat = (text: string, times: number): string => text.repeat(times);

describe('a document at its limit is parsed, and refused one beyond it', () => {
  test.each([
    ['tokens', 'MAX_TOKENS', 'or more tokens', (n: number) => `{ ${repeat('a ', n - 2)}}`, { maxTokens: 10 }],
    [
      'brackets',
      'MAX_BRACKETS',
      'or more brackets within each other',
      (n: number) => `{ a(b: ${repeat('[', n - 2)}${repeat(']', n - 2)}) }`,
      { maxBrackets: 10 },
    ],
    [
      'operations',
      'MAX_OPERATIONS',
      'operations',
      (n: number) => Array.from({ length: n }, (_, i) => `query q${i} { a }`).join(),
      { maxOperations: 10 },
    ],
    [
      'depth',
      'MAX_DEPTH',
      'fields within each other',
      (n: number) => `${repeat('{ a ', n)}${repeat('}', n)}`,
      { maxDepth: 10 },
    ],
    [
      'selections',
      'MAX_SELECTIONS',
      'selected fields and fragments',
      (n: number) => `{ ${repeat('... { a } ', n / 2)}${n % 2 ? 'a' : ''} }`,
      { maxSelections: 10 },
    ],
    ['aliases', 'MAX_ALIASES', 'aliases', (n: number) => `{ ${repeat('b: a ', n)} }`, { maxAliases: 10 }],
    [
      'directives',
      'MAX_DIRECTIVES',
      'directives',
      (n: number) => `query @x { a ${repeat('@x ', n - 1)} }`,
      { maxDirectives: 10 },
    ],
    ['lines', 'MAX_LINES', 'or more lines', (n: number) => `${repeat('\n', n - 1)}{ a }`, { maxLines: 10 }],
  ])('%s', (_, name, what, documentOf, limits) => {
    expect(exceededBy(documentOf(10), limits)).toBe(null);
    expect(exceededBy(documentOf(11), limits)).toEqual([name, 11]);
    expect(refusalOf(documentOf(11), limits)).toBe(
      `The request has 11 ${what}; ${name} allows 10. Ask for less, or raise this setting of the gateway.`,
    );
  });
});

/** n fragments, each of which uses the next one twice. */
const doubling = (n: number, use = '{ ...f0 }'): string =>
  `${use} ${Array.from({ length: n }, (_, i) => `fragment f${i} on Query { ...f${i + 1} ...f${i + 1} }`).join(' ')} fragment f${n} on Query { __typename }`;

describe('fragments are counted wherever they are used, and visited once', () => {
  test('doubled forty times', () => {
    expect(exceededBy(doubling(40))).toEqual(['MAX_SELECTIONS', expect.any(Number)]);
  });

  test('doubled without bound: the count has no end that a number could tell', () => {
    expect(exceededBy(doubling(300))).toEqual(['MAX_SELECTIONS', Number.MAX_SAFE_INTEGER]);
  });

  test('in a fragment that no operation uses', () => {
    expect(exceededBy(doubling(40, '{ a }'))).toEqual(['MAX_SELECTIONS', expect.any(Number)]);
  });

  test('their aliases and directives count too', () => {
    const twice = '{ ...f ...f } fragment f on Query { b: a @x c: a @x }';
    expect(exceededBy(twice, { maxAliases: 3 })).toEqual(['MAX_ALIASES', 4]);
    expect(exceededBy(twice, { maxDirectives: 3 })).toEqual(['MAX_DIRECTIVES', 4]);
  });

  test('their depth counts from where they are used', () => {
    expect(exceededBy('{ a { ...f } } fragment f on A { b { c } }', { maxDepth: 2 })).toEqual([
      'MAX_DEPTH',
      3,
    ]);
  });

  test('a cycle is left to validation', () => {
    expect(exceededBy('{ ...f } fragment f on Query { ...g } fragment g on Query { ...f }')).toBe(null);
  });
});

test.each(['\n', '\r', '\r\n'])('lines that end with %j are counted', (end) => {
  expect(exceededBy(`${repeat(end, 9)}{ a }`, { maxLines: 10 })).toBe(null);
  expect(exceededBy(`${repeat(end, 10)}{ a }`, { maxLines: 10 })).toEqual(['MAX_LINES', 11]);
});

test('an ordinary query of Relay passes: ten connections within each other', () => {
  const nested = (levels: number): string =>
    levels === 0 ? 'id' : `charge { refunds(first: 1) { edges { node { ${nested(levels - 1)} } } } }`;
  expect(exceededBy(`query ($id: ID!) { refund(id: $id) { ${nested(10)} } }`)).toBe(null);
});

test('comments count as tokens', () => {
  const comments = (n: number): string => `{ a ${'#\n'.repeat(n)}}`;
  expect(exceededBy(comments(7), { maxTokens: 10 })).toBe(null);
  expect(exceededBy(comments(8), { maxTokens: 10 })).toEqual(['MAX_TOKENS', 11]);
});

test('brackets that are closed again do not count, whatever their kind', () => {
  expect(exceededBy('{ a(b: [[1]], c: { d: 1 }) { e } f(g: []) { h } }', { maxBrackets: 4 })).toBe(null);
  expect(exceededBy('{ a(b: [{ c: 1 }]) }', { maxBrackets: 3 })).toEqual(['MAX_BRACKETS', 4]);
});

test('a source and the options are those of the parser', () => {
  const source = new Source('{ a }', 'mine');
  const document = parseWithinLimits(source, undefined, REQUEST_LIMITS);
  expect(document.loc?.source).toBe(source);
  expect(parseWithinLimits(source, { noLocation: true }, REQUEST_LIMITS).loc).toBe(undefined);
});

test('a document that is not GraphQL has the error of the parser', () => {
  expect(refusalOf('{ a ')).toBe('Syntax Error: Expected Name, found <EOF>.');
  expect(refusalOf('{ a ? }')).toBe('Syntax Error: Unexpected character: "?".');
});
