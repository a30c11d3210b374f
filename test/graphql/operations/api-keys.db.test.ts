import { describe, expect, test } from 'vitest';
import { hashOfKey } from '../../../src/callers/api-key.js';
import { createKey } from '../../../src/callers/create-key.js';
import { allScopes } from '../../../src/rules/scopes.js';
import { openStream } from '../../support/clients/event-stream.js';
import { gatewayWithKeys, tokenOf } from '../../support/gateways/gateway-with-keys.js';
import { openPort } from '../../support/gateways/open-port.js';
import { as } from '../../support/gateways/test-callers.js';

const logged: object[] = [];
const gateway = gatewayWithKeys({ takesTokens: true, logged });
const port = openPort(gateway);

const ALL = 'id name scopes created expires revoked lastUsed createdBy revokedBy';
const CREATE = `mutation ($input: CreateApiKeyInput!) { result: createApiKey(input: $input) { __typename
  ... on CreateApiKeyPayload { secret apiKey { ${ALL} } } ... on RefundError { code message param }
  ... on ApiKeyScopeNotHeldError { scope } } }`;
const REVOKE = `mutation ($input: RevokeApiKeyInput!) { result: revokeApiKey(input: $input) { __typename
  ... on RevokeApiKeyPayload { apiKey { ${ALL} } } ... on RefundError { code message param } } }`;

let count = 0;
const newName = (): string => `key-${++count}`;

/** The header of a token that may manage keys, and more. */
const admin = async (scopes = allScopes.join(' ')) => as(await tokenOf('admin', scopes));

const ask = async (query: string, input: object, headers: Record<string, string>) => {
  const { data, errors } = await gateway.query(query, { input }, headers);
  return data?.result ?? errors?.[0];
};
const create = async (input: object = {}, headers?: Record<string, string>) =>
  ask(CREATE, { name: newName(), scopes: ['refunds:read'], ...input }, headers ?? (await admin()));
const revoke = async (input: object, headers?: Record<string, string>) =>
  ask(REVOKE, input, headers ?? (await admin()));
const viewerOf = async (headers: Record<string, string>) => {
  const { data, errors } = await gateway.query('{ viewer { name scopes } }', {}, headers);
  return data?.viewer ?? errors?.[0]?.extensions.code;
};

test('section 15: a key works at once, tells who made it, and its secret is shown this once', async () => {
  const name = newName();
  const input = { name, scopes: ['refunds:write', 'refunds:read'], expires: '2999-01-01T00:00:00+01:00' };
  const { __typename, secret, apiKey } = await create(input);
  expect({ __typename, apiKey }).toEqual({
    __typename: 'CreateApiKeyPayload',
    apiKey: {
      id: expect.stringMatching(/^key_/),
      name,
      scopes: ['refunds:read', 'refunds:write'],
      created: gateway.clock.now().toISOString(),
      createdBy: 'admin',
      expires: '2998-12-31T23:00:00.000Z',
      lastUsed: null,
      revoked: null,
      revokedBy: null,
    },
  });
  expect(secret).toMatch(/^rgk_[\w-]{43}$/);
  expect(await viewerOf(as(secret))).toEqual({ name, scopes: apiKey.scopes });
  const listed = await gateway.http({
    headers: { 'content-type': 'application/json', ...(await admin()) },
    body: JSON.stringify({ query: `{ apiKeys(first: 100) { nodes { ${ALL} } } }` }),
  });
  expect(listed.json().data.apiKeys.nodes).toContainEqual(apiKey);
  expect(listed.payload).not.toContain(secret.slice(4));
  expect(listed.payload).not.toContain(hashOfKey(secret));
});

test('no field of the API has the key or its hash, but the payload of who made it', async () => {
  const { data } = await gateway.query(
    '{ key: __type(name: "ApiKey") { fields { name } interfaces { name } } }',
    {},
    await admin(),
  );
  expect(data.key.fields.map(({ name }: { name: string }) => name)).toEqual(ALL.split(' ').toSorted());
  expect(data.key.interfaces).toEqual([]);
});

