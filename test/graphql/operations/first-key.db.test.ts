import { expect, test } from 'vitest';
import { allScopes } from '../../../src/rules/scopes.js';
import { gatewayWithKeys } from '../../support/gateways/gateway-with-keys.js';
import { as } from '../../support/gateways/test-callers.js';

const gateway = gatewayWithKeys();

const create = async (input: object, headers: Record<string, string>) => {
  const query = `mutation ($input: CreateApiKeyInput!) { result: createApiKey(input: $input) {
    ... on CreateApiKeyPayload { secret apiKey { name createdBy } } ... on RefundError { code } } }`;
  return (await gateway.query(query, { input }, headers)).data.result;
};
const viewerOf = async (headers: Record<string, string>) => {
  const { data, errors } = await gateway.query('{ viewer { name scopes } }', {}, headers);
  return data?.viewer ?? errors?.[0]?.extensions.code;
};

test('section 15: the first key of an open gateway turns authentication on for everybody', async () => {
  expect(await viewerOf({})).toEqual({ name: null, scopes: allScopes });
  const { secret, apiKey } = await create({ name: 'first', scopes: ['keys:manage'] }, {});
  expect(apiKey).toEqual({ name: 'first', createdBy: null });
  expect(await viewerOf({})).toBe('UNAUTHENTICATED');
  expect(await viewerOf(as(secret))).toEqual({ name: 'first', scopes: ['keys:manage'] });
  // Nobody has every scope any more: the next key with another scope is made by command.
  const next = { name: 'second', scopes: ['refunds:read'] };
  expect(await create(next, as(secret))).toEqual({ code: 'API_KEY_SCOPE_NOT_HELD' });
});
