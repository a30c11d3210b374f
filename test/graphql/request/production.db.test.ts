import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import { describe, expect, test } from 'vitest';
import { graphiqlTabs } from '../../../src/graphql/request/graphiql-tabs.js';
import { testGateway } from '../../support/gateways/test-gateway.js';

const development = testGateway();
const production = testGateway({ production: true, holder: development });
const browser = { method: 'GET', headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } } as const;

describe('GraphiQL', () => {
  test('is served to a browser, with the tabs', async () => {
    const response = await development.http(browser);
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-type']).toContain('text/html');
    for (const { query } of graphiqlTabs)
      expect(response.payload).toContain(JSON.stringify(query).slice(1, -1));
    expect(graphiqlTabs.length).toBeGreaterThan(3);
  });

  test('is the page that Yoga would make, but for the style that makes its tabs work', async () => {
    const [query] = graphiqlTabs;
    const page = renderGraphiQL({
      title: 'Refund Gateway',
      defaultTabs: [...graphiqlTabs],
      defaultQuery: query?.query ?? '',
    });
    const { headers, payload } = await development.http(browser);
    expect(payload.replace('<style>.graphiql-tab{transform:none!important}</style>', '') === page).toBe(true);
    expect(headers['content-length']).toBe(`${Buffer.byteLength(payload)}`);
  });

  test('loads nothing from another host', async () => {
    const { payload } = await development.http(browser);
    // The page contains its scripts. It could still load by a tag outside of them, a style, or an import inside.
    const tags = payload
      .replace(/(<script[^>]*>)[\s\S]*?<\/script>/g, '$1')
      .replace(/<style>[\s\S]*?<\/style>/g, '');
    expect(tags).toContain('<title>Refund Gateway</title>');
    expect(tags.match(/(src|href|action)\s*=\s*["']?(https?:)?\/\/[^"'\s>]*/g)).toBeNull();
    const styles = payload.match(/<style>[\s\S]*?<\/style>/)?.[0] ?? '';
    expect(styles.length).toBeGreaterThan(1000);
    expect(styles.match(/(url\(|@import)\s*["']?(https?:)?\/\/[^)"';]*/g)).toBeNull();
    expect(
      payload.match(/(\bimport\s*\(|\bfrom\s|importScripts\(|\bfetch\()\s*["'`](https?:)?\/\//g),
    ).toBeNull();
  });

  test('is not served in production', async () => {
    const response = await production.http(browser);
    expect(response.statusCode).toBeGreaterThanOrEqual(400);
    expect(response.payload).not.toContain('<');
  });
});

const curious = [
  ['a field', '{ refunsd { totalCount } }', {}],
  ['a nested field', '{ refunds { nodes { amuont } } }', {}],
  ['a field of another type', '{ node(id: "x") { amount } }', {}],
  ['an argument', '{ refunds(frist: 1) { totalCount } }', {}],
  ['an input field', '{ refunds(filter: { statsu: [] }) { totalCount } }', {}],
  [
    'an input field in a variable',
    'query ($f: RefundFilter) { refunds(filter: $f) { totalCount } }',
    { f: { statsu: [] } },
  ],
  ['an enum value', '{ refunds(filter: { status: [PENDIN] }) { totalCount } }', {}],
  ['an enum value as text', '{ refunds(filter: { status: ["PENDING"] }) { totalCount } }', {}],
  [
    'an enum value in a variable',
    'query ($f: RefundFilter) { refunds(filter: $f) { totalCount } }',
    { f: { status: ['PENDIN'] } },
  ],
  ['a type', '{ node(id: "x") { ... on Refnd { id } } }', {}],
  ['an input type', 'query ($f: RefundFilte) { refunds(filter: $f) { totalCount } }', {}],
  ['a selection', '{ refunds }', {}],
  ['a directive’s argument', '{ refunds @skip(fi: true) { totalCount } }', {}],
] as const;
test.each(curious)(
  'the error for %s has a suggestion, but not in production',
  async (_, query, variables) => {
    const [there] = (await development.query(query, variables)).errors ?? [];
    expect(there?.message).toMatch(/Did you mean/);
    const answer = await production.query(query, variables);
    expect(answer.data).toBeUndefined();
    expect(JSON.stringify(answer)).not.toMatch(/Did you mean/);
    expect(answer.errors?.[0]?.message).toBe(there?.message.replace(/ Did you mean .*\?$/, ''));
    expect(answer.errors?.[0]?.extensions.code).toBe(there?.extensions.code);
  },
);

test.each([
  '{ __schema { types { name } } }',
  '{ __type(name: "Refund") { name } }',
  '{ a: refunds { nodes { id } } ...F } fragment F on Query { __schema { queryType { name } } }',
])('introspection is answered, but not in production: %s', async (query) => {
  expect((await development.query(query)).errors).toBeUndefined();
  const { data, errors } = await production.query(query);
  expect(data).toBeUndefined();
  expect(errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
});

test('`__typename` is answered in production too, because clients need it', async () => {
  expect((await production.query('{ __typename refunds { __typename } }')).data).toEqual({
    __typename: 'Query',
    refunds: { __typename: 'RefundConnection' },
  });
});