describe('section 15: a key that may not be made is refused, and its answer is a value', () => {
  test.each([
    ['a reserved name', { name: 'sandbox' }, 'PARAMETER_INVALID', 'name'],
    ['no scope', { scopes: [] }, 'PARAMETER_INVALID', 'scopes'],
    ['an unknown scope', { scopes: ['refunds:all'] }, 'PARAMETER_INVALID', 'scopes'],
    ['a time that is over', { expires: '2026-01-01T00:00:00Z' }, 'PARAMETER_INVALID', 'expires'],
  ])('%s', async (_, given, code, param) =>
    expect(await create(given)).toMatchObject({ __typename: 'InvalidParameterError', code, param }),
  );

  test('a name that a key had, also if it is revoked', async () => {
    const name = newName();
    await create({ name });
    const taken = { __typename: 'ApiKeyNameTakenError', code: 'API_KEY_NAME_TAKEN', param: 'name' };
    expect(await create({ name })).toMatchObject(taken);
    await revoke({ name });
    expect(await create({ name })).toMatchObject(taken);
  });

  test('of many requests for one name, one gets the key', async () => {
    const name = newName();
    const results = await Promise.all(Array.from({ length: 8 }, () => create({ name })));
    expect(results.filter(({ secret }) => secret)).toHaveLength(1);
    expect(results.filter(({ code }) => code === 'API_KEY_NAME_TAKEN')).toHaveLength(7);
  });

  test('a scope that the caller does not have, and no key comes of it', async () => {
    const [name, limited] = [newName(), await admin('keys:manage refunds:read')];
    const refused = await create({ name, scopes: ['refunds:read', 'refunds:approve'] }, limited);
    expect(refused).toEqual({
      __typename: 'ApiKeyScopeNotHeldError',
      code: 'API_KEY_SCOPE_NOT_HELD',
      message: 'You cannot give the scope refunds:approve, because you do not have it.',
      param: 'scopes',
      scope: 'refunds:approve',
    });
    expect((await create({ name, scopes: ['refunds:read'] }, limited)).apiKey.createdBy).toBe('admin');
  });

  test('one key of an operation is made, though another one is refused', async () => {
    const { data, errors } = await gateway.query(
      `mutation ($one: CreateApiKeyInput!, $other: CreateApiKeyInput!) {
        one: createApiKey(input: $one) { ... on CreateApiKeyPayload { secret } }
        other: createApiKey(input: $other) { ... on RefundError { code } } }`,
      {
        one: { name: newName(), scopes: ['refunds:read'] },
        other: { name: newName(), scopes: ['refunds:write'] },
      },
      await admin('keys:manage refunds:read'),
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      one: { secret: expect.stringContaining('rgk_') },
      other: { code: 'API_KEY_SCOPE_NOT_HELD' },
    });
  });
});

test('a lost answer: the name is taken, so the key is revoked by it, and another one made', async () => {
  const name = newName();
  const { secret } = await create({ name });
  expect((await create({ name })).code).toBe('API_KEY_NAME_TAKEN');
  expect((await revoke({ name })).apiKey.name).toBe(name);
  expect(await viewerOf(as(secret))).toBe('UNAUTHENTICATED');
  expect((await create()).__typename).toBe('CreateApiKeyPayload');
});

describe('section 15: a key is revoked', () => {
  test.each(['id', 'name'] as const)('by its %s, at once, and tells by whom', async (by) => {
    const { secret, apiKey } = await create();
    const revoked = await revoke({ [by]: apiKey[by] });
    expect(revoked).toEqual({
      __typename: 'RevokeApiKeyPayload',
      apiKey: { ...apiKey, revoked: gateway.clock.now().toISOString(), revokedBy: 'admin' },
    });
    expect(await viewerOf(as(secret))).toBe('UNAUTHENTICATED');
  });

  test('for ever: another one who revokes it changes nothing', async () => {
    const { apiKey } = await create();
    const first = await revoke({ id: apiKey.id });
    gateway.clock.advance(1_000);
    expect(await revoke({ id: apiKey.id }, as(await tokenOf('ben', 'keys:manage')))).toEqual(first);
  });

  test.each([
    ['an unknown id', { id: 'key_none' }, 'RESOURCE_MISSING', 'id', "No such api_key: 'key_none'"],
    ['an unknown name', { name: 'none' }, 'RESOURCE_MISSING', 'name', "No such api_key: 'none'"],
    ['what is no id', { id: 'ä' }, 'RESOURCE_MISSING', 'id', "No such api_key: 'ä'"],
    [
      'what is no name',
      { name: '' },
      'PARAMETER_INVALID',
      'name',
      'No key can have this name: it is reserved, blank, too long, or not on one line.',
    ],
    ['both', { id: 'a', name: 'b' }, 'PARAMETER_INVALID', 'name', 'Only one of id and name can be given.'],
    ['neither', {}, 'PARAMETER_MISSING', 'name', 'One of id and name must be given.'],
    ['null', { id: null }, 'PARAMETER_MISSING', 'name', 'One of id and name must be given.'],
  ])('not by %s', async (_, input, code, param, message) => {
    const type = code === 'RESOURCE_MISSING' ? 'ResourceMissingError' : 'InvalidParameterError';
    expect(await revoke(input)).toEqual({ __typename: type, code, param, message });
  });

  test.each([
    ['fast', REVOKE],
    ['standard', `${REVOKE}\n# no subscription`],
  ])('by itself: it gets the answer on the %s path, and nothing afterwards', async (_, query) => {
    const { secret, apiKey } = await create({ scopes: ['keys:manage'] });
    const response = await fetch(`${port.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...as(secret) },
      body: JSON.stringify({ query, variables: { input: { name: apiKey.name } } }),
    });
    const { data } = (await response.json()) as { data: { result: { apiKey: { revokedBy: string } } } };
    expect(data.result.apiKey.revokedBy).toBe(apiKey.name);
    expect(await viewerOf(as(secret))).toBe('UNAUTHENTICATED');
  });

  test('and its streams end', async () => {
    const { secret, apiKey } = await create({ scopes: ['events:read'] });
    const stream = await openStream(
      `${port.url}/graphql`,
      'subscription { refundEvents { id } }',
      {},
      as(secret),
    );
    expect(stream.status).toBe(200);
    const end = stream.answers.next().then(
      () => 'ended',
      () => 'ended',
    );
    await revoke({ id: apiKey.id });
    expect(await end).toBe('ended');
  });

  test('but the keys that it made stay', async () => {
    const { secret, apiKey } = await create({ scopes: ['keys:manage', 'refunds:read'] });
    const made = await create({}, as(secret));
    expect(made.apiKey.createdBy).toBe(apiKey.name);
    await revoke({ id: apiKey.id });
    expect(await viewerOf(as(made.secret))).toMatchObject({ name: made.apiKey.name });
  });
});

test('without the scope nobody makes, lists or revokes a key, or finds one by its id', async () => {
  const { apiKey } = await create();
  const others = await admin(allScopes.filter((scope) => scope !== 'keys:manage').join(' '));
  const forbidden = { message: 'This needs the scope keys:manage.', extensions: { code: 'FORBIDDEN' } };
  expect(await create({}, others)).toMatchObject(forbidden);
  expect(await revoke({ id: apiKey.id }, others)).toMatchObject(forbidden);
  expect((await gateway.query('{ apiKeys { totalCount } }', {}, others)).errors).toMatchObject([forbidden]);
  const nodes = '{ nodes(ids: $ids) { __typename id } }';
  const found = await gateway.query(`query ($ids: [ID!]!) ${nodes}`, { ids: [apiKey.id] }, await admin());
  expect(found).toEqual({ data: { nodes: [null] } });
});

test('section 15: the list has every key, newest first, in pages', async () => {
  const names = [newName(), newName(), newName()];
  for (const name of names) {
    gateway.clock.advance(1_000);
    await create({ name });
  }
  await revoke({ name: names[1] });
  const query = `query ($first: Int, $last: Int, $after: String, $before: String) {
    apiKeys(first: $first, last: $last, after: $after, before: $before) {
      totalCount edges { cursor node { name } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;
  const page = async (args: object) => (await gateway.query(query, args, await admin())).data.apiKeys;
  const namesIn = ({ edges }: { edges: { node: { name: string } }[] }) => edges.map(({ node }) => node.name);
  const first = await page({ first: 2 });
  expect(namesIn(first)).toEqual([names[2], names[1]]);
  expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
  const next = await page({ first: 1, after: first.pageInfo.endCursor });
  expect(namesIn(next)).toEqual([names[0]]);
  expect(namesIn(await page({ last: 5, before: next.pageInfo.startCursor }))).toEqual(namesIn(first));
  expect(first.totalCount).toBeGreaterThanOrEqual(3);
});

test('an operator sees his own keys in the same list, made by nobody', async () => {
  const name = newName();
  const key = { name, scopes: ['refunds:read'], expires: null } as const;
  await createKey(gateway.database, key, gateway.clock.now());
  const { data } = await gateway.query(
    '{ apiKeys(first: 100) { nodes { name createdBy } } }',
    {},
    await admin(),
  );
  expect(data.apiKeys.nodes).toContainEqual({ name, createdBy: null });
});

test('the secret is in no line of the log, and nothing may cache its answer', async () => {
  const bodies = [CREATE, `${CREATE}\n# no subscription`].map((query) =>
    JSON.stringify({ query, variables: { input: { name: newName(), scopes: ['refunds:read'] } } }),
  );
  const before = logged.length;
  for (const body of bodies) {
    const answer = await gateway.http({
      headers: { 'content-type': 'application/json', ...(await admin()) },
      body,
    });
    const { secret } = answer.json().data.result;
    expect(await viewerOf(as(secret))).toMatchObject({ scopes: ['refunds:read'] });
    // Without a header that says so, no cache keeps the answer to a POST request (RFC 9110).
    for (const name of ['cache-control', 'expires', 'etag', 'last-modified'])
      expect(answer.headers).not.toHaveProperty(name);
    expect(JSON.stringify(logged)).not.toContain(secret.slice(4));
    expect(JSON.stringify(logged)).not.toContain(hashOfKey(secret));
  }
  expect(logged.length).toBeGreaterThanOrEqual(before + 4);
});
